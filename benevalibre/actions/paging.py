"""Pages of a long list that cost the same at its start and at its end (keyset)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet

SIZE: Final = 50
LONGEST_CURSOR: Final = 40


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by one column of an index that ends with the id, downwards or not."""

    column: str
    read: Callable[[str], Any]
    is_descending: bool = True

    def columns(self, *, backwards: bool = False) -> tuple[str, str]:
        """What to order by; ``backwards`` from the end."""
        sign = "-" if self.is_descending != backwards else ""
        return f"{sign}{self.column}", f"{sign}id"

    def beyond(self, cursor: str, *, backwards: bool = False) -> Q | None:
        """The rows after that of ``cursor`` (before, if ``backwards``); None if it is no cursor."""
        text, _dot, pk = cursor[:LONGEST_CURSOR].rpartition(".")
        try:
            value, number = self.read(text), int(pk)
        except ValueError:
            return None
        if abs(number) > 2**62:
            return None
        sign = "lt" if self.is_descending != backwards else "gt"
        within = Q(**{f"{self.column}__{sign}e": value})
        return within & (Q(**{f"{self.column}__{sign}": value}) | Q(**{f"id__{sign}": number}))

    def cursor(self, action: Action) -> str:
        """How an address names the place of ``action`` in this order."""
        return f"{getattr(action, self.column)}.{action.pk}"


def _minutes(text: str) -> int:
    minutes = int(text)
    if not 0 <= minutes < 2**31:
        raise ValueError(text)
    return minutes


BY_DATE: Final = Order("date", date.fromisoformat)
BY_DATE_OLDEST: Final = Order("date", date.fromisoformat, is_descending=False)
BY_MINUTES: Final = Order("minutes", _minutes)
BY_MINUTES_SHORTEST: Final = Order("minutes", _minutes, is_descending=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some rows; ``before`` and ``after`` are what the address of the next pages carries."""

    rows: list[Action]
    before: str = ""
    after: str = ""


def page(rows: ActionQuerySet, order: Order, *, after: str = "", before: str = "") -> Page:
    """Fifty ``rows`` in ``order``: the first ones, those ``after`` or ``before`` a cursor.

    ``before="end"`` gives the last ones; what is no cursor gives the first.
    """
    backwards = bool(before)
    beyond = order.beyond(before or after, backwards=backwards)
    if beyond is None and before != "end":
        backwards = False
    found = rows if beyond is None else rows.filter(beyond)
    some = list(found.order_by(*order.columns(backwards=backwards))[: SIZE + 1])
    is_more = len(some) > SIZE
    some = some[:SIZE]
    if backwards:
        some.reverse()
    is_inside = beyond is not None
    newer = some[:1] if (is_more if backwards else is_inside) else []
    older = some[-1:] if (is_inside if backwards else is_more) else []
    return Page(
        rows=some,
        before="".join(order.cursor(row) for row in newer),
        after="".join(order.cursor(row) for row in older),
    )


def numbered_page(rows: ActionQuerySet, *columns: str, start: str) -> Page:
    """Fifty ``rows`` from the number ``start``, for lists short enough to be sorted at once."""
    is_number = start.isascii() and start.isdecimal() and len(start) < 6
    first = int(start) if is_number else 0
    some = list(rows.order_by(*columns)[first : first + SIZE + 1])
    return Page(
        rows=some[:SIZE],
        before=str(max(first - SIZE, 0)) if first else "",
        after=str(first + SIZE) if len(some) > SIZE else "",
    )

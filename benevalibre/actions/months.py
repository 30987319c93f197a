"""One's own list: a page of actions, grouped by month with the totals of the whole month."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.http import HttpRequest

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet, Totals

PAGE = 50


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the list; ``totals`` are those of all its actions, shown or not."""

    start: datetime.date
    totals: Totals
    actions: Sequence[Action]


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty actions; ``after`` says where the next page begins, empty on the last."""

    months: Sequence[Month] = field(default_factory=list)
    after: str = ""

    @property
    def places(self) -> int:
        """In how many associations they were given."""
        return len({action.association_id for month in self.months for action in month.actions})


def by_month(actions: ActionQuerySet, *, before: tuple[datetime.date, int] | None) -> Page:
    """The page that comes after the place ``before`` in the list, the latest first."""
    rows = actions.before(*before) if before else actions
    # Chosen by themselves: PostgreSQL would join words to years of rows before it takes fifty.
    chosen = list(rows.latest_first().values_list("pk", flat=True)[: PAGE + 1])
    found = Action.objects.filter(pk__in=chosen).latest_first()
    shown = list(found.with_words().select_related("status_by__user"))
    if not shown:
        return Page()
    page = shown[:PAGE]
    totals = actions.between(_first(page[-1]), _last(page[0])).totals_by_month()
    months = [
        Month(start, totals[start], list(group)) for start, group in groupby(page, key=_first)
    ]
    after = f"{page[-1].date.isoformat()}_{page[-1].pk}" if len(shown) > PAGE else ""
    return Page(months, after)


def older_url(request: HttpRequest, page: Page) -> str:
    """The address of the next page with the same filters, empty on the last."""
    if not page.after:
        return ""
    query = request.GET.copy()
    query["after"] = page.after
    return f"?{query.urlencode()}"


def _first(action: Action) -> datetime.date:
    return action.date.replace(day=1)


def _last(action: Action) -> datetime.date:
    next_month = _first(action) + datetime.timedelta(days=32)
    return next_month.replace(day=1) - datetime.timedelta(days=1)

"""The directory: a few associations by chance, or all of them from A to Z, a page at a time.

Pages begin after (or before) a row of the list, so that the last costs what the first does.
"""

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import AssociationQuerySet
from benevalibre.instance.models import Instance

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from benevalibre.accounts.models import User

SIZE: Final = 30
CHOSEN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some associations; the ids that the addresses of the pages around carry, where there are."""

    rows: list[Association]
    before: int | None = None
    after: int | None = None


def only_one(user: "User | AnonymousUser") -> Association | None:
    """The association to which the directory leads, where the site is made for one.

    None where there may be several, where it is gone or hidden from a visitor, and for whoever
    has a place in another one as well.
    """
    number = Instance.current().single_association_id
    if number is None:
        return None
    found = Association.objects.visible().filter(pk=number)
    if not user.is_authenticated:
        return found.filter(hidden=False).first()
    elsewhere = Membership.objects.places_of(user).exclude(association=number)
    return None if elsewhere.exists() else found.first()


def some_by_chance(found: AssociationQuerySet) -> list[Association] | None:
    """Six of them, not always the same; None where all of them fit on one page."""
    ids = list(found.order_by().values_list("pk", flat=True))
    if len(ids) <= SIZE:
        return None
    return list(found.filter(pk__in=random.sample(ids, CHOSEN)).select_related("activity_field"))


def page(
    found: AssociationQuerySet,
    *,
    after: int | None = None,
    before: int | None = None,
    letter: str = "",
) -> Page:
    """Thirty of ``found`` by name: the first ones, those after or before one, or from a letter.

    A row that is not in the directory (any more) gives the first ones.
    """
    beyond = _beyond(before or after, backwards=bool(before))
    backwards = bool(before) and beyond is not None
    if beyond is None and letter:
        beyond = Q(sort_key__gte=letter)
    rows = found if beyond is None else found.filter(beyond)
    order = ("-sort_key", "-pk") if backwards else ("sort_key", "pk")
    ids = list(rows.order_by(*order).values_list("pk", flat=True)[: SIZE + 1])
    is_more, some = len(ids) > SIZE, _rows(ids[:SIZE])
    if backwards:
        some.reverse()
    return _around(some, is_more=is_more, backwards=backwards, inside=beyond is not None)


def _rows(ids: list[int]) -> list[Association]:
    """These associations in that order: an index alone sorts the list, whose rows are long."""
    rows = Association.objects.select_related("activity_field").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _around(rows: list[Association], *, is_more: bool, backwards: bool, inside: bool) -> Page:
    is_before, is_after = (is_more, True) if backwards else (inside, is_more)
    return Page(
        rows=rows,
        before=rows[0].pk if rows and is_before else None,
        after=rows[-1].pk if rows and is_after else None,
    )


def _beyond(pk: int | None, *, backwards: bool) -> Q | None:
    """The rows on that side of a listed association."""
    if pk is None:
        return None
    key = Association.objects.listed().filter(pk=pk).values_list("sort_key", flat=True).first()
    if key is None:
        return None
    side = "lt" if backwards else "gt"
    return Q(**{f"sort_key__{side}": key}) | Q(**{"sort_key": key, f"pk__{side}": pk})

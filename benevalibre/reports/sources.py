"""What the figures of the whole instance are read from, once a page."""

from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import Count, Subquery, Value

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, DefaultCategory, Membership
from benevalibre.associations.models.association import State
from benevalibre.reports.models import AssociationYear

COUNTED: Final = (State.ACTIVE, State.FROZEN, State.ARCHIVED)
MOST_LISTS: Final = 20_000


class Place(NamedTuple):
    """An association, as the figures need it."""

    state: str
    hidden: bool
    travel: str
    field: str


class Row(NamedTuple):
    """A year of an association."""

    association: int
    year: int
    actions: int
    minutes: int
    travel: int
    people: frozenset[str]


class Sources:
    """What is read once, whatever is asked; the rollups are to be refreshed beforehand."""

    @cached_property
    def places(self) -> dict[int, Place]:
        """Every association."""
        rows = Association.objects.order_by().values_list(
            "pk", "state", "hidden", "policy_travel", "activity_field__name"
        )
        return {pk: Place(state, hidden, travel, field or "")
                for pk, state, hidden, travel, field in rows}  # fmt: skip

    @cached_property
    def rows(self) -> list[Row]:
        """Every year of every association that counts, with its people: one id for each."""
        found = AssociationYear.objects.order_by().values_list(
            "association_id", "year", "actions", "minutes", "travel", "people"
        )
        counted = {pk for pk, place in self.places.items() if place.state in COUNTED}
        told_apart = self._crowd.told_apart
        return [Row(*row[:-1], told_apart(row[-1])) for row in found if row[0] in counted]

    @property
    def years(self) -> set[int]:
        """The years in which something counts."""
        return {row.year for row in self.rows}

    @cached_property
    def _crowd(self) -> "Crowd":
        """Kept by the process until a place is taken, claimed or left without its account."""
        known = self._nomenclature[0] if self._nomenclature else None
        return _crowd(last=known and known.last, held=known and known.held)

    @cached_property
    def _nomenclature(self) -> list[Any]:
        """The lines of the nomenclature; beside each, figures of all accounts and places."""
        active = User.objects.filter(is_active=True).order_by().values("is_active")
        counted = active.annotate(figure=Count("pk")).values("figure")
        held = Membership.objects.exclude(user=None).order_by().annotate(all=Value(1)).values("all")
        return list(
            DefaultCategory.objects.annotate(
                accounts=Subquery(counted),
                held=Subquery(held.annotate(figure=Count("pk")).values("figure")),
                last=Subquery(Membership.objects.order_by("-pk").values("pk")[:1]),
            )
        )

    @property
    def natures(self) -> dict[int, str]:
        """The names of the nomenclature."""
        return {row.pk: str(row) for row in self._nomenclature}

    @property
    def accounts(self) -> int:
        """How many accounts are active."""
        return self._nomenclature[0].accounts if self._nomenclature else 0


class Crowd:
    """Who is the same person in several associations."""

    def __init__(self) -> None:
        several = (
            Membership.objects.exclude(user=None)
            .order_by()
            .values("user")
            .annotate(places=Count("pk"))
            .filter(places__gt=1)
        )
        rows = Membership.objects.filter(user__in=several.values("user")).order_by("pk")
        first: dict[int, str] = {}
        self.same = {
            str(pk): first.setdefault(user, str(pk)) for pk, user in rows.values_list("pk", "user")
        }
        self.known: dict[str, frozenset[str]] = {}

    def told_apart(self, people: str) -> frozenset[str]:
        """One id for each person of a list with commas; lists seen before are not read again."""
        found = self.known.get(people)
        if found is None:
            if len(self.known) > MOST_LISTS:
                self.known.clear()
            same = self.same.get
            ids = people.split(",") if people else []
            found = self.known[people] = frozenset(same(pk, pk) for pk in ids)
        return found


@lru_cache(maxsize=1)
def _crowd(*, last: int | None, held: int | None) -> Crowd:
    return Crowd()

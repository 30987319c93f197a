"""What people gave in a period, by category: approved hours only, as the statistics count them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Exists, Max, Min, OuterRef, Sum
from django.db.models.functions import Coalesce

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet, given
from benevalibre.associations.models import Association
from benevalibre.associations.models.membership import MembershipQuerySet
from benevalibre.certificates.models import Certificate

NOBODY: Final = ""


@dataclass(slots=True)
class Given:
    """One person's time in a period. Each activity: ``name``, ``minutes``, ``first``, ``last``.

    ``labels`` are the short names of the same, for a list; ``years`` are filled for a certificate
    only, by ``yearly.add_years``.
    """

    activities: list[dict[str, Any]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    years: list[dict[str, int]] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """The whole of it."""
        return sum(activity["minutes"] for activity in self.activities)


def counted(association: Association, start: date, end: date) -> ActionQuerySet:
    """The actions that a certificate of these days adds up."""
    return Action.objects.approved().filter(association=association).between(start, end)


def given_by(
    association: Association, member_ids: Collection[int], *, start: date, end: date
) -> dict[int, Given]:
    """By participant, what each gave there; one query."""
    rows = (
        counted(association, start, end)
        .filter(member_id__in=member_ids)
        .values("member_id", "category_id", "category__name", "category__short_name")
        .annotate(
            given=Sum(given()),
            first=Min("date"),
            last=Max(Coalesce("end_date", "date")),
        )
        .order_by("member_id", "-given", "category__name")
    )
    found: dict[int, Given] = defaultdict(Given)
    for row in rows:
        theirs = found[row["member_id"]]
        theirs.labels.append(row["category__short_name"] or row["category__name"])
        theirs.activities.append(
            {
                "name": row["category__name"],
                "minutes": row["given"],
                "first": row["first"].isoformat(),
                "last": min(row["last"], end).isoformat(),
            }
        )
    return dict(found)


def without_certificate(association: Association, start: date, end: date) -> MembershipQuerySet:
    """Who gave time in these days and holds no valid certificate of them, by name."""
    theirs = counted(association, start, end).filter(member=OuterRef("pk"), minutes__gt=0)
    papers = Certificate.objects.issued_here().valid().of_period(start, end)
    held = papers.filter(member=OuterRef("pk"))
    people: MembershipQuerySet = association.memberships.unmerged().filter(
        Exists(theirs), ~Exists(held)
    )
    return people.exclude(user=None, name=NOBODY).with_person().by_name()

"""What was read, what was written, and what had to be adapted, row by row, and why."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q, Sum

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import Association
from benevalibre.associations.models.membership import Kind


class Report:
    """Fills while rows pass; ``figures`` counts what stands in our database afterwards."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self.adapted: list[dict[str, Any]] = []

    def note(self, table: str, pk: object, why: str, original: object = None) -> None:
        """Say that a row was adapted or left out; ``original`` is its value, as text."""
        line: dict[str, Any] = {"table": table, "id": pk, "why": why}
        if original is not None:
            line["original"] = str(original)[:300]
        self.adapted.append(line)

    def as_json(self) -> dict[str, Any]:
        """The figures, the rows read and written by table, and what was adapted."""
        return {
            **figures(),
            "rows": {
                table: {"read": self.read[table], "written": self.written[table]}
                for table in sorted(self.read)
            },
            "adapted": self.adapted,
        }


def figures() -> dict[str, Any]:
    """What this database holds, by association: counts, seconds and kilometres approved."""
    return {
        "users": User.objects.count(),
        "associations": {
            association.name: _association_figures(association)
            for association in Association.objects.order_by("id")
        },
    }


def _association_figures(association: Association) -> dict[str, Any]:
    approved = Q(status=Status.APPROVED)
    sums = Action.objects.filter(association=association).aggregate(
        actions=Count("id"),
        approved=Count("id", filter=approved),
        minutes=Sum("minutes", filter=approved, default=0),
        distance=Sum("distance_hundredths", filter=approved, default=0),
    )
    people = association.memberships.exclude(state="left")
    return {
        "id": association.pk,
        "is_active": association.state == "active",
        "memberships": people.filter(kind=Kind.ACCOUNT).count(),
        "anonymous_members": people.filter(kind=Kind.GUEST).count(),
        "roles": association.roles.count(),
        "categories": association.categories.filter(archived_at=None).count(),
        "levels": association.levels.count(),
        "projects": association.projects.count(),
        "actions": sums["actions"],
        "approved_actions": sums["approved"],
        "approved_seconds": sums["minutes"] * 60,
        "approved_km": f"{sums['distance'] // 100}.{sums['distance'] % 100:02d}",
    }

"""The day of each person's last entry, reckoned again from the entries there are."""

from collections.abc import Collection

from django.db.models import Max, OuterRef, Subquery

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership


def reckon_last_entries(member_ids: Collection[int | None] | None = None) -> None:
    """Set ``last_entry_on`` of these people, or of everyone, to the latest date of an action."""
    latest = (
        Action.objects.filter(member=OuterRef("pk"))
        .order_by()
        .values("member")
        .annotate(latest=Max("date"))
        .values("latest")
    )
    people = Membership.objects.all()
    if member_ids is not None:
        people = people.filter(pk__in=[pk for pk in member_ids if pk])
    people.update(last_entry_on=Subquery(latest))

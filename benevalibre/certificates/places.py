"""Where a person may ask for a paper."""

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import MembershipState


def places_of(user: User) -> list[Membership]:
    """Where this person gave or gives time, and where somebody may answer."""
    taking_part = [MembershipState.ACTIVE, MembershipState.LEFT]
    rows = Membership.objects.unmerged().filter(
        user=user, state__in=taking_part, association__state=State.ACTIVE
    )
    return list(rows.select_related("association", "user").order_by("association__sort_key", "pk"))

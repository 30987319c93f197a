"""The rights that an account holds somewhere: what offers a choice, never what allows an act."""

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership, Right

KEPT = "_rights_anywhere"


def holds_anywhere(user: User, right: Right) -> bool:
    """Does this account hold ``right`` in any association? One query for all rights of a user."""
    if KEPT not in vars(user):
        places = Membership.objects.active().filter(user=user, user__is_active=True)
        held = [place.rights for place in places.select_related("role")]
        vars(user)[KEPT] = frozenset[Right]().union(*held)
    return right in vars(user)[KEPT]

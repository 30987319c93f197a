"""What the pages of an association on the move, or gone, say of it."""

from django.utils.translation import gettext as _

from benevalibre.associations.models import Association
from benevalibre.associations.models.association import State
from benevalibre.associations.tidings import Notice
from benevalibre.transfer.models import Departure

MOVING = (State.FROZEN, State.MOVED)


def banner_of(association: Association) -> str:
    """One sentence for the top of each page; nothing where it stays."""
    if association.state == State.FROZEN:
        return _("L’association déménage\u00a0: rien n’y change pour l’instant.")
    if association.state == State.MOVED:
        return _("L’association a déménagé\u00a0: ses heures se notent à sa nouvelle adresse.")
    return ""


def notice_of_move(association: Association) -> Notice | None:
    """The same with the word to the team and the new address; a query only where it moves."""
    if association.state not in MOVING:
        return None
    found = Departure.objects.filter(pk=association.pk).first()
    if found is None:
        return Notice(banner_of(association))
    return Notice(banner_of(association), found.message, found.destination_url)

"""Which mails of this room one may choose, and what its notice says as it leaves."""

from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.accounts.preferences import MailChoice, offer
from benevalibre.actions.informing import BY_PERSON, FOR_YOU
from benevalibre.actions.mails import KINDS, WAITING, notice_now
from benevalibre.actions.models import Status
from benevalibre.associations.holding import holds_anywhere
from benevalibre.associations.models import Right
from benevalibre.mailing.last_look import freshen


def offer_choices() -> None:
    """Add this room's mails to the page of preferences, and write its notice as it leaves."""
    offer(
        MailChoice(kind=KINDS[Status.APPROVED], label=_("Quand mes heures sont validées")),
        MailChoice(kind=FOR_YOU, label=_("Quand quelqu’un note ou corrige des heures pour moi")),
        MailChoice(
            kind=BY_PERSON,
            label=_("Quand une personne corrige ce que j’ai noté pour elle"),
            concerns=moderates,
        ),
        MailChoice(
            kind=WAITING,
            label=_("Quand des heures attendent mon accord"),
            grouped=True,
            concerns=moderates,
        ),
    )
    freshen(WAITING, notice_now)


def moderates(user: User) -> bool:
    """May this account decide about hours, or note them for others, anywhere?"""
    return holds_anywhere(user, Right.MANAGE_ACTIONS)

"""Which mails of this room one may choose, and what its notices say as they leave."""

from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.accounts.preferences import MailChoice, offer
from benevalibre.associations.holding import holds_anywhere
from benevalibre.associations.mails import REQUESTS, requests_context
from benevalibre.associations.models import Membership, Right
from benevalibre.mailing.last_look import Fresh, freshen
from benevalibre.mailing.models import Mail


def offer_choices() -> None:
    """Add this room's mails to the page of preferences, and write its notices as they leave."""
    offer(
        MailChoice(
            kind=REQUESTS,
            label=_("Quand des personnes demandent à rejoindre l’équipe"),
            grouped=True,
            concerns=answers_requests,
        ),
        MailChoice(
            kind="associations.association_awaiting",
            label=_("Quand une nouvelle association attend mon accord d’hébergeur"),
            concerns=is_host,
        ),
    )
    freshen(REQUESTS, requests_now)


def answers_requests(user: User) -> bool:
    """May this account answer who asks to join, anywhere?"""
    return holds_anywhere(user, Right.MANAGE_MEMBERS)


def is_host(user: User) -> bool:
    """Does this account host the instance?"""
    return user.is_host


def requests_now(mail: Mail) -> Fresh | None:
    """What the notice says as it leaves; None where nobody waits, or who reads it left."""
    pk = int(mail.key.split(":")[2])
    managers = Membership.objects.with_right(Right.MANAGE_MEMBERS)
    manager = managers.filter(pk=pk).select_related("association", "user").first()
    if manager is None or manager.user is None:
        return None
    context = requests_context(manager.association)
    return Fresh(context, manager.user.language or "fr") if context["count"] else None

"""Which mails of this room one may choose, and what its notice says as it leaves."""

from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.accounts.preferences import MailChoice, offer
from benevalibre.associations.holding import holds_anywhere
from benevalibre.associations.models import Membership, Right
from benevalibre.mailing.last_look import Fresh, freshen
from benevalibre.mailing.models import Mail
from benevalibre.valuation.mails import WAIVED, waived_context


def offer_choices() -> None:
    """Add this room's notice to the page of preferences, and write it anew as it leaves."""
    offer(
        MailChoice(
            kind=WAIVED,
            label=_("Quand des bénévoles renoncent à leurs frais de trajet"),
            grouped=True,
            concerns=keeps_accounts,
        )
    )
    freshen(WAIVED, waived_now)


def keeps_accounts(user: User) -> bool:
    """Does this account answer to waived expenses, anywhere?"""
    return holds_anywhere(user, Right.MANAGE_VALUATION)


def waived_now(mail: Mail) -> Fresh | None:
    """What the notice says as it leaves; None where nothing waits, or who reads it left."""
    pk = int(mail.key.split(":")[2])
    managers = Membership.objects.with_right(Right.MANAGE_VALUATION)
    manager = managers.filter(pk=pk).select_related("association", "user").first()
    if manager is None or manager.user is None:
        return None
    context = waived_context(manager)
    return Fresh(context, manager.user.language or "fr") if context["count"] else None

"""Which mails of this room one may choose, and what its notice says as it leaves."""

from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.accounts.preferences import MailChoice, offer
from benevalibre.associations.holding import holds_anywhere
from benevalibre.associations.models import Membership, Right
from benevalibre.certificates.mails import ASKED, asked_context
from benevalibre.mailing.last_look import Fresh, freshen
from benevalibre.mailing.models import Mail


def offer_choices() -> None:
    """Add this room's notice to the page of preferences, and write it anew as it leaves."""
    offer(
        MailChoice(
            kind=ASKED,
            label=_("Quand des bénévoles demandent une attestation ou une fiche mission"),
            grouped=True,
            concerns=issues,
        )
    )
    freshen(ASKED, asked_now)


def issues(user: User) -> bool:
    """May this account issue certificates, anywhere?"""
    return holds_anywhere(user, Right.ISSUE_CERTIFICATES)


def asked_now(mail: Mail) -> Fresh | None:
    """What the notice says as it leaves; None where nobody waits, or who reads it left."""
    pk = int(mail.key.split(":")[2])
    issuers = Membership.objects.with_right(Right.ISSUE_CERTIFICATES)
    issuer = issuers.filter(pk=pk).select_related("association", "user").first()
    if issuer is None or issuer.user is None:
        return None
    context = asked_context(issuer.association)
    return Fresh(context, issuer.user.language or "fr") if context["count"] else None

"""Helping somebody who cannot come in."""

from django.db import transaction
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.writing import RuleError
from benevalibre.hosting import mails
from benevalibre.journal.models import record
from benevalibre.mailing import outbox


@transaction.atomic
def send_help(user: User, *, by: User) -> None:
    """Send the way in to the account's address; a code asked for there confirms the address.

    The host sees no code and cannot use one: it is asked for in the person's own browser.
    """
    if not user.is_active:
        raise RuleError(_("Ce compte est désactivé\u00a0: réactivez-le d’abord."))
    outbox.withdraw(f"sign_in_help:{user.pk}:")
    record("account.help", on=user, by=by)
    mails.sign_in_help(user)

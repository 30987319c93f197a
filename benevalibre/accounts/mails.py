"""The mails of an account, through the outbox: they leave at once and cannot be stopped.

Whether an address has an account shows in the mailbox alone: a mail leaves in both cases.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import translation

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance, Opening
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute
from benevalibre.namekeys import name_key

KINDS = {
    "login_code": "sign_in_code",
    "email_confirmation_signup": "address_code",
    "email_confirmation": "address_code",
    "password_reset_code": "reset_code",
    "account_already_exists": "already_here",
    "unknown_account": "unknown",
    "email_changed": "address_changed",
    "password_changed": "password_changed",
    "password_set": "password_changed",
    "password_reset": "password_changed",
    "deletion_code": "deletion_code",
}


def send(name: str, *, to: str, context: Mapping[str, Any]) -> None:
    """Put the mail that the library calls ``name`` in the outbox, for the address ``to``.

    It speaks the account's language, else that of the page. A new code takes back those that
    have not left yet.
    """
    user = User.objects.filter(email=to.lower()).first()
    kind = KINDS[name]
    if kind == "unknown" and user is not None and not user.is_active:
        kind = "deactivated"
    code = str(context.get("code", ""))
    key = f"code:{hashlib.sha256(name_key(to).encode()).hexdigest()[:32]}:"
    if code:
        outbox.withdraw(key)
    outbox.enqueue(
        f"accounts.{kind}",
        to=to,
        context=_words(user, code, context),
        language=(user and user.language) or translation.get_language() or "fr",
        key=key,
        delay_seconds=0,
        essential=True,
        secret=bool(code),
    )


def _words(user: User | None, code: str, context: Mapping[str, Any]) -> dict[str, Any]:
    instance = Instance.current()
    return {
        "name": user.short_name if user else "",
        "code": code,
        "new_address": context.get("to_email", ""),
        "contact": instance.contact,
        "sign_in_url": absolute(reverse("accounts:sign_in")),
        "sign_up_url": absolute(reverse("accounts:sign_up"))
        if instance.sign_up == Opening.OPEN
        else "",
        "reset_url": absolute(reverse("account_reset_password")),
    }

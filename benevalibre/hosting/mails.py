"""What the host's acts write to the people they concern; none of these can be stopped."""

from django.conf import settings
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute


def account_suspended(user: User) -> None:
    """They cannot sign in any more."""
    _put("account_suspended", user, page="home:home")


def account_restored(user: User) -> None:
    """They can sign in again."""
    _put("account_restored", user, page="accounts:sign_in")


def sign_in_help(user: User) -> None:
    """How to come in, and where: also for who never confirmed their address."""
    _put("sign_in_help", user, page="accounts:sign_in")


def host_named(user: User, *, by: User) -> None:
    """They see the host's pages from now on."""
    _put("host_named", user, page="hosting:home", by=by.display_name)


def host_dismissed(user: User, *, by: User) -> None:
    """They see the host's pages no more."""
    _put("host_dismissed", user, page="home:home", by=by.display_name)


def trial(user: User) -> None:
    """Do mails leave, and arrive?"""
    _put("trial", user, page="home:home")


def _put(kind: str, user: User, *, page: str, by: str = "") -> None:
    outbox.enqueue(
        f"hosting.{kind}",
        to=user.email,
        language=user.language or settings.LANGUAGE_CODE,
        key=f"{kind}:{user.pk}:",
        delay_seconds=0,
        essential=True,
        context={
            "name": user.short_name,
            "address": user.email,
            "by": by,
            "contact": Instance.current().contact,
            "url": absolute(reverse(page)),
        },
    )

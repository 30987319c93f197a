"""Who hosts this instance: there is always somebody."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.writing import RuleError
from benevalibre.hosting import mails
from benevalibre.journal.models import record


@contextmanager
def keeping_a_host() -> Iterator[None]:
    """Whatever is changed inside, an active host is left afterwards, or ``RuleError``.

    One at a time, so that two hosts who dismiss each other do not both succeed.
    """
    with transaction.atomic():
        hosts = User.objects.select_for_update().filter(is_host=True)
        had_one = any(host.is_active for host in hosts.order_by("pk"))
        yield
        if had_one and not User.objects.filter(is_host=True, is_active=True).exists():
            raise RuleError(_("Il faut toujours quelqu’un pour héberger ce site."))


def entrust(user: User, *, by: User) -> None:
    """Open the host's pages to this account; told by mail."""
    with transaction.atomic():
        if not user.is_active:
            raise RuleError(_("Ce compte est désactivé\u00a0: réactivez-le d’abord."))
        if User.objects.filter(pk=user.pk, is_host=False).update(is_host=True):
            record("account.entrust", on=user, by=by)
            mails.host_named(user, by=by)
    user.refresh_from_db(fields=["is_host"])


def dismiss(user: User, *, by: User) -> None:
    """Close the host's pages to this account; never to the last host. Told by mail."""
    with keeping_a_host():
        if User.objects.filter(pk=user.pk, is_host=True).update(is_host=False):
            record("account.dismiss", on=user, by=by)
            mails.host_dismissed(user, by=by)
    user.refresh_from_db(fields=["is_host"])

"""Closing an account to whoever owns it, and opening it again, on the host's order."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.leaving import LastManagerError, keeping_managers_of
from benevalibre.associations.writing import RuleError
from benevalibre.hosting import mails
from benevalibre.hosting.entrusting import keeping_a_host
from benevalibre.journal.models import record


def suspend(user: User, *, by: User) -> None:
    """Let nobody sign in with this account; its sessions end, and its owner is told.

    ``RuleError`` for one's own account, the last host, and the only manager of an association:
    which one is not said, for the host has no business with who is where.
    """
    if user.pk == by.pk:
        raise RuleError(_("C’est votre compte\u00a0: un autre hébergeur peut le désactiver."))
    try:
        with keeping_managers_of(user), keeping_a_host():
            if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
                end_sessions(user)
                record("account.suspend", on=user, by=by)
                mails.account_suspended(user)
    except LastManagerError as error:
        raise RuleError(
            _(
                "Cette personne est seule à gérer une association. Demandez-lui de confier"
                " d’abord ce rôle à quelqu’un d’autre, ou archivez l’association."
            )
        ) from error
    user.refresh_from_db(fields=["is_active"])


def restore(user: User, *, by: User) -> None:
    """Let its owner sign in again; told by mail."""
    with transaction.atomic():
        if not user.display_name:
            raise RuleError(_("Ce compte n’a plus de nom\u00a0: il a été supprimé."))
        if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            record("account.restore", on=user, by=by)
            mails.account_restored(user)
    user.refresh_from_db(fields=["is_active"])


def end_sessions(user: User) -> None:
    """Sign this account out everywhere."""
    notes = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=notes.values("session_key")).delete()
    notes.delete()

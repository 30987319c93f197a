"""Inviting people by mail: the secret of the mail proves the mailbox, and opens no account.

``invite``, ``resend`` and ``withdraw`` for those who manage people; ``accept`` is in ``accepting``
and given from here too. Mails beyond what a day allows wait, and leave by ``send_waiting``.
"""

import datetime
import secrets
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.associations import mails
from benevalibre.associations.accepting import accept
from benevalibre.associations.guarding import require_a_name, require_to_give
from benevalibre.associations.links import BYTES, digest_of
from benevalibre.associations.models import Association, Invitation, Membership, Right, Role
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import wants
from benevalibre.namekeys import name_key

__all__ = ["accept", "invite", "resend", "send_waiting", "withdraw"]

DAYS: Final = 30
MAILS_A_DAY: Final = 200
MAILS_A_DAY_TO_ONE: Final = 5
SAME_AGAIN_AFTER: Final = datetime.timedelta(minutes=10)
MESSAGE_LENGTH: Final = 500
EMAIL_LENGTH: Final = 254
WAITING_AT_ONCE: Final = 200
_DAY: Final = datetime.timedelta(days=1)


def invite(
    association: Association,
    *,
    email: str,
    role: Role | None,
    by: Membership,
    name: str = "",
    claims: Membership | None = None,
    message: str = "",
    days: int = DAYS,
    now: bool = True,
) -> Invitation:
    """Invite ``email`` into ``role`` (None: the default one), by a mail to it alone.

    ``claims``: a person without account, whose place and actions the account takes on acceptance.
    Where today's mails are used up, or not ``now``, the invitation waits (``sent_at`` is None) and
    leaves by the worker. An expired one is renewed. ``RuleError`` with the sentence where a rule
    says no: the association is not open, ``by`` may not invite or give that role, the address is
    wrong, is somebody of the team, is invited already or wants no invitations.
    """
    with writing(association):
        _require_right(by, association)
        require_to_give(role or association.default_role(), by=by)
        address = _address_of(email)
        _require_newcomer(association, address, claims=claims)
        invitation = _row(association, address)
        invitation.name, invitation.message = name.strip()[:255], message.strip()[:MESSAGE_LENGTH]
        invitation.role, invitation.claims, invitation.by = role, claims, by
        invitation.created_at = timezone.now()
        invitation.expires_at = invitation.created_at + datetime.timedelta(days=days)
        _save(invitation)
        record("invitation.send", on=invitation, by=by, changes=_told(role))
        if not wants(address, mails.INVITATION):
            raise RuleError(_("Cette adresse ne veut plus recevoir d’invitations."), field="email")
        if now and left_today(association, by=by) > 0 and not _has_enough(address):
            _send(invitation)
    return invitation


def resend(invitation: Invitation, *, by: Membership) -> None:
    """Send it again, with a new secret and a new end; the former secret opens nothing.

    From now on ``by`` is who invites, and holds all that the role gives.
    """
    with writing(invitation.association):
        locked = _locked(invitation)
        _require_right(by, locked.association)
        require_to_give(locked.role, by=by)
        now = timezone.now()
        if not locked.is_pending:
            raise RuleError(_("Cette invitation n’attend plus de réponse."))
        if locked.sent_at is not None and now - locked.sent_at < SAME_AGAIN_AFTER:
            raise RuleError(_("Elle vient de partir. Attendez dix minutes avant de la renvoyer."))
        if left_today(locked.association, by=by) <= 0 or _has_enough(locked.email):
            raise RuleError(too_many())
        if not wants(locked.email, mails.INVITATION):
            raise RuleError(_("Cette adresse ne veut plus recevoir d’invitations."))
        locked.by = by
        _send(locked)
        record("invitation.resend", on=locked, by=by)
    invitation.refresh_from_db()


def withdraw(invitation: Invitation, *, by: Membership) -> None:
    """Take it back: its secret opens nothing any more, and a mail that waits does not leave."""
    with writing(invitation.association):
        _require_right(by, invitation.association)
        pending = Invitation.objects.pending().filter(pk=invitation.pk)
        if pending.update(state=Invitation.State.WITHDRAWN):
            outbox.withdraw(mails.invitation_key(invitation))
            record("invitation.withdraw", on=invitation, by=by)
    invitation.refresh_from_db()


def left_today(association: Association, *, by: Membership) -> int:
    """How many mails of invitation may still leave: a day's, for a team and for an account."""
    since = timezone.now() - _DAY
    used = association.invitations.mails_since(since)
    if by.user_id is not None:
        used = max(used, Invitation.objects.filter(by__user=by.user_id).mails_since(since))
    return MAILS_A_DAY - used


def too_many() -> str:
    """The sentence that says how many may leave in a day."""
    return _(
        "C’est assez pour aujourd’hui\u00a0: au plus %(n)s invitations partent en un jour. "
        "Recommencez demain."
    ) % {"n": MAILS_A_DAY}


def send_waiting() -> int:
    """Send what waits, as far as today allows; how many have left. For the worker.

    What cannot leave today is passed over, so that no list keeps those of other teams waiting. An
    invitation whose sender may not invite any more is withdrawn.
    """
    waiting = Invitation.objects.to_send().filter(association__state=State.ACTIVE)
    since = timezone.now() - _DAY
    for column, most in (
        ("association", MAILS_A_DAY),
        ("by__user", MAILS_A_DAY),
        ("email_key", MAILS_A_DAY_TO_ONE),
    ):
        waiting = waiting.exclude(
            **{f"{column}__in": Invitation.objects.used_up(column, since=since, most=most)}
        )
    rows = waiting.select_related("association", "role", "by__user", "by__role", "by__association")
    sent = 0
    for invitation in rows[:WAITING_AT_ONCE]:
        with transaction.atomic():
            sent += _send_one_that_waits(invitation)
    return sent


def _send_one_that_waits(invitation: Invitation) -> bool:
    locked = _locked(invitation)
    if not locked.is_pending or locked.sent_at is not None:
        return False
    by = locked.by
    if by is None or not by.may(Right.MANAGE_MEMBERS):
        locked.state = Invitation.State.WITHDRAWN
        locked.save(update_fields=["state"])
        return False
    if left_today(locked.association, by=by) <= 0 or _has_enough(locked.email):
        return False
    _send(locked)
    return True


def _send(invitation: Invitation) -> None:
    """A new secret, a new end as far away as the first, and the mail that carries the secret."""
    now = timezone.now()
    is_again = invitation.sent_at is not None and now - invitation.sent_at < _DAY
    lasts = invitation.expires_at - (invitation.sent_at or invitation.created_at)
    secret = secrets.token_urlsafe(BYTES)
    invitation.digest = digest_of(secret)
    invitation.mails = invitation.mails + 1 if is_again else 1
    invitation.sent_at, invitation.expires_at = now, now + lasts
    invitation.save(update_fields=["digest", "mails", "sent_at", "expires_at", "by"])
    outbox.withdraw(mails.invitation_key(invitation))
    mails.invitation(invitation, secret=secret)


def _row(association: Association, address: str) -> Invitation:
    """A new row, or the pending one whose time is over."""
    former = association.invitations.pending().addressed(address).select_for_update().first()
    if former is None:
        nobody_knows = digest_of(secrets.token_urlsafe(BYTES))
        return Invitation(association=association, email=address, digest=nobody_knows)
    if not former.is_expired:
        raise RuleError(
            _("Une invitation attend déjà à cette adresse. Vous pouvez la renvoyer."), field="email"
        )
    former.association, former.email, former.sent_at = association, address, None
    return former


def _save(invitation: Invitation) -> None:
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise RuleError(
            _("Une invitation attend déjà à cette adresse. Vous pouvez la renvoyer."), field="email"
        ) from error


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    found = rows.select_related("association", "role", "by__user", "by__role", "by__association")
    return found.get(pk=invitation.pk)


def _require_right(by: Membership, association: Association) -> None:
    if by.association_id != association.pk or not by.may(Right.MANAGE_MEMBERS):
        raise RuleError(_("Vous ne pouvez pas inviter de bénévoles ici."))


def _address_of(email: str) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise RuleError(_("Ce n’est pas une adresse mail."), field="email") from error
    if len(address) > EMAIL_LENGTH:
        raise RuleError(_("Cette adresse est trop longue."), field="email")
    return address.lower()


def _require_newcomer(association: Association, address: str, *, claims: Membership | None) -> None:
    """Who is here already is not invited, unless to take the hours of ``claims``."""
    if claims is not None:
        is_theirs = claims.association_id == association.pk
        if not is_theirs or claims.user_id is not None or claims.merged_into_id is not None:
            raise RuleError(_("Cette personne a déjà un compte."))
        require_a_name(claims)
        return
    people = association.memberships.filter(user__email_key=name_key(address)).select_related(
        "user"
    )
    here = people.first()
    if here is not None and here.state == MembershipState.ACTIVE:
        raise RuleError(
            _("%(name)s est déjà dans l’équipe.") % {"name": here.display_name}, field="email"
        )
    if here is not None and here.state == MembershipState.PENDING:
        raise RuleError(
            _("%(name)s a déjà demandé à vous rejoindre\u00a0: répondez-lui.")
            % {"name": here.display_name},
            field="email",
        )


def _has_enough(address: str) -> bool:
    """Did this mailbox get as many invitations today as anybody should, whoever sent them?"""
    since = timezone.now() - _DAY
    return Invitation.objects.addressed(address).mails_since(since) >= MAILS_A_DAY_TO_ONE


def _told(role: Role | None) -> dict[str, list[int | None]]:
    return {"role": [None, role.pk]} if role else {}

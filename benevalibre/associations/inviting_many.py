"""Inviting a whole list: what would be refused said first, then all at once, undone as one."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.associations.addressing import Recipient
from benevalibre.associations.inviting import invite, left_today, too_many, withdraw
from benevalibre.associations.models import Association, Invitation, Membership, Role
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Batch
from benevalibre.namekeys import name_key

KIND: Final = "invitations"
WRITTEN_AT_ONCE: Final = 40
MOST_WAITING: Final = 2_000
UNDONE_WITHIN: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """``invitations`` made in ``batch``, of which ``waiting`` leave another day; the rest."""

    batch: Batch
    invitations: Sequence[Invitation]
    refused: Sequence[Recipient]
    waiting: int


def foresee(recipients: Iterable[Recipient], *, association: Association) -> list[Recipient]:
    """The same, with what would be refused: who is here, who asks to come, who is invited."""
    listed = list(recipients)
    keys = [name_key(one.email) for one in listed if one.email]
    here = {
        person.user.email_key: person
        for person in association.memberships.filter(user__email_key__in=keys).with_person()
        if person.user is not None
    }
    pending = association.invitations.pending().filter(email_key__in=keys)
    invited = set(pending.filter(expires_at__gt=timezone.now()).values_list("email_key", flat=True))
    return [
        replace(one, error=one.error or _trouble(name_key(one.email), here, invited))
        for one in listed
    ]


def invite_all(
    recipients: Iterable[Recipient],
    *,
    association: Association,
    role: Role | None,
    by: Membership,
    message: str = "",
) -> Sent:
    """Invite each of them into ``role``; whom a rule refuses is given back with the sentence.

    The mails of a long list are written by the worker, so that nobody waits for them.
    ``RuleError`` where nobody may be invited by ``by`` or into that role, and where as many as
    leave in ten days wait already.
    """
    listed = list(recipients)
    if association.invitations.to_send().count() + len(listed) > MOST_WAITING:
        raise RuleError(too_many())
    made: list[Invitation] = []
    refused: list[Recipient] = []
    more: Any = {"message": message, "now": len(listed) <= WRITTEN_AT_ONCE}
    left = left_today(association, by=by)
    with transaction.atomic():
        batch = Batch.objects.create(association_id=association.pk, membership_id=by.pk, kind=KIND)
        for one in listed:
            try:
                made.append(
                    invite(association, email=one.email, role=role, by=by, name=one.name, **more)
                )
            except RuleError as error:
                if error.field != "email":
                    raise
                refused.append(replace(one, error=str(error)))
        batch.payload = {"invitations": [invitation.pk for invitation in made]}
        batch.save(update_fields=["payload"])
    waiting = max(0, len(made) - max(0, left))
    return Sent(batch=batch, invitations=made, refused=refused, waiting=waiting)


def take_back(batch: Batch, *, by: Membership) -> int:
    """Withdraw the invitations of ``batch`` that nobody accepted; how many there were."""
    mine = (batch.association_id, batch.membership_id) == (by.association_id, by.pk)
    if batch.kind != KIND or not mine or timezone.now() - batch.created_at > UNDONE_WITHIN:
        raise RuleError(_("Il est trop tard pour annuler. Retirez chaque invitation à part."))
    with transaction.atomic():
        if not Batch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=timezone.now()):
            raise RuleError(_("C’est déjà annulé."))
        rows = by.association.invitations.pending().filter(pk__in=batch.payload["invitations"])
        waiting = list(rows.select_related("association"))
        for invitation in waiting:
            withdraw(invitation, by=by)
    return len(waiting)


def _trouble(key: str, here: dict[str, Membership], invited: set[str]) -> str:
    """Why an address would be refused; empty where it would not."""
    person = here.get(key)
    if person is not None and person.state == MembershipState.ACTIVE:
        return _("%(name)s est déjà dans l’équipe.") % {"name": person.display_name}
    if person is not None and person.state == MembershipState.PENDING:
        return _("%(name)s a déjà demandé à vous rejoindre\u00a0: répondez-lui.") % {
            "name": person.display_name
        }
    if key in invited:
        return _("Une invitation attend déjà à cette adresse. Vous pouvez la renvoyer.")
    return ""

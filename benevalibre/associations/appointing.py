"""Naming a responsible person where an association has lost its last one (MODEL §1).

The host chooses among the association's own people, gives a reason, and everyone is told; three
days later the person gets the role that manages, unless the host took it back, or somebody manages
again in the meantime.
"""

import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations import founding
from benevalibre.associations.models import Appointment, Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import record
from benevalibre.mailing import outbox

if TYPE_CHECKING:
    from benevalibre.associations.models.association import AssociationQuerySet
    from benevalibre.associations.models.membership import MembershipQuerySet

NOTICE = datetime.timedelta(days=3)


def orphans() -> "AssociationQuerySet":
    """The open associations that nobody manages any more."""
    managed = Membership.objects.managers().values("association")
    return Association.objects.filter(state=State.ACTIVE).exclude(pk__in=managed)


def is_orphan(association: Association) -> bool:
    """Does nobody manage this open association any more?"""
    return association.is_open and not association.memberships.managers().exists()


def candidates(association: Association) -> "MembershipQuerySet":
    """Its people who could manage it: in the team, with an account that works."""
    return association.memberships.active().filter(user__is_active=True)


def appoint(*, person: Membership, by: User, reason: str) -> Appointment:
    """Name ``person``, in effect after three days.

    ``RuleError`` where the association has a manager, or where somebody is named already.
    """
    association = person.association
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)
        if not is_orphan(association):
            raise RuleError(_("Cette association a une personne responsable."))
        if not candidates(association).filter(pk=person.pk).exists():
            raise RuleError(
                _("Choisissez une personne de l’équipe, avec un compte actif."), field="person"
            )
        try:
            with transaction.atomic():
                appointment = Appointment.objects.create(
                    association=association,
                    membership=person,
                    by=by,
                    reason=reason,
                    effective_at=timezone.now() + NOTICE,
                )
        except IntegrityError as error:
            raise RuleError(_("Quelqu’un est déjà désigné\u00a0: annulez d’abord.")) from error
        _journal("appointment.name", appointment, by=by)
    return appointment


def cancel(appointment: Appointment, *, by: User) -> None:
    """Take it back before it takes effect; whoever was told is told."""
    with transaction.atomic():
        if not _move(appointment, Appointment.State.CANCELLED):
            raise RuleError(_("Il est trop tard\u00a0: cette désignation n’est plus en attente."))
        _journal("appointment.cancel", appointment, by=by)


def settle_due() -> int:
    """Give their role to those whose time has come; how many appointments were settled."""
    due = Appointment.objects.pending().filter(effective_at__lte=timezone.now())
    settled = [_settle(row) for row in due.select_related("association", "membership", "by")[:50]]
    return sum(settled)


def _settle(appointment: Appointment) -> bool:
    """Done where the association still has nobody and the person is still there; void otherwise."""
    association, person = appointment.association, appointment.membership
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)
        stands = is_orphan(association) and candidates(association).filter(pk=person.pk).exists()
        state = Appointment.State.DONE if stands else Appointment.State.VOID
        if not _move(appointment, state):
            return False
        if stands:
            person.role = founding.managing_role(association)
            person.save(update_fields=["role"])
        _journal(f"appointment.{state.value}", appointment, by=appointment.by)
    return True


def _move(appointment: Appointment, state: Appointment.State) -> bool:
    """Out of the pending state once; mails of the former state that wait are taken back."""
    moved = Appointment.objects.pending().filter(pk=appointment.pk)
    if not moved.update(state=state, settled_at=timezone.now(), told_id=0, all_told=False):
        return False
    outbox.withdraw(f"appointment:{appointment.pk}:")
    appointment.refresh_from_db(fields=["state", "settled_at", "told_id", "all_told"])
    return True


def _journal(verb: str, appointment: Appointment, *, by: User | None) -> None:
    """For those who manage, about the person; for the hosts, about the association."""
    record(verb, on=appointment.membership, by=by, association_id=appointment.association_id)
    record(f"{verb}_host", on=appointment.association, by=by)

"""Deleting an association: hidden at once, then purged by the worker (``purging``)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.departments import plain
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.tallying import holdings_of
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Actor, record
from benevalibre.mailing import outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What goes with an association; ``told`` are the accounts who will get a mail."""

    people: int
    told: int
    entries: int
    minutes: int


def loss_of(association: Association) -> Loss:
    """What deleting the association would take away."""
    people = association.memberships.unmerged()
    held = holdings_of(association)
    return Loss(
        people=people.count(),
        told=people.told_of_deletion().count(),
        entries=held.entries,
        minutes=held.minutes,
    )


def obstacle_to(association: Association) -> str:
    """Why the association cannot be deleted now, in a sentence; « » where it can.

    A closed year is a proof to keep: a copy taken since it was closed is asked for (MODEL §1). One
    that has moved was copied by that.
    """
    if association.state == State.MOVED:
        return ""
    if not association.is_open:
        return _(
            "«\u00a0%(name)s\u00a0» n’est pas ouverte en ce moment\u00a0: rien ne peut y changer."
        ) % {"name": association.name}
    last = association.fiscal_years.closed().order_by("-closed_at").first()
    copied = association.archived_copy_at
    if last is None or last.closed_at is None or (copied and copied >= last.closed_at):
        return ""
    return _(
        "L’exercice %(year)s est arrêté\u00a0: ses chiffres sont des preuves. Téléchargez d’abord"
        " l’archive de l’association, et gardez-la."
    ) % {"year": last}


def delete(association: Association, *, by: Membership, name: str) -> None:
    """Hide the association for good, and let the worker purge it and tell its people.

    ``name`` is what was typed to confirm: case, accents and apostrophes do not count. Its own name
    is free again at once. ``RuleError`` where it is another name or where something stands in the
    way (``obstacle_to``).
    """
    with transaction.atomic():
        here = Association.objects.select_for_update().get(pk=association.pk)
        if not by.may(Right.MANAGE_ASSOCIATION) or by.association_id != here.pk:
            raise RuleError(_("Vous ne pouvez pas supprimer cette association."))
        obstacle = obstacle_to(here)
        if obstacle:
            raise RuleError(obstacle)
        if _read(name) != _read(here.name):
            raise RuleError(
                _("Écrivez le nom exact\u00a0: «\u00a0%(name)s\u00a0».") % {"name": here.name},
                field="name",
            )
        loss = loss_of(here)
        figures = {"people": [loss.people, 0], "entries": [loss.entries, 0]}
        _hide(here, by=by.user, changes=figures | {"minutes": [loss.minutes, 0]})


def give_up(association: Association, *, by: Membership) -> None:
    """Take back an association that waits for the host; ``RuleError`` once it is open."""
    with transaction.atomic():
        here = Association.objects.select_for_update().get(pk=association.pk)
        if here.state != State.AWAITING or by.association_id != here.pk:
            raise RuleError(_("Cette association n’attend plus."))
        _hide(here, by=by.user, changes={})


def _hide(association: Association, *, by: User | None, changes: dict[str, list[int]]) -> None:
    """No page shows it from now on, and its name is free: no name has a key with capitals."""
    Association.objects.filter(pk=association.pk).update(
        state=State.PURGING, name_key=f"PURGING {association.pk}"
    )
    actor: Actor | None = by
    record("association.delete", on=association, by=actor, changes=changes)
    outbox.withdraw(f"requests:{association.pk}:")


def _read(name: str) -> str:
    return plain(name) or name.strip()

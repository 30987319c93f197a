"""Two rows that are one person, or one word: what hung on the first hangs on the second.

Every foreign key to a participant or to a word is walked, those of the rooms above too, without
knowing them: its rows move, unless ``STAYS`` says otherwise. A test lists each key with its policy.
"""

from collections.abc import Iterator
from typing import TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.guarding import require_to_give, require_to_touch
from benevalibre.associations.models import Function, GuestLink, Membership, Right, Role
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.associations.models.vocabulary import Word
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record

ModelT = TypeVar("ModelT", bound=models.Model)
WordT = TypeVar("WordT", bound=Word)

STAYS = {
    "associations.GuestLink.membership": "one link a person, and it is switched off",
    "associations.Function.membership": "moved one by one, where the other has not the same",
}


def merge(source: Membership, *, into: Membership, by: Membership) -> None:
    """Give all that ``source`` did, and is, to ``into``; ``source`` stays as an empty row.

    ``source`` has no account: two accounts never merge. ``RuleError`` otherwise, where one of them
    holds more than ``by``, or where ``by`` would approve hours of their own in this way.
    """
    with writing(source.association):
        _require_mergeable(source, into, by=by)
        moved = _move(source, into)
        _move_functions(source, into)
        GuestLink.objects.filter(membership=source).update(is_active=False)
        Membership.objects.filter(pk=source.pk).update(
            merged_into=into, state=MembershipState.LEFT, state_at=timezone.now()
        )
        if source.last_entry_on is not None:
            Membership.objects.noted([into.pk], source.last_entry_on)
        changes = {"into": into.pk, "rows": moved}
        record("member.merge", on=source, by=by, changes=changes)
    source.refresh_from_db()
    into.refresh_from_db()


def claim(person: Membership, *, user: User, role: Role | None, by: Membership) -> Membership:
    """Give a person without account to the account ``user``, in ``role``; the row that remains.

    Where the account is in the association already, the person is merged into it, and the role
    does not change. ``RuleError`` where the role holds more than ``by``.
    """
    with writing(person.association):
        mine = Membership.objects.filter(association=person.association, user=user).first()
        if mine is not None:
            merge(person, into=mine, by=by)
            return mine
        require_to_give(role, by=by)
        if person.user_id is not None or person.merged_into_id is not None:
            raise RuleError(_("Cette personne a déjà un compte."))
        person.user, person.kind, person.role, person.name = user, Kind.ACCOUNT, role, ""
        person.state, person.state_at = MembershipState.ACTIVE, timezone.now()
        person.save()
        GuestLink.objects.filter(membership=person).update(is_active=False)
        record(
            "member.claim", on=person, by=by, changes={"role": [None, role.pk if role else None]}
        )
    return person


def merge_words(source: WordT, *, into: WordT, by: Membership) -> None:
    """Use ``into`` wherever ``source`` was used; ``source`` is archived.

    ``RuleError`` where they are not two words of one association and one vocabulary.
    """
    with writing(source.association):
        same_place = source.association == into.association == by.association
        if not same_place or type(source) is not type(into) or source.pk == into.pk:
            raise RuleError(_("Choisissez-en un autre, de la même association."))
        moved = _move(source, into)
        source.merged_into = into
        source.archived_at = source.archived_at or timezone.now()
        source.save(update_fields=["merged_into", "archived_at"])
        record(
            f"{source._meta.model_name}.merge",
            on=source,
            by=by,
            changes={"into": into.pk, "rows": moved},
        )


def relations(model: type[models.Model]) -> Iterator["models.ForeignKey[models.Model]"]:
    """Every foreign key of the database to ``model``, hidden ones and upper rooms' too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.auto_created:
            yield relation.field


def name_of(key: "models.ForeignKey[models.Model]") -> str:
    """« app.Model.column », as ``STAYS`` writes it."""
    return f"{key.model._meta.label}.{key.name}"


def _move(source: ModelT, into: ModelT) -> int:
    """Point at ``into`` what pointed at ``source``; how many rows."""
    moved = 0
    for key in relations(type(source)):
        if name_of(key) not in STAYS:
            rows = key.model._base_manager.filter(**{key.name: source})
            if key.model is type(into):
                rows = rows.exclude(pk=into.pk)
            moved += rows.update(**{key.name: into})
    return moved


def _move_functions(source: Membership, into: Membership) -> None:
    for function in source.functions.all():
        moved = Function(membership=into, kind=function.kind)
        try:
            moved.require_dates(function.start, function.until)
        except RuleError:
            continue
        function.membership = into
        function.save(update_fields=["membership"])


def _require_mergeable(source: Membership, into: Membership, *, by: Membership) -> None:
    if source.user_id is not None:
        raise RuleError(_("Deux comptes ne se réunissent pas."))
    if source.pk == into.pk or source.merged_into_id or into.merged_into_id:
        raise RuleError(_("Choisissez une autre personne."))
    require_to_touch(source, by=by)
    require_to_touch(into, by=by)
    if into.pk == by.pk:
        _require_another_to_approve(by)


def _require_another_to_approve(by: Membership) -> None:
    """Hours that one approved for somebody do not become one's own, approved by oneself."""
    moderators = by.association.memberships.with_right(Right.MANAGE_ACTIONS)
    decides = by.association.policy_moderate_actions and by.may(Right.MANAGE_ACTIONS)
    if decides and moderators.exclude(pk=by.pk).exists():
        raise RuleError(_("Quelqu’un d’autre de l’équipe peut vous donner ces heures."))

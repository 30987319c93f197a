"""Two rows that are one person, or one word: what hung on the first hangs on the second.

Every foreign key to a participant or to a word is walked, those of the rooms above too, without
knowing them: its rows move, unless ``STAYS`` says otherwise. A test lists each key with its policy.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.guarding import require_a_name, require_to_give, require_to_touch
from benevalibre.associations.models import Function, GuestLink, Membership, Right, Role
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.associations.models.vocabulary import Word
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import Batch, record

KIND: Final = "merge"
ModelT = TypeVar("ModelT", bound=models.Model)
WordT = TypeVar("WordT", bound=Word)

STAYS = {
    "associations.GuestLink.membership": "one link a person, and it is switched off",
    "associations.Function.membership": "moved one by one, where the other has not the same",
    "valuation.Rate.category": "what an hour of the other one is worth does not change",
    "valuation.Rate.level": "what an hour of the other one is worth does not change",
}

EXPLAINED: Final[list[Callable[[Membership, Membership], str | None]]] = []
"""What rooms above say where two people both have what one may have once only."""

ADDED = {"valuation.PlannedHours.project": ("fiscal_year", "minutes")}
"""Where there may be one row only: what both have in common, and the figure that is added up."""


def merge(source: Membership, *, into: Membership, by: Membership) -> Batch:
    """Give all that ``source`` did, and is, to ``into``; ``source`` stays as an empty row.

    ``source`` has no account: two accounts never merge. The batch undoes it (see ``unmerging``).
    ``RuleError`` where one of them holds more than ``by``, or where ``by`` would approve hours of
    their own in this way.
    """
    with writing(source.association):
        _require_mergeable(source, into, by=by)
        batch = Batch.objects.create(
            association_id=source.association_id, membership_id=by.pk, kind=KIND
        )
        absorb(source, into=into, by=by, batch=batch)
    return batch


def absorb(
    source: Membership, *, into: Membership, by: Membership | None, batch: Batch | None = None
) -> None:
    """Do it, inside the caller's transaction; ``batch`` keeps what undoing needs.

    Each row that moves and counts its versions gets another one: who approves what they saw
    before is told to look again. ``RuleError`` where both have what one may have once only.
    """
    _hold(source, into)
    before = _state_of(source, into)
    try:
        with transaction.atomic():
            moved = _move(source, into)
    except IntegrityError as error:
        told = filter(None, (explain(source, into) for explain in EXPLAINED))
        raise RuleError(next(told, _("Choisissez une autre personne."))) from error
    before["functions"] = _move_functions(source, into)
    GuestLink.objects.filter(membership=source).update(is_active=False)
    Membership.objects.filter(pk=source.pk).update(
        merged_into=into, state=MembershipState.LEFT, state_at=timezone.now()
    )
    if source.last_entry_on is not None:
        Membership.objects.noted([into.pk], source.last_entry_on)
    changes = {"into": into.pk, "rows": sum(len(ids) for ids in moved.values())}
    record("member.merge", on=source, by=by, changes=changes, batch=batch)
    if batch is not None:
        batch.payload = {**before, "rows": moved}
        batch.save(update_fields=["payload"])
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
        require_a_name(person)
        person.role = role
        take_over(person, user=user)
        record(
            "member.claim", on=person, by=by, changes={"role": [None, role.pk if role else None]}
        )
    return person


def take_over(person: Membership, *, user: User) -> None:
    """Make the row of a person without account that of ``user``; a guest's link closes."""
    person.user, person.kind, person.name = user, Kind.ACCOUNT, ""
    person.state, person.state_at = MembershipState.ACTIVE, timezone.now()
    person.save()
    GuestLink.objects.filter(membership=person).update(is_active=False)


def merge_words(source: WordT, *, into: WordT, by: Membership) -> None:
    """Use ``into`` wherever ``source`` was used; ``source`` is archived.

    ``RuleError`` where they are not two words of one association and one vocabulary.
    """
    with writing(source.association):
        same_place = source.association == into.association == by.association
        if not same_place or type(source) is not type(into) or source.pk == into.pk:
            raise RuleError(_("Choisissez-en un autre, de la même association."))
        try:
            with transaction.atomic():
                moved = _move(source, into)
        except IntegrityError as error:
            raise RuleError(
                _(
                    "«\u00a0%(name)s\u00a0» a servi dans un exercice arrêté\u00a0:"
                    " il ne change plus."
                )
                % {"name": source.name}
            ) from error
        source.merged_into = into
        source.archived_at = source.archived_at or timezone.now()
        source.save(update_fields=["merged_into", "archived_at"])
        record(
            f"{source._meta.model_name}.merge",
            on=source,
            by=by,
            changes={"into": into.pk, "rows": sum(len(ids) for ids in moved.values())},
        )


def relations(model: type[models.Model]) -> Iterator["models.ForeignKey[models.Model]"]:
    """Every foreign key of the database to ``model``, hidden ones and upper rooms' too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.auto_created:
            yield relation.field


def name_of(key: "models.ForeignKey[models.Model]") -> str:
    """« app.Model.column », as ``STAYS`` writes it."""
    return f"{key.model._meta.label}.{key.name}"


def note_moved(rows: Iterable[tuple["models.ForeignKey[models.Model]", Iterable[int]]]) -> None:
    """Give each row that moved its next version, once, where its model counts versions.

    ``rows``: by key, the ids of the rows that hang elsewhere now.
    """
    ids_of: dict[type[models.Model], set[int]] = defaultdict(set)
    for key, ids in rows:
        if any(field.name == "version" for field in key.model._meta.concrete_fields):
            ids_of[key.model] |= set(ids)
    for model, ids in ids_of.items():
        model._base_manager.filter(pk__in=ids).update(version=F("version") + 1)


def _move(source: ModelT, into: ModelT) -> dict[str, list[int]]:
    """Point at ``into`` what pointed at ``source``; the ids of the rows, by key."""
    moved = []
    for key in relations(type(source)):
        if name_of(key) not in STAYS:
            if name_of(key) in ADDED:
                _add_up(key, source, into)
            rows = key.model._base_manager.filter(**{key.name: source})
            if key.model is type(into):
                rows = rows.exclude(pk=into.pk)
            if ids := list(rows.values_list("pk", flat=True)):
                rows.update(**{key.name: into})
                moved.append((key, ids))
    note_moved(moved)
    return {name_of(key): ids for key, ids in moved}


def _add_up(
    key: "models.ForeignKey[models.Model]", source: models.Model, into: models.Model
) -> None:
    """Add to the rows of ``into`` the figures of those of ``source`` that cannot stand beside."""
    common, figure = ADDED[name_of(key)]
    rows = key.model._base_manager
    for row in rows.filter(**{key.name: source}):
        twin = rows.filter(**{key.name: into, common: getattr(row, common)})
        if twin.update(**{figure: F(figure) + getattr(row, figure)}):
            row.delete()


def _move_functions(source: Membership, into: Membership) -> list[int]:
    """The ids of those that moved: not those that the other person holds already."""
    ids = []
    for function in source.functions.all():
        moved = Function(membership=into, kind=function.kind)
        try:
            moved.require_dates(function.start, function.until)
        except RuleError:
            continue
        function.membership = into
        function.save(update_fields=["membership"])
        ids.append(function.pk)
    return ids


def _state_of(source: Membership, into: Membership) -> dict[str, Any]:
    """What both rows were before, as JSON."""
    link = GuestLink.objects.filter(membership=source, is_active=True)
    return {
        "source": source.pk,
        "into": into.pk,
        "state": source.state,
        "state_at": source.state_at.isoformat(),
        "link": link.exists(),
        "last_entry": _day(into.last_entry_on),
        "noted": _day(source.last_entry_on),
    }


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _hold(source: Membership, into: Membership) -> None:
    """Keep both rows as they are until we are done; ``RuleError`` where one was merged meanwhile.

    An entry that is being written for one of them is waited for, and one that comes later is
    refused (``Membership.objects.enter``).
    """
    rows = Membership.objects.select_for_update(no_key=True).filter(pk__in=[source.pk, into.pk])
    if any(list(rows.order_by("pk").values_list("merged_into", flat=True))):
        raise RuleError(_("Choisissez une autre personne."))


def _require_mergeable(source: Membership, into: Membership, *, by: Membership) -> None:
    if source.user_id is not None:
        raise RuleError(_("Deux comptes ne se réunissent pas."))
    if source.pk == into.pk or source.merged_into_id or into.merged_into_id:
        raise RuleError(_("Choisissez une autre personne."))
    for person in (source, into):
        require_a_name(person)
        require_to_touch(person, by=by)
    if into.pk == by.pk:
        _require_another_to_approve(by)


def _require_another_to_approve(by: Membership) -> None:
    """Hours that one approved for somebody do not become one's own, approved by oneself."""
    moderators = by.association.memberships.with_right(Right.MANAGE_ACTIONS)
    decides = by.association.policy_moderate_actions and by.may(Right.MANAGE_ACTIONS)
    if decides and moderators.exclude(pk=by.pk).exists():
        raise RuleError(_("Quelqu’un d’autre de l’équipe peut vous donner ces heures."))

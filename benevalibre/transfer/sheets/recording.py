"""Writing what the lines make: new words and people, then all actions, in one transaction."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils import timezone

from benevalibre.actions.lasting import reckon_last_entries
from benevalibre.actions.mails import tell_moderators
from benevalibre.actions.models import Action, Source, Status
from benevalibre.associations.models import Category, Level, Membership, Project
from benevalibre.journal.models import Batch
from benevalibre.journal.models import record as journal
from benevalibre.transfer.sheets.lines import Outcome
from benevalibre.transfer.sheets.models import Spreadsheet, Verdict

KIND: Final = "spreadsheet"
PART: Final = 500
WORDS: Final[Sequence[type[Category] | type[Project] | type[Level]]] = (Level, Category, Project)


def chosen(spreadsheet: Spreadsheet, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The lines that are imported: those that are ready, and those recorded already if wished."""
    taken = {Verdict.READY}
    if spreadsheet.choice("doubles") == "keep":
        taken.add(Verdict.DOUBLE)
    return [outcome for outcome in outcomes if outcome.verdict in taken]


def write(spreadsheet: Spreadsheet, outcomes: Sequence[Outcome], *, by: Membership) -> Batch:
    """Record these lines as one batch, with one line in the journal.

    The caller opened the transaction and holds the association. ``batch.payload`` says what was
    created, for whoever undoes it, and ``batch.payload["sums"]`` how much.
    """
    words = _create_words(outcomes)
    people = _create_people(outcomes)
    batch = Batch.objects.create(association_id=by.association_id, membership_id=by.pk, kind=KIND)
    actions = _create_actions(outcomes, by=by, batch=batch)
    batch.payload = {
        "people": [person.pk for person in people],
        "words": {model._meta.model_name: [w.pk for w in made] for model, made in words.items()},
        "sums": {
            "lines": len(outcomes),
            "actions": len(actions),
            "minutes": sum(action.minutes for action in actions),
            "people": len(people),
            "words": sum(map(len, words.values())),
            "pending": sum(action.status == Status.PENDING for action in actions),
        },
    }
    batch.save(update_fields=["payload"])
    changes = {"lines": [None, len(outcomes)]}
    journal("spreadsheet.import", on=spreadsheet, by=by, batch=batch, changes=changes)
    return batch


def _create_words(outcomes: Iterable[Outcome]) -> dict[type[Any], list[Any]]:
    """The words that these lines need and that are not there yet."""
    drafts = [part for outcome in outcomes for part in outcome.parts]
    needed: dict[int, Any] = {}
    for draft in drafts:
        for word in (draft.level, draft.category, draft.project):
            if word is not None and word._state.adding:
                needed[id(word)] = word
    for outcome in outcomes:
        level = outcome.member.usual_level if outcome.member else None
        if level is not None and level._state.adding:
            needed[id(level)] = level
    made: dict[type[Any], list[Any]] = {model: [] for model in WORDS}
    for word in needed.values():
        word.save(force_insert=True)
        made[type(word)].append(word)
    return made


def _create_people(outcomes: Iterable[Outcome]) -> list[Membership]:
    """The people of these lines who are not there yet, each once."""
    needed: dict[int, Membership] = {}
    for outcome in outcomes:
        if outcome.member is not None and outcome.member._state.adding:
            needed[id(outcome.member)] = outcome.member
    for person in needed.values():
        person.usual_level = person.usual_level  # the id of a level saved since
    return Membership.objects.bulk_create(needed.values(), batch_size=PART)


def _create_actions(outcomes: Iterable[Outcome], *, by: Membership, batch: Batch) -> list[Action]:
    now = timezone.now()
    rereads = by.association.policy_moderate_actions
    actions = []
    for outcome in outcomes:
        is_decided = rereads and outcome.status == Status.APPROVED
        actions += [
            Action(
                association=by.association,
                member=outcome.member,
                typed_by=by,
                status=outcome.status,
                status_by=by if is_decided else None,
                status_at=now if is_decided else None,
                source=Source.IMPORT,
                batch=batch,
                created_at=now,
                **part.columns(),
            )
            for part in outcome.parts
        ]
    Action.objects.bulk_create(actions, batch_size=PART)
    reckon_last_entries({action.member_id for action in actions})
    if any(action.status == Status.PENDING for action in actions):
        tell_moderators(by.association, but=by)
    return actions

"""The group sheet: one meeting, many people, recorded and undone as one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from benevalibre.actions import informing
from benevalibre.actions.drafts import Draft, RecordingError
from benevalibre.actions.lasting import reckon_last_entries
from benevalibre.actions.models import Action, Source, Status, Submission
from benevalibre.actions.moderation import check_right, claim_undo, closed_years, is_in
from benevalibre.actions.recording import record
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.membership import Kind
from benevalibre.journal.models import Batch, Entry
from benevalibre.namekeys import name_key

KIND: Final = "sheet"
SHOWN: Final = 60
MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is written on it: the common entry, the minutes of each present person, new names."""

    draft: Draft
    minutes: Mapping[int, int]
    names: Sequence[str] = ()

    def fingerprint(self, association_id: int) -> str:
        """A digest of its content."""
        people = sorted(self.minutes.items())
        return self.draft.fingerprint("sheet", association_id, people, list(self.names))


@transaction.atomic
def record_sheet(sheet: Sheet, *, by: Membership, key: str = "") -> Batch:
    """Record one action for each person of ``sheet``, in one batch.

    New names become people without account, unless somebody is called so already. The same
    ``key`` and content give the first batch again. Raises ``RecordingError``.
    """
    submission = None
    if key:
        fingerprint = sheet.fingerprint(by.association_id)
        submission, is_new = Submission.claim(by, key=key, fingerprint=fingerprint)
        if not is_new and submission.batch is not None:
            return submission.batch
    present, created = _present(sheet, by)
    batch = Batch.objects.create(
        association_id=by.association_id,
        membership_id=by.pk,
        kind=KIND,
        payload={"created": [person.pk for person in created]},
    )
    for member, minutes in present:
        _record_one(sheet.draft, member, minutes, by=by, batch=batch)
    if submission is not None:
        submission.batch = batch
        submission.save(update_fields=["batch"])
    return batch


def _record_one(
    draft: Draft, member: Membership, minutes: int, *, by: Membership, batch: Batch
) -> None:
    try:
        record(
            replace(draft, minutes=minutes),
            member=member,
            by=by,
            association=by.association,
            source=Source.SHEET,
            batch=batch,
        )
    except RecordingError as error:
        sentence = _("%(name)s\u00a0: %(error)s") % {"name": member, "error": error}
        raise RecordingError(sentence, field=error.field) from error


def _present(sheet: Sheet, by: Membership) -> tuple[list[tuple[Membership, int]], list[Membership]]:
    """Everybody on the sheet with their minutes, and those of them who are new."""
    found = by.association.memberships.active().with_person().filter(pk__in=list(sheet.minutes))
    present = [(member, sheet.minutes[member.pk]) for member in found.by_name()]
    created: list[Membership] = []
    known = {member.pk for member, _minutes in present}
    for name in sheet.names:
        member = _called(name, by.association)
        if member is None:
            member = Membership.objects.create_named(by.association, name, by=by)
            created.append(member)
        if member.pk not in known:
            present.append((member, sheet.draft.minutes))
            known.add(member.pk)
    for member, _minutes in present:
        member.association = by.association
    return present, created


def _called(name: str, association: Association) -> Membership | None:
    """The person without account who has just that name."""
    named = association.memberships.active().filter(kind=Kind.NAMED, name_key=name_key(name))
    return named.order_by("pk").first()


@transaction.atomic
def undo(batch: Batch, *, by: Membership) -> int:
    """Delete what ``batch`` recorded, where nobody touched it since; give how many actions.

    People added with it go too, where nothing else is theirs. Raises ``ModerationError`` where
    it is too late.
    """
    check_right(by)
    claim_undo(batch, by=by, kind=KIND)
    closed = closed_years(by.association_id)
    rows = Action.objects.filter(batch=batch, version=1).select_for_update(of=("self",))
    rows = rows.select_related("member__user", "category", "project", "typed_by__user")
    chosen = [row for row in rows if not is_in(closed, row)]
    Entry.objects.bulk_create(_removed(row, by=by, batch=batch) for row in chosen)
    informing.removed(chosen, by=by)
    Submission.objects.filter(batch=batch).delete()
    Action.objects.filter(pk__in=[row.pk for row in chosen]).delete()
    reckon_last_entries([row.member_id for row in chosen])
    Membership.objects.filter(
        pk__in=batch.payload.get("created", []), kind=Kind.NAMED, actions=None
    ).delete()
    return len(chosen)


def _removed(row: Action, *, by: Membership, batch: Batch) -> Entry:
    user_id, membership_id = by.actor_ids
    return Entry(
        association_id=row.association_id,
        user_id=user_id,
        membership_id=membership_id,
        verb="action.remove",
        object_type=row._meta.label_lower,
        object_id=row.pk,
        changes={
            "member": [row.member_id, None],
            "date": [row.date.isoformat(), None],
            "minutes": [row.minutes, None],
            "status": [row.status, None],
        },
        batch=batch,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of the sheet, with what is already recorded that day."""

    member: Membership
    is_present: bool = False
    duration: str = ""
    error: str = ""
    recorded: Sequence[Action] = ()


def people(
    association: Association, *, kept: Collection[int] = (), search: str = ""
) -> list[Membership]:
    """Whom the sheet shows, by name: those ``kept``, and those found or lately active.

    Everybody where there are at most sixty.
    """
    active = association.memberships.active().unmerged().with_person()
    found = active.called(search) if search else active
    lately = found.order_by(F("last_entry_on").desc(nulls_last=True), "-pk")
    ids = {*lately.values_list("pk", flat=True)[:SHOWN], *list(kept)[:MOST]}
    return list(active.filter(pk__in=ids).by_name())


def rows(
    members: Sequence[Membership], day: date, *, typed: Mapping[str, Any], present: Collection[int]
) -> list[Person]:
    """The sheet's rows; ``typed`` holds what was written in the fields ``duration_<id>``."""
    recorded: dict[int, list[Action]] = defaultdict(list)
    actions = Action.objects.filter(member__in=members, date=day).exclude(status=Status.DECLINED)
    for action in actions.select_related("project", "category").order_by("pk"):
        recorded[action.member_id or 0].append(action)
    return [
        Person(
            member=member,
            is_present=member.pk in present,
            duration=str(typed.get(f"duration_{member.pk}", "")),
            recorded=recorded[member.pk],
        )
        for member in members
    ]


def same_as_last_time(association: Association) -> list[int]:
    """Who was on the last sheet, as far as they still take part."""
    sheets = Action.objects.filter(association=association, source=Source.SHEET)
    last = sheets.exclude(batch=None).order_by("-pk").values_list("batch", flat=True).first()
    if last is None:
        return []
    members = Membership.objects.active().filter(actions__batch=last)
    return list(members.values_list("pk", flat=True).distinct()[:MOST])

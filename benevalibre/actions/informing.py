"""Who is told of hours that somebody else noted, corrected or deleted for them (MODEL §1).

The person is told of what others do with their hours; whoever typed hours for somebody is told
when that person corrects them. One mail to each for all that one author did (see ``gathering``),
which undoing corrects or takes back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from benevalibre.mailing.addresses import absolute
from benevalibre.mailing.gathering import HIDDEN, Edit, Line, gather

FOR_YOU: Final = "actions.done_for_you"
BY_PERSON: Final = "actions.corrected_by_person"
MADE, CHANGED, REMOVED = "made", "changed", "removed"
SECTIONS: Final = (MADE, CHANGED, REMOVED)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom a mail of ``kind`` tells what ``by`` did."""

    kind: str
    user: User
    membership_id: int


def made(actions: Sequence[Action], *, by: Membership) -> None:
    """``by`` noted these hours, for one person or many; one mail to each of them."""
    _tell(actions, by, _made)


def changed(action: Action, *, by: Membership, before: Line, former: Membership | None) -> None:
    """``by`` corrected ``action``, which was as ``before`` says (see ``line_of``).

    A ``former`` person to whom the hours belonged until now is told that they went.
    """
    if former is not None and former.pk != action.member_id:
        _tell([action], by, _removed, member=former)
        _tell([action], by, _made)
        return
    _tell([action], by, lambda lines, line: _changed(lines, line, before))


def removed(actions: Sequence[Action], *, by: Membership) -> None:
    """``by`` deleted these hours, or undid having noted them."""
    _tell(actions, by, _removed)


def restored(action: Action, *, by: Membership) -> None:
    """``by`` put back what they had deleted."""
    _tell([action], by, _restored)


def line_of(action: Action) -> Line:
    """What a mail says of an action, as JSON."""
    return {
        "id": action.pk,
        "title": action.display_title,
        "date": action.date.isoformat(),
        "minutes": action.minutes,
        "was": None,
        "prior": None,
    }


def _tell(
    actions: Sequence[Action],
    by: Membership,
    edit: Callable[[list[Line], Line], list[Line]],
    *,
    member: Membership | None = None,
) -> None:
    told: dict[_Reader, list[Line]] = defaultdict(list)
    for action in actions:
        for reader in _readers(action, member or action.member, by):
            told[reader].append(line_of(action))
    for reader, lines in told.items():
        _write(reader, by, _each(edit, lines))


def _each(edit: Callable[[list[Line], Line], list[Line]], new: Sequence[Line]) -> Edit:
    def all_of_them(lines: list[Line]) -> list[Line]:
        for line in new:
            lines = edit(lines, line)
        return lines

    return all_of_them


def _readers(action: Action, member: Membership | None, by: Membership) -> Iterator[_Reader]:
    """The person, unless it is ``by``; then who typed the hours, where they still take part."""
    if member is not None and member.pk != by.pk:
        if member.user is not None and member.user.is_active and member.user_id != by.user_id:
            yield _Reader(FOR_YOU, member.user, member.pk)
        return
    typist = action.typed_by
    if typist is None or member is None or typist.pk == by.pk or not typist.is_active:
        return
    if typist.user is not None and typist.user.is_active:
        yield _Reader(BY_PERSON, typist.user, typist.pk)


def _write(reader: _Reader, by: Membership, edit: Edit) -> None:
    association = by.association
    is_own = reader.kind == FOR_YOU
    url = reverse("actions:mine") if is_own else reverse("actions:list", args=[association.pk])
    gather(
        reader.kind,
        to=reader.user.email,
        key=f"told:{reader.membership_id}:{by.pk}:",
        context={
            "association": association.name,
            "by": by.display_name,
            "name": reader.user.short_name,
            "url": absolute(url),
        },
        sections=SECTIONS,
        language=reader.user.language or "fr",
        edit=edit,
    )


def _made(lines: list[Line], line: Line) -> list[Line]:
    return [*_without(lines, line), line | {"what": MADE}]


def _changed(lines: list[Line], line: Line, before: Line) -> list[Line]:
    """A new entry that is corrected stays a new entry; the first state of the others is kept."""
    known = _find(lines, line)
    if known and known["what"] == MADE:
        return _made(lines, line)
    was = known["was"] if known and known["was"] else _shown(before)
    return [*_without(lines, line), line | {"what": CHANGED, "was": was}]


def _removed(lines: list[Line], line: Line) -> list[Line]:
    """A new entry that goes was never there: nothing is left to say of it."""
    known = _find(lines, line)
    what = HIDDEN if known and known["what"] == MADE else REMOVED
    gone = line | {"what": what, "prior": known and known["what"], "was": known and known["was"]}
    return [*_without(lines, line), gone]


def _restored(lines: list[Line], line: Line) -> list[Line]:
    """What was said before the deletion is said again; what was not is not."""
    known = _find(lines, line)
    if known is None:
        return _made(lines, line)
    others = _without(lines, line)
    if known["prior"] is None:
        return others
    return [*others, line | {"what": known["prior"], "was": known["was"]}]


def _find(lines: Sequence[Line], line: Line) -> Line | None:
    return next((known for known in lines if known["id"] == line["id"]), None)


def _without(lines: Sequence[Line], line: Line) -> list[Line]:
    return [known for known in lines if known["id"] != line["id"]]


def _shown(line: Line) -> dict[str, Any]:
    return {name: line[name] for name in ("title", "date", "minutes")}

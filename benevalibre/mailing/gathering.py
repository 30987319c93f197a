"""Mails made of lines: one to each person for all that one author did, until it leaves.

Each act adds, corrects or takes back its line of the mail that waits, which is then written anew;
a mail whose lines are all gone does not leave.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from django.db import transaction
from django.utils import timezone

from benevalibre.mailing.addresses import wants
from benevalibre.mailing.models import Mail
from benevalibre.mailing.writing import Written, write

Line: TypeAlias = dict[str, Any]
Edit: TypeAlias = Callable[[list[Line]], list[Line]]

HIDDEN: Final = "hidden"
SHOWN: Final = 50
GATHERS: Final = datetime.timedelta(minutes=10)
UNDO: Final = datetime.timedelta(seconds=60)


@transaction.atomic
def gather(
    kind: str,
    *,
    to: str,
    key: str,
    context: Mapping[str, Any],
    sections: Sequence[str],
    language: str,
    edit: Edit,
) -> None:
    """Let ``edit`` change the lines of the mail of this ``key``.

    It leaves ten minutes after the first, and never within the minute in which one may undo the
    last. ``context`` and lines are kept as JSON; a line has « what » (one of ``sections``, or
    ``HIDDEN``), « date » as ISO, and « was », what it said before. Templates get ``context``,
    ``lines`` (fifty at most), ``more`` (how many others) and ``groups`` (lines by section).
    """
    waiting = Mail.objects.waiting().filter(to=to, key=key, kind=kind, attempts=0)
    mail = waiting.select_for_update().order_by("pk").first()
    if mail is None and not wants(to, kind):
        return
    facts = mail.facts if mail else {}
    facts = {
        "context": dict(context),
        "sections": list(sections),
        "lines": edit(list(facts.get("lines", []))),
    }
    shown = [line for line in facts["lines"] if line["what"] != HIDDEN]
    if not shown:
        if mail is not None:
            mail.delete()
        return
    written = _written(kind, to, facts, shown, language)
    now = timezone.now()
    if mail is None:
        Mail.objects.create(
            to=to, kind=kind, key=key, facts=facts, not_before=now + GATHERS, **written._asdict()
        )
        return
    time = max(mail.not_before, now + UNDO)
    waiting.filter(pk=mail.pk).update(facts=facts, not_before=time, **written._asdict())


def _read(line: Mapping[str, Any]) -> Line:
    """A line with its dates as dates; « was » holds what it said before, or nothing."""
    read = {**line, "date": datetime.date.fromisoformat(line["date"])}
    if line.get("was"):
        read["was"] = _read(line["was"])
    return read


def by_section(lines: Iterable[Line], sections: Sequence[str]) -> dict[str, list[Line]]:
    """The lines of each section, empty sections included."""
    found: dict[str, list[Line]] = {section: [] for section in sections}
    for line in lines:
        found[line["what"]].append(line)
    return found


def _written(
    kind: str, to: str, facts: Mapping[str, Any], shown: Sequence[Line], language: str
) -> Written:
    lines = [_read(line) for line in shown]
    context = {
        **facts["context"],
        "lines": lines[:SHOWN],
        "more": len(lines[SHOWN:]),
        "groups": by_section(lines[:SHOWN], facts["sections"]),
    }
    return write(kind, to=to, context=context, language=language, essential=False)

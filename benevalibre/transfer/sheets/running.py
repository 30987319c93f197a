"""From the lines that were looked at to what is recorded: at once, or by the worker."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from benevalibre.associations.inviting import invite
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.writing import RuleError
from benevalibre.transfer.sheets.checking import AT_ONCE as CHECKED_AT_ONCE
from benevalibre.transfer.sheets.checking import StoppedError, check, importer, plan
from benevalibre.transfer.sheets.lines import Outcome
from benevalibre.transfer.sheets.models import NOT_STARTED, Spreadsheet, Stage, Verdict
from benevalibre.transfer.sheets.place import look
from benevalibre.transfer.sheets.recording import chosen, write

AT_ONCE: Final = 200
INVITED_AT_ONCE: Final = 20


def choose(spreadsheet: Spreadsheet, **choices: Any) -> None:
    """Keep what was chosen, and read the lines again: at once where they are few."""
    columns = choices.pop("columns", spreadsheet.columns)
    kept = {**spreadsheet.choices, **choices}
    columns_too = {"columns": columns, "choices": kept, "failure": ""}
    if spreadsheet.move(Stage.CHECKING, since=NOT_STARTED, **columns_too):
        if spreadsheet.total <= CHECKED_AT_ONCE:
            proceed(spreadsheet)


def start(spreadsheet: Spreadsheet, *, refused: int, keeps_doubles: bool, invites: bool) -> None:
    """Import it, without the lines that were shown as refused; at once where they are few."""
    choices = {
        **spreadsheet.choices,
        "refused": refused,
        "doubles": "keep" if keeps_doubles else "",
        "invite": "yes" if invites else "",
    }
    if spreadsheet.move(Stage.RUNNING, since=[Stage.CHECKED], choices=choices, failure=""):
        if spreadsheet.total <= AT_ONCE and not invites:
            proceed(spreadsheet)


def work_waiting() -> int:
    """Do what waits, and forget what lies here since a day; one query where there is nothing."""
    done = 0
    for spreadsheet in Spreadsheet.objects.unfinished().select_related("author__user"):
        if spreadsheet.is_forgotten:
            spreadsheet.delete()
        elif spreadsheet.is_busy:
            user = spreadsheet.author.user if spreadsheet.author else None
            with translation.override((user and user.language) or settings.LANGUAGE_CODE):
                done += proceed(spreadsheet)
    return done


def proceed(spreadsheet: Spreadsheet) -> bool:
    """Do what it waits for, unless somebody else does; whether this did."""
    stage = Stage(spreadsheet.stage)
    if stage not in STEPS or not spreadsheet.claim():
        return False
    try:
        STEPS[stage](spreadsheet)
    except StoppedError as error:
        spreadsheet.move(Stage.FAILED, since=[stage], failure=str(error))
    except Exception:
        sentence = _("Quelque chose n’a pas marché, et rien n’a été importé. Réessayez.")
        spreadsheet.move(Stage.FAILED, since=[stage], failure=sentence)
        raise
    return True


def _check(spreadsheet: Spreadsheet) -> None:
    check(spreadsheet, progress=spreadsheet.advance)


def _record(spreadsheet: Spreadsheet) -> None:
    """Read the lines once more, then write all of them, or nothing."""
    by = importer(spreadsheet)
    found, outcomes = plan(spreadsheet, by, progress=spreadsheet.advance)
    try:
        with transaction.atomic():
            here = Association.objects.select_for_update(no_key=True)
            here.get(pk=spreadsheet.association_id)
            by = importer(spreadsheet)
            if look(spreadsheet, by).state != found.place.state:
                found, outcomes = plan(spreadsheet, by, progress=lambda lines: None)
            is_written = _write(spreadsheet, outcomes, by=by)
    except IntegrityError:
        is_written = False
    if not is_written:
        changed = _("Entre-temps, quelque chose a changé ici\u00a0: relisez avant d’importer.")
        check(spreadsheet, progress=spreadsheet.advance, failure=changed)
    elif spreadsheet.stage == Stage.INVITING:
        proceed(spreadsheet)


def _write(spreadsheet: Spreadsheet, outcomes: list[Outcome], *, by: Membership) -> bool:
    """Write, unless more lines are refused than whoever asked has seen."""
    refused = sum(outcome.verdict == Verdict.REFUSED for outcome in outcomes)
    taken = chosen(spreadsheet, outcomes)
    if refused > (spreadsheet.choice("refused") or 0) or not taken:
        return False
    batch = write(spreadsheet, taken, by=by)
    addresses = _addresses(spreadsheet, taken)
    stage = Stage.INVITING if addresses else Stage.DONE
    result = {**batch.payload["sums"], "refused": refused}
    done: dict[str, Any] = {
        "batch": batch,
        "headers": [],
        "result": result,
        "unknown": {"invitations": addresses} if addresses else {},
        "done_at": timezone.now(),
    }
    if not spreadsheet.move(stage, since=[Stage.RUNNING], **done):
        raise StoppedError(_("Cet import n’attend plus."))
    spreadsheet.lines.all().delete()
    return True


def _addresses(spreadsheet: Spreadsheet, taken: list[Outcome]) -> list[list[Any]]:
    """Whom to invite: the id of each person with an address."""
    if spreadsheet.choice("invite") != "yes":
        return []
    return [[line.member.pk, line.email] for line in taken if line.member and line.email]


def _invite(spreadsheet: Spreadsheet) -> None:
    """Invite each person who came with an address; who cannot be is counted, not told of."""
    by = importer(spreadsheet)
    waiting = spreadsheet.unknown.get("invitations", [])
    people = Membership.objects.in_bulk([pk for pk, _email in waiting])
    sent = 0
    for number, (pk, email) in enumerate(waiting, 1):
        person = people.get(pk)
        sent += person is not None and _invited(person, email, by=by)
        if number % INVITED_AT_ONCE == 0:
            spreadsheet.advance(number)
    result = {**spreadsheet.result, "invited": sent, "not_invited": len(waiting) - sent}
    spreadsheet.move(Stage.DONE, since=[Stage.INVITING], result=result, unknown={})


def _invited(person: Membership, email: str, *, by: Membership) -> bool:
    role = by.association.default_role()
    try:
        invite(by.association, email=email, role=role, by=by, name=person.name, claims=person)
    except RuleError:
        return False
    return True


STEPS: Final[dict[Stage, Callable[[Spreadsheet], None]]] = {
    Stage.CHECKING: _check,
    Stage.RUNNING: _record,
    Stage.INVITING: _invite,
}

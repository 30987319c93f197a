"""The dry run: what would become of each line, written beside it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from django.utils.translation import gettext as _

from benevalibre.associations.models import Membership
from benevalibre.transfer.sheets.entries import ActionPlan
from benevalibre.transfer.sheets.lines import Outcome, Row
from benevalibre.transfer.sheets.models import (
    RIGHTS,
    Kind,
    Spreadsheet,
    SpreadsheetLine,
    Stage,
    Verdict,
)
from benevalibre.transfer.sheets.newcomers import PeoplePlan
from benevalibre.transfer.sheets.place import look

AT_ONCE: Final = 2_000
PART: Final = 500

Plan: TypeAlias = ActionPlan | PeoplePlan
Progress = Callable[[int], None]


class StoppedError(ValueError):
    """The import cannot go on; the text is the sentence for whoever asked."""


def plan(
    spreadsheet: Spreadsheet, by: Membership, *, progress: Progress, shows: bool = False
) -> tuple[Plan, list[Outcome]]:
    """What would become of each line now; nothing is written.

    ``shows``: with the words that the page of the dry run shows of each.
    """
    place = look(spreadsheet, by)
    kind = PeoplePlan if spreadsheet.is_of_people else ActionPlan
    found = kind(spreadsheet, place, shows=shows)
    outcomes: list[Outcome] = []
    for part in parts(rows(spreadsheet), PART):
        outcomes += [found.outcome(row) for row in part]
        progress(len(outcomes))
    found.compare(outcomes)
    return found, outcomes


def check(spreadsheet: Spreadsheet, *, progress: Progress, failure: str = "") -> None:
    """Write beside each line what would become of it, and be ready to be looked at.

    ``failure``: why an import that was asked for came back here.
    """
    by = importer(spreadsheet)
    found, outcomes = plan(spreadsheet, by, progress=progress, shows=True)
    write_verdicts(spreadsheet, outcomes)
    counts = Counter(outcome.verdict.value for outcome in outcomes)
    spreadsheet.move(
        Stage.CHECKED,
        since=[Stage.CHECKING, Stage.RUNNING],
        unknown=found.unknown(),
        result={verdict.value: counts[verdict.value] for verdict in Verdict},
        failure=failure,
    )


def importer(spreadsheet: Spreadsheet) -> Membership:
    """Who imports, with the rights held now; ``StoppedError`` where they do not suffice."""
    found = Membership.objects.select_related("association", "role", "user")
    by = found.filter(pk=spreadsheet.author_id or 0).first()
    if by is None or not by.may(RIGHTS[Kind(spreadsheet.kind)]):
        raise StoppedError(_("Vous n’avez plus le droit d’importer ici."))
    if not by.association.is_open:
        raise StoppedError(
            _(
                "«\u00a0%(name)s\u00a0» n’est pas ouverte en ce moment\u00a0: "
                "rien ne peut y changer."
            )
            % {"name": by.association.name}
        )
    return by


def rows(spreadsheet: Spreadsheet) -> Iterator[Row]:
    """The lines as they were read, in the order of the file."""
    lines = SpreadsheetLine.objects.filter(spreadsheet=spreadsheet).order_by("number")
    yield from lines.values_list("number", "cells")


def parts(items: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The lines by ``size``."""
    remaining = iter(items)
    while part := list(islice(remaining, size)):
        yield part


def write_verdicts(spreadsheet: Spreadsheet, outcomes: Iterable[Outcome]) -> None:
    """Keep what would become of each line."""
    lines = (
        SpreadsheetLine(
            spreadsheet=spreadsheet,
            number=outcome.number,
            cells=[],
            verdict=outcome.verdict,
            notes=outcome.notes,
            shown=outcome.shown,
        )
        for outcome in outcomes
    )
    SpreadsheetLine.objects.bulk_create(
        lines,
        batch_size=PART,
        update_conflicts=True,
        unique_fields=["spreadsheet", "number"],
        update_fields=["verdict", "notes", "shown"],
    )

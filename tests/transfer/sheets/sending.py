"""Sending a spreadsheet and going on with it, without the pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from benevalibre.associations.models import Membership
from benevalibre.transfer.sheets.models import Kind, Spreadsheet, SpreadsheetLine
from benevalibre.transfer.sheets.receiving import receive
from benevalibre.transfer.sheets.running import choose, start


def csv_of(*lines: str) -> bytes:
    """A French CSV of these lines."""
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def sent(
    content: bytes,
    by: Membership,
    *,
    kind: Kind = Kind.ACTIONS,
    name: str = "saisies.csv",
    **choices: Any,
) -> Spreadsheet:
    """A file received and read line by line, with these choices."""
    spreadsheet = receive(SimpleUploadedFile(name, content), kind=kind, by=by)
    choose(spreadsheet, **choices)
    spreadsheet.refresh_from_db()
    return spreadsheet


def imported(
    content: bytes,
    by: Membership,
    *,
    kind: Kind = Kind.ACTIONS,
    keeps_doubles: bool = False,
    invites: bool = False,
    **choices: Any,
) -> Spreadsheet:
    """The same, imported without the lines that are refused."""
    spreadsheet = sent(content, by, kind=kind, **choices)
    refused = spreadsheet.result["refused"]
    start(spreadsheet, refused=refused, keeps_doubles=keeps_doubles, invites=invites)
    spreadsheet.refresh_from_db()
    return spreadsheet


def line(spreadsheet: Spreadsheet, number: int) -> SpreadsheetLine:
    """One line by its number in the file."""
    return spreadsheet.lines.get(number=number)


def verdicts(spreadsheet: Spreadsheet) -> list[str]:
    """What would become of the lines, in their order."""
    return list(spreadsheet.lines.order_by("number").values_list("verdict", flat=True))

"""Addresses in a pasted text, in any usual form, each with the name that goes with it.

One a line or several (« a@b.fr; c@d.fr »), « Jeanne Martin <jeanne@b.fr> », or rows copied from a
spreadsheet or a CSV file, whose first line may name its columns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from benevalibre.namekeys import name_key, sort_key

ADDRESS: Final = re.compile(r"[^\s<>;,|:\"()\[\]«»]{1,254}@[^\s<>;,|:\"()\[\]«»]{0,254}")
SCHEME: Final = re.compile(r"\bmailto:", re.IGNORECASE)
CELLS: Final = re.compile(r"[\t;,|]")
WRAPPING: Final = " \t\r\n\"'<>()[]«»\u00a0\u202f;,|:"
HEADINGS: Final = ("mail", "e-mail", "email", "courriel", "adresse", "nom", "prenom", "name")
FIRST: Final = ("prenom", "first")
NAME_LENGTH: Final = 255
EMAIL_LENGTH: Final = 254


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody found in the text; ``error`` says what is wrong with the line, kept as typed."""

    text: str
    email: str = ""
    name: str = ""
    error: str = ""


def read_addresses(text: str) -> list[Recipient]:
    """Everybody in ``text``, in its order; an address that comes again is left out."""
    lines = [line for line in SCHEME.sub("", text).splitlines() if line.strip(WRAPPING)]
    is_last_first = False
    if lines and _is_heading(lines[0]):
        is_last_first = _last_name_comes_first(lines[0])
        lines = lines[1:]
    found: dict[str, Recipient] = {}
    for line in lines:
        for recipient in _read_line(line, is_last_first=is_last_first):
            key = name_key(recipient.email) or f"\n{len(found)}"
            found.setdefault(key, recipient)
    return list(found.values())


def _read_line(line: str, *, is_last_first: bool) -> Iterator[Recipient]:
    matches = list(ADDRESS.finditer(line))
    if not matches:
        yield Recipient(line.strip(), error=_("Il n’y a pas d’adresse mail dans cette ligne."))
    elif len(matches) == 1:
        match = matches[0]
        name = _name(line[: match.start()]) or _name(line[match.end() :])
        yield _recipient(line, match[0], _turned(name) if is_last_first else " ".join(name))
    else:
        start = 0
        for match in matches:
            before = " ".join(_name(line[start : match.start()]))
            yield _recipient(line[start : match.end()], match[0], before)
            start = match.end()


def _recipient(text: str, address: str, name: str) -> Recipient:
    email = address.strip(WRAPPING + ".").lower()
    shown = text.strip(" \t;,>")
    recipient = Recipient(f"{shown}>" if "<" in shown else shown, email, name[:NAME_LENGTH])
    try:
        validate_email(email)
    except ValidationError:
        wrong = _("«\u00a0%(text)s\u00a0» n’est pas une adresse mail.") % {"text": address[:80]}
        return replace(recipient, email="", error=wrong)
    if len(email) > EMAIL_LENGTH:
        return replace(recipient, email="", error=_("Cette adresse est trop longue."))
    return recipient


def _name(text: str) -> list[str]:
    """The words of a name beside an address: two cells at most, those without figures."""
    cells = (" ".join(cell.strip(WRAPPING).split()) for cell in CELLS.split(text))
    return [cell for cell in cells if cell and not any(letter.isdigit() for letter in cell)][:2]


def _turned(name: list[str]) -> str:
    return " ".join(reversed(name))


def _is_heading(line: str) -> bool:
    """Does the line name columns rather than somebody?"""
    return "@" not in line and any(word in HEADINGS for cell in _cells(line) for word in cell)


def _last_name_comes_first(line: str) -> bool:
    """Are the columns « Nom, Prénom », in that order?"""
    cells = _cells(line)
    firsts = [n for n, cell in enumerate(cells) if any(word in FIRST for word in cell)]
    lasts = [n for n, cell in enumerate(cells) if "nom" in cell or "last" in cell]
    return bool(firsts and lasts) and lasts[0] < firsts[0]


def _cells(line: str) -> list[list[str]]:
    return [sort_key(cell.strip(WRAPPING)).split() for cell in CELLS.split(line)]

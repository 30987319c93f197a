"""A text looked for in what people wrote, whatever its case and its accents."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from django.db.models import CharField, Lookup, Q, TextField

if TYPE_CHECKING:
    AnyLookup = Lookup[Any]
else:
    AnyLookup = Lookup

ACCENTED: Final = {
    letter: "".join(
        chr(code)
        for code in (*range(0xC0, 0x100), 0x178)
        if unicodedata.normalize("NFD", chr(code))[0].lower() == letter
    )
    for letter in "aceinouy"
}
"""The letters that carry accents in western languages, with all that they carry."""


def holding(text: str, *columns: str) -> Q:
    """Where one of ``columns`` holds ``text``."""
    wanted = Q()
    for column in columns:
        wanted |= Q(**{f"{column}__holds": text})
    return wanted


def pattern(text: str) -> str:
    """A regular expression, as Python and PostgreSQL read it, that finds ``text``."""
    return "".join(_any_of(letter) for letter in _plain(text))


def outline(text: str) -> str:
    """For ``LIKE``: ``text``, where any letter may stand for one that could have an accent.

    It lets more through than ``pattern``, and costs the database much less.
    """
    letters = (
        "_" if letter in ACCENTED or not letter.isascii() else _escaped(letter)
        for letter in _plain(text)
    )
    return f"%{''.join(letters)}%"


def _plain(text: str) -> str:
    """Lower case, each letter without its accent."""
    lower = unicodedata.normalize("NFC", text).lower()
    bases = ((unicodedata.normalize("NFD", letter)[0], letter) for letter in lower)
    return "".join(base if base in ACCENTED else letter for base, letter in bases)


def _any_of(letter: str) -> str:
    kin = "".join(sorted({letter, letter.upper(), *ACCENTED.get(letter, "")}))
    return f"[{kin}]" if len(kin) > 1 else re.escape(letter)


def _escaped(letter: str) -> str:
    return f"\\{letter}" if letter in r"\%_" else letter


@CharField.register_lookup
@TextField.register_lookup
class Holds(AnyLookup):
    """``title__holds="velo"`` finds « Atelier vélo ».

    Letters are compared with accents apart where the text is not there as it was typed, and its
    outline is: two cheap questions first. A million rows take SQLite half a second where nothing
    is found, some seconds where many have the outline: ask for the rows of a year, or a person.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        like, regexp = ("ILIKE", "~") if connection.vendor == "postgresql" else ("LIKE", "REGEXP")
        likeness = rf"{column} {like} %s ESCAPE '\'"
        sql = f"({likeness} OR ({likeness} AND {column} {regexp} %s))"
        typed = f"%{''.join(_escaped(letter) for letter in self.rhs)}%"
        return sql, (*values, typed, *values, outline(self.rhs), *values, pattern(self.rhs))

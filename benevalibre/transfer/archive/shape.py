"""What an archive looks like: its name, its bounds, and the schema that each of its rows obeys."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import fastjsonschema
from django.utils.translation import gettext as _

Row: TypeAlias = dict[str, Any]

FORMAT: Final = "benevalibre-association"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
WORDS: Final = {"category_id": "categories", "level_id": "levels", "project_id": "projects"}
"""The words that a line of a statement keeps, each with its section."""
SCHEMA: Final = Path(__file__).with_name("schema.json")

LARGEST_FILE: Final = 1024**3
LARGEST_CONTENT: Final = 4 * 1024**3
LARGEST_RATIO: Final = 100
ALWAYS_ALLOWED: Final = 50 * 1024**2
LONGEST_LINE: Final = 8 * 1024**2
LARGEST_MANIFEST: Final = 1024**2
LARGEST_PICTURE: Final = 10 * 1024**2
MOST_ENTRIES: Final = 5_100
_CONTROL: Final = re.compile("[\x00\ud800-\udfff]")


class ArchiveError(ValueError):
    """The archive is refused, and nothing of it is kept; the text is for whoever sent it."""


class _UnreadableError(ValueError):
    """A number that no figure of ours is."""


@cache
def schema() -> Row:
    """The schema, as it stands in the documentation too."""
    found: Row = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def columns(name: str) -> tuple[str, ...]:
    """The properties of the rows of a section, in their order."""
    return tuple(schema()["definitions"][name]["properties"])


@cache
def validator(name: str) -> Callable[[Any], Any]:
    """Checks one row of a section: raises ``fastjsonschema.JsonSchemaValueException``."""
    checks: Callable[[Any], Any] = fastjsonschema.compile(schema()["definitions"][name])
    return checks


def parse(text: bytes, name: str, *, where: Callable[[], str]) -> Row:
    """The row that ``text`` holds, as the schema has ``name``; ``where`` says which it is."""
    try:
        row: Row = json.loads(text.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        validator(name)(row)
    except fastjsonschema.JsonSchemaValueException as error:
        field = ".".join(str(part) for part in error.path[1:]) or name
        raise ArchiveError(
            _("Cette archive est abîmée\u00a0: %(where)s, «\u00a0%(field)s\u00a0» ne convient pas.")
            % {"where": where(), "field": field[:60]}
        ) from error
    except (ValueError, RecursionError) as error:
        raise damaged(where()) from error
    if b"\\u" in text:
        refuse_control(row, where())
    return row


def damaged(where: str) -> ArchiveError:
    """What cannot be read, and where."""
    return ArchiveError(
        _("Cette archive est abîmée (%(where)s). Téléchargez-la de nouveau là d’où elle vient.")
        % {"where": where}
    )


def line_of(file: str, number: int) -> str:
    """« actions.jsonl, ligne 12 »."""
    return _("%(file)s, ligne %(n)s") % {"file": file, "n": number}


def refuse_control(value: Any, where: str) -> None:
    """``ArchiveError`` for a character that no database keeps."""
    if isinstance(value, str):
        if _CONTROL.search(value):
            raise damaged(where)
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            refuse_control(part, where)
    elif isinstance(value, list):
        for part in value:
            refuse_control(part, where)


def _refuse(_text: str) -> Any:
    raise _UnreadableError

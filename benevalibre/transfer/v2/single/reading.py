"""Reading the file of a 2.0.x association: object by object, each one checked, nothing written."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from io import TextIOWrapper
from typing import IO, Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from benevalibre.transfer.v2.single import shapes
from benevalibre.transfer.v2.single.durations import seconds_of

PART: Final = 64 * 1024
LARGEST_OBJECT: Final = 1024 * 1024
MOST: Final = {
    shapes.ACTION: 1_000_000,
    shapes.USER: 20_000,
    shapes.MEMBER: 20_000,
    shapes.GUEST: 20_000,
}
MOST_OTHERS: Final = 5_000
SPACES: Final = frozenset(" \t\r\n")
UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")
VERSION: Final = re.compile(r"2\.0(\.\d{1,4})?([a-z.+-][a-z0-9.+-]{0,20})?", re.ASCII)

Fields = dict[str, Any]


class FileError(Exception):
    """The file cannot be brought here; the text is a sentence for whoever sent it."""


@dataclass(frozen=True)
class Summary:
    """What the file says of itself; sums are of approved actions, in seconds and hundredths."""

    name: str
    version: str
    endpoint: str
    date: str
    people: int
    guests: int
    roles: int
    categories: int
    levels: int
    projects: int
    actions: int
    approved: int
    seconds: int
    hundredths: int

    def as_json(self) -> dict[str, Any]:
        """The same as a dictionary, to be kept."""
        return asdict(self)


@dataclass
class Content:
    """All of the file but its actions, which ``actions`` reads one by one."""

    metadata: Fields = field(default_factory=dict)
    kinds: dict[str, list[Fields]] = field(default_factory=dict)
    summary: Summary | None = None

    @property
    def association(self) -> Fields:
        return self.kinds[shapes.ASSOCIATION][0]

    def of(self, model: str) -> list[Fields]:
        """The objects of that kind, in the order of the file."""
        return self.kinds.get(model, [])

    @property
    def token(self) -> str:
        return UUID(self.metadata["token"]).hex


def read(file: IO[bytes]) -> Content:
    """Check the whole of ``file``; ``FileError`` with a sentence where anything is wrong."""
    content, sums = Content(), Counter[str]()
    for key, thing in _members(file):
        if key == "metadata":
            if content.metadata:
                raise FileError(_damaged())
            content.metadata = thing
            continue
        model = _checked(thing)
        sums[model] += 1
        if sums[model] > MOST.get(model, MOST_OTHERS):
            raise FileError(_("Ce fichier est trop grand pour être repris ici."))
        if model == shapes.ACTION:
            _add(sums, thing["fields"])
        else:
            content.kinds.setdefault(model, []).append(thing["fields"])
    _check_head(content.metadata)
    if sums[shapes.ASSOCIATION] != 1:
        raise FileError(_damaged())
    content.summary = _summary(content, sums)
    return content


def actions(file: IO[bytes]) -> Iterator[tuple[object, Fields]]:
    """The number and the fields of each action, one at a time."""
    for key, thing in _members(file):
        if key == "objects" and _checked(thing) == shapes.ACTION:
            yield thing.get("pk"), thing["fields"]


def is_ours_to_read(head: bytes) -> bool:
    """Whether a file that begins so may be one of 2.0.x: an object of JSON."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _summary(content: Content, sums: Counter[str]) -> Summary:
    return Summary(
        name=" ".join(content.association["name"].split())[:127],
        version=content.metadata["app_version"],
        endpoint=content.metadata["endpoint"],
        date=content.metadata["date"],
        people=sums[shapes.MEMBER],
        guests=sums[shapes.GUEST],
        roles=sums[shapes.ROLE],
        categories=sums[shapes.CATEGORY],
        levels=sums[shapes.LEVEL],
        projects=sums[shapes.PROJECT],
        actions=sums[shapes.ACTION],
        approved=sums["approved"],
        seconds=sums["seconds"],
        hundredths=sums["hundredths"],
    )


def _add(sums: Counter[str], fields: Fields) -> None:
    if not fields["is_active"]:
        return
    sums["approved"] += 1
    sums["seconds"] += seconds_of(fields["duration"]) or 0
    try:
        distance = Decimal(str(fields["distance"] or 0)) * 100
        sums["hundredths"] += int(distance) if abs(distance) < 10**12 else 0
    except (InvalidOperation, ValueError, OverflowError):
        return


def _checked(thing: Any) -> str:
    model = thing.get("model")
    if not shapes.check(model, thing):
        raise FileError(
            _(
                "Ce fichier contient autre chose que ce qu’un Bénévalibre 2.0 y écrit. Téléchargez-"
                "le de nouveau depuis l’ancienne adresse, et envoyez-le sans le modifier."
            )
        )
    return str(model)


def _check_head(metadata: Fields) -> None:
    """The version is one of 2.0, the origin an https address of its interface, the date a date."""
    if not shapes.check_metadata(metadata):
        raise FileError(_damaged())
    version = metadata["app_version"]
    if not VERSION.fullmatch(version):
        raise FileError(
            _(
                "Ce fichier vient de la version %(version)s de Bénévalibre, et seules les versions "
                "2.0 se lisent ici. Demandez à l’ancien hébergeur de la mettre à jour."
            )
            % {"version": version}
        )
    try:
        address = urlsplit(metadata["endpoint"])
        datetime.fromisoformat(metadata["date"])
        UUID(metadata["token"])
    except ValueError as error:
        raise FileError(_damaged()) from error
    if address.scheme != "https" or not re.fullmatch(
        r"(/[\w.~-]+)*/api/v1/associations/[0-9]{1,18}/migrate", address.path, re.ASCII
    ):
        raise FileError(
            _("L’ancienne adresse doit être en https pour que l’association puisse en venir.")
        )


def _members(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """``("objects", thing)`` for each object, and ``("metadata", thing)``, as they come."""
    file.seek(0)
    text = TextIOWrapper(file, encoding="utf-8-sig")
    try:
        yield from _Reader(text).members()
    except (ValueError, RecursionError) as error:
        raise FileError(_damaged()) from error
    finally:
        text.detach()


def _damaged() -> str:
    return _(
        "Ce fichier ne se lit pas comme celui d’un Bénévalibre 2.0. Téléchargez-le de nouveau "
        "depuis l’ancienne adresse, et envoyez-le sans l’ouvrir ni le modifier."
    )


class _Reader:
    """Reads one JSON object with few members, without holding all of it."""

    def __init__(self, text: TextIOWrapper) -> None:
        self.text = text
        self.buffer = ""
        self.at = 0
        self.decoder = json.JSONDecoder()

    def members(self) -> Iterator[tuple[str, Any]]:
        """Each object of the list « objects », and the object « metadata »; ``ValueError`` else."""
        seen: set[str] = set()
        self._expect("{")
        while True:
            key = self._value('"')
            if key not in {"objects", "metadata"} or key in seen:
                raise ValueError(key)
            seen.add(key)
            self._expect(":")
            if key == "metadata":
                yield key, self._value("{")
            else:
                yield from self._list()
            if self._expect(",}") == "}":
                break
        if len(seen) != 2 or self._peek():
            raise ValueError("incomplete")

    def _list(self) -> Iterator[tuple[str, Any]]:
        self._expect("[")
        if self._peek() == "]":
            self._expect("]")
            return
        while True:
            yield "objects", self._value("{")
            if self._expect(",]") == "]":
                return

    def _value(self, first: str) -> Any:
        if self._peek() != first:
            raise ValueError(first)
        while True:
            try:
                value, self.at = self.decoder.raw_decode(self.buffer, self.at)
            except json.JSONDecodeError:
                if len(self.buffer) - self.at > LARGEST_OBJECT or not self._more():
                    raise
                continue
            return _clean(value)

    def _expect(self, letters: str) -> str:
        found = self._peek()
        if not found or found not in letters:
            raise ValueError(letters)
        self.at += 1
        return found

    def _peek(self) -> str:
        """The next letter that is no space; "" at the end."""
        while True:
            while self.buffer[self.at : self.at + 1] in SPACES:
                self.at += 1
            if self.at < len(self.buffer) or not self._more():
                return self.buffer[self.at : self.at + 1]

    def _more(self) -> bool:
        """Read on, and forget what was read before; twice as much as what did not suffice."""
        left = self.buffer[self.at :]
        part = self.text.read(max(PART, len(left)))
        self.buffer, self.at = left + part, 0
        return bool(part)


def _clean(value: Any) -> Any:
    """The same without the characters that no database keeps and no page can show."""
    if isinstance(value, str):
        return UNKEPT.sub("", value)
    if isinstance(value, dict):
        return {_clean(name): _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value

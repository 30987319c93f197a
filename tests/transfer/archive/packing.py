"""Archives for tests: made, taken apart, put together again, and compared."""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.associations.models.association import State
from benevalibre.transfer.archive import discarding
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.sections import SECTIONS
from benevalibre.transfer.archive.shape import WORDS
from benevalibre.transfer.archive.writing import write

Rows = dict[str, list[dict[str, Any]]]
OWN_TO_ARRIVING = {"association.arrive", "association.copy"}


def packed(association: Association) -> io.BytesIO:
    """The archive of an association."""
    file = io.BytesIO()
    write(Association.objects.get(pk=association.pk), file)
    file.seek(0)
    return file


def unpacked(file: io.BytesIO) -> tuple[Rows, dict[str, bytes]]:
    """The rows by section (the manifest's too), and the files."""
    rows, files = {}, {}
    with ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("files/"):
                files[name] = archive.read(name)
            else:
                lines = archive.read(name).split(b"\n")
                rows[name.split(".")[0]] = [json.loads(line) for line in lines if line]
    return rows, files


def repacked(rows: Rows, files: dict[str, bytes]) -> io.BytesIO:
    """An archive of these rows, whose manifest is right again."""
    manifest = {**rows["manifest"][0], "sections": [], "files": []}
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, each in rows.items():
            if name == "manifest":
                continue
            text = b"".join(json.dumps(row).encode() + b"\n" for row in each)
            suffix = "json" if name == "association" else "jsonl"
            archive.writestr(f"{name}.{suffix}", text)
            digest = hashlib.sha256(text).hexdigest()
            manifest["sections"].append({"name": name, "rows": len(each), "sha256": digest})
        for name, content in files.items():
            archive.writestr(name, content)
            digest = hashlib.sha256(content).hexdigest()
            manifest["files"].append({"name": name, "size": len(content), "sha256": digest})
        archive.writestr("manifest.json", json.dumps(manifest))
    file.seek(0)
    return file


def changed(association: Association, alter: Callable[[Rows], object]) -> io.BytesIO:
    """The archive of an association after ``alter`` had its way with the rows."""
    rows, files = unpacked(packed(association))
    alter(rows)
    return repacked(rows, files)


def remove(association: Association) -> None:
    """As if it had never been here."""
    Association.objects.filter(pk=association.pk).update(state=State.IMPORTING)
    discarding.discard(association)


def moved(origin: Association, by: User) -> Association:
    """The association as it arrives where it never was."""
    file = packed(origin)
    remove(origin)
    return read(file, by=by)


def normal(file: io.BytesIO, *, without: str = "") -> tuple[Rows, dict[str, bytes]]:
    """What an archive says, but for identifiers and the transfer itself.

    Identifiers are numbered in the order of their rows. The place of whoever imported (at the
    address ``without``) and the entry of the arrival are left out.
    """
    rows, files = unpacked(file)
    del rows["manifest"]
    rows["people"] = [row for row in rows["people"] if row["email"] != without or not without]
    rows["journal"] = [row for row in rows["journal"] if row["verb"] not in OWN_TO_ARRIVING]
    numbers = {
        name: {row["id"]: number for number, row in enumerate(each, 1) if "id" in row}
        for name, each in rows.items()
    }
    kinds = {section.label: section.name for section in SECTIONS}
    kinds["associations.association"] = "association"
    for section in SECTIONS:
        for row in rows[section.name]:
            for column, target in section.references.items():
                row[column] = numbers[target].get(row[column])
            if section.name == "journal":
                row["object"] = numbers.get(kinds.get(row["object_type"], ""), {}).get(
                    row["object"]
                )
                row["changes"] = {
                    name: _renumbered(name, value, numbers)
                    for name, value in row["changes"].items()
                }
            if section.name == "statements":
                _renumber_figures(row["figures"], numbers)
    for name, each in rows.items():
        for row in each:
            if "id" in row:
                row["id"] = numbers[name][row["id"]]
    return rows, files


def _renumber_figures(figures: dict[str, Any], numbers: dict[str, dict[int, int]]) -> None:
    for share in figures["people"]:
        share["member"] = numbers["people"].get(share["member"])
    for line in figures["lines"]:
        for name, words in WORDS.items():
            line[name] = numbers[words].get(line[name])


def _renumbered(name: str, value: Any, numbers: dict[str, dict[int, int]]) -> Any:
    targets = {"role": "roles", "member": "people", "category": "categories", "into": "people"}
    known = numbers.get(targets.get(name.removesuffix("_id"), ""))
    if known is None:
        return value
    if isinstance(value, list):
        return [known.get(each) for each in value]
    return known.get(value)

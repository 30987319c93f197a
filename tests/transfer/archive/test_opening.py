"""What calls itself an archive, and is not, or is damaged, or means harm."""

import hashlib
import io
import json
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from benevalibre.associations.models import Association
from benevalibre.transfer.archive import opening, shape
from benevalibre.transfer.archive.opening import is_archive, manifest_of
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.shape import ArchiveError
from tests.factories import ActionFactory, AssociationFactory, UserFactory
from tests.transfer.archive.packing import Rows, changed, packed, repacked, unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def association() -> Association:
    """One action, its author and its category."""
    return ActionFactory(association=AssociationFactory(name="Les Amis du vélo")).association


def refused(file: io.BytesIO) -> str:
    """The sentence, after making sure that nothing arrived."""
    before = set(Association.objects.values_list("pk", flat=True))
    with pytest.raises(ArchiveError) as error:
        read(file, by=UserFactory())
    assert set(Association.objects.values_list("pk", flat=True)) == before
    return str(error.value)


def zipped(*entries: tuple[str, bytes], compression: int = ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with ZipFile(file, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    file.seek(0)
    return file


def with_entry(file: io.BytesIO, name: str, content: bytes) -> io.BytesIO:
    with ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    file.seek(0)
    return file


def test_the_manifest_tells_where_it_comes_from(association: Association) -> None:
    manifest = manifest_of(packed(association))

    told = {"url": "http://testserver", "association": association.pk, "token": None}
    assert manifest["origin"] == told
    assert {each["name"]: each["rows"] for each in manifest["sections"]}["actions"] == 1


def test_an_archive_is_told_by_its_first_bytes(association: Association) -> None:
    assert is_archive(packed(association))
    assert not is_archive(io.BytesIO(b'{"version": "2.0.1"}'))
    assert not is_archive(io.BytesIO())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 1000, b"{}", b"PK" * 5000])
def test_what_is_no_zip_file_is_refused(content: bytes) -> None:
    assert "n’est pas une archive d’association" in refused(io.BytesIO(content))


def test_another_zip_file_is_refused() -> None:
    assert "n’est pas une archive d’association" in refused(zipped(("word/document.xml", b"<a/>")))


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"nonsense", b"\xff", b'{"format": "other"}', b"[" * 100_000, b"1e999"]
)
def test_a_manifest_that_is_none_is_refused(manifest: bytes) -> None:
    refused(zipped(("manifest.json", manifest)))


def test_a_later_version_is_said_to_be_one(association: Association) -> None:
    file = changed(association, lambda rows: rows["manifest"][0].update(version=2))

    assert "version plus récente" in refused(file)


def test_a_section_of_a_later_version_is_named(association: Association) -> None:
    file = changed(association, lambda rows: rows.update(moons=[]))

    assert "«\u00a0moons\u00a0»" in refused(file)


def test_a_missing_section_is_refused(association: Association) -> None:
    assert "abîmée" in refused(changed(association, lambda rows: rows.pop("people")))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "files/../x", "other.txt", "actions.jsonl/x"]
)
def test_an_entry_that_nobody_announced_is_refused(association: Association, name: str) -> None:
    assert "abîmée" in refused(with_entry(packed(association), name, b"x"))


def test_an_entry_twice_is_refused(association: Association) -> None:
    file = packed(association)
    with pytest.warns(UserWarning, match="Duplicate name"):
        with_entry(file, "actions.jsonl", b"")

    refused(file)


def test_another_compression_is_refused() -> None:
    refused(zipped(("manifest.json", b"{}"), compression=ZIP_BZIP2))


def test_an_enciphered_entry_is_refused(association: Association) -> None:
    content = bytearray(packed(association).getvalue())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1

    refused(io.BytesIO(bytes(content)))


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "ALWAYS_ALLOWED", 10_000)

    sentence = refused(zipped(("manifest.json", b"{}"), ("actions.jsonl", b"\n" * 5_000_000)))

    assert "trop grande" in sentence


def test_a_line_without_end_is_not_read_whole(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LONGEST_LINE", 200)

    assert "ligne 1" in refused(packed(association))


def test_a_byte_that_changed_on_the_way_is_noticed(association: Association) -> None:
    rows, files = unpacked(packed(association))
    good = repacked(rows, files)
    with ZipFile(good) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    bad = [(n, c.replace(b"120", b"121") if n == "actions.jsonl" else c) for n, c in entries]

    assert "actions.jsonl" in refused(zipped(*bad))


def test_more_or_fewer_rows_than_told_are_refused(association: Association) -> None:
    rows, files = unpacked(packed(association))
    text = b"".join(json.dumps(row).encode() + b"\n" for row in rows["actions"] * 2)
    with ZipFile(repacked(rows, files)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries["manifest.json"])
    told = next(each for each in manifest["sections"] if each["name"] == "actions")
    told["sha256"] = hashlib.sha256(text).hexdigest()

    for count in (1, 3):
        told["rows"] = count
        entries |= {"actions.jsonl": text, "manifest.json": json.dumps(manifest).encode()}

        assert "actions.jsonl" in refused(zipped(*entries.items()))


def _deep(_rows: Rows) -> Any:
    value: Any = []
    for _level in range(500):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("minutes", -1),
        ("minutes", 600_001),
        ("minutes", 1.5),
        ("minutes", "60"),
        ("minutes", True),
        ("minutes", 10**400),
        ("id", 2**63),
        ("id", 0),
        ("date", "2026-02-31"),
        ("date", "99999-01-01"),
        ("date", "2999-01-01"),
        ("date", "1999-12-31"),
        ("date", "2026-01-01\n"),
        ("end_date", "2000-01-01"),
        ("status", "superapproved"),
        ("title", "x" * 128),
        ("title", "nul\x00byte"),
        ("title", "half\ud800"),
        ("title", None),
        ("member", 10**6),
        ("category", None),
        ("category", 10**6),
        ("created_at", "2026-13-01T00:00:00Z"),
        ("created_at", "2026-01-01T00:00:00+99:99"),
        ("unknown", 1),
        ("description", _deep({})),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_row_that_no_database_should_see_is_refused(
    association: Association, column: str, value: Any
) -> None:
    file = changed(association, lambda rows: rows["actions"][0].update({column: value}))

    assert "abîmée" in refused(file) or column == "date"


@pytest.mark.parametrize("bad", [b"\xff\xfe\n", b"{\n", b"[]\n", b"NaN\n", b'{"id": Infinity}\n'])
def test_a_line_that_is_no_row_is_refused(association: Association, bad: bytes) -> None:
    rows, files = unpacked(packed(association))
    with ZipFile(repacked(rows, files)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries["manifest.json"])
    told = next(each for each in manifest["sections"] if each["name"] == "roles")
    told["sha256"], told["rows"] = hashlib.sha256(bad).hexdigest(), 1
    entries |= {"roles.jsonl": bad, "manifest.json": json.dumps(manifest).encode()}

    assert "roles.jsonl" in refused(zipped(*entries.items()))


def test_the_schema_is_the_one_that_ships() -> None:
    assert shape.schema()["definitions"].keys() >= {"manifest", "association", "actions"}


@pytest.mark.parametrize(
    "url",
    [
        "https://[x",
        "https://x]",
        "https://",
        "https:///chemin",
        "https://a b.fr",
        "https://a.fr\n",
        "https://nom:secret@a.fr",
        "https://\u2100.fr",
        "ftp://a.fr",
        "",
    ],
)
def test_an_origin_without_an_address_is_refused(association: Association, url: str) -> None:
    file = changed(association, lambda rows: rows["manifest"][0]["origin"].update(url=url))

    with pytest.raises(ArchiveError, match="abîmée"):
        manifest_of(file)


@pytest.mark.parametrize("url", ["https://a.fr", "http://[::1]:8000", "https://é.fr/sous/chemin"])
def test_an_origin_with_an_address_is_read(association: Association, url: str) -> None:
    file = changed(association, lambda rows: rows["manifest"][0]["origin"].update(url=url))

    assert manifest_of(file)["origin"]["url"] == url


@pytest.mark.parametrize(
    ("section", "column", "most"), [("statements", "number", 10**6), ("gifts", "cents", 10**12)]
)
def test_figures_that_must_grow_further_have_room(section: str, column: str, most: int) -> None:
    told = shape.schema()["definitions"][section]["properties"][column]

    assert told["maximum"] == most

"""Files of any kind, encoding and malice."""

import csv
import io
import struct
import subprocess
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from benevalibre.documents.files import ODS, XLSX, FileFormat
from benevalibre.documents.tables import Column, Table
from benevalibre.transfer.sheets import files, opening, separated

LINE = "Prénom;Durée\nÉloïse;2h30\n"
SHEET = "xl/worksheets/sheet1.xml"


def lines(content: bytes) -> list[list[Any]]:
    return [list(row) for _number, row in files.read(ContentFile(content, "x")).lines]


def book(format_: FileFormat = XLSX, rows: int = 1) -> bytes:
    table = Table(
        "Feuille", [Column("Nom"), Column("Titre")], ([f"a{n}", "b"] for n in range(rows))
    )
    return b"".join(format_.write(table))


def with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is ``xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == SHEET else old.read(name))
    return out.getvalue()


def sheet_of(cells: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = f"<sheetData>{cells}</sheetData>"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}">{data}</worksheet>'


@pytest.mark.parametrize(
    "content",
    [
        LINE.encode(),
        LINE.encode("utf-8-sig"),
        LINE.encode("utf-16"),
        LINE.encode("utf-16-le"),
        LINE.encode("utf-16-be"),
        LINE.encode("cp1252"),
        LINE.replace("\n", "\r\n").encode("cp1252"),
        LINE.replace(";", ",").encode(),
        LINE.replace(";", "\t").encode("utf-16"),
        b"sep=;\r\n" + LINE.encode(),
    ],
)
def test_the_encoding_and_the_separator_of_a_csv_are_found_out(content: bytes) -> None:
    assert lines(content) == [["Prénom", "Durée"], ["Éloïse", "2h30"]]


def test_a_comma_in_a_cell_does_not_part_it() -> None:
    content = 'Nom;Durée;Titre\n"Martin; Jeanne";2,5;"a, b, c, d"\n'.encode()

    assert lines(content)[1] == ["Martin; Jeanne", "2,5", "a, b, c, d"]


def test_empty_lines_are_left_out_and_the_others_keep_their_numbers() -> None:
    grid = files.read(ContentFile(b"Nom;Date\n;\n\nJeanne;hier\n", "x"))

    assert [number for number, _row in grid.lines] == [1, 4]


@pytest.mark.parametrize("format_", [XLSX, ODS], ids=["xlsx", "ods"])
def test_a_workbook_is_read(format_: FileFormat) -> None:
    assert lines(book(format_)) == [["Nom", "Titre"], ["a0", "b"]]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n \n",
        b"\x00" * 100,
        b"%PDF-1.7 rien",
        b"\x89PNG\r\n\x1a\n" + b"x" * 50,
        b"<html><table><tr><td>Nom</td></tr></table></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"PK\x03\x04 pas une archive",
        b'Nom;Date\n"' + b"x" * 200_000,
        book()[:-200],
        book()[:300],
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(files.FileError, match=r"\."):
        lines(content)


def test_an_archive_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("lettre.txt", "bonjour")

    with pytest.raises(files.FileError, match="n’est pas un tableur"):
        lines(out.getvalue())


def test_a_file_too_heavy_is_refused_unread() -> None:
    file = ContentFile(b"x", "x")
    file.size = files.MOST_BYTES + 1

    with pytest.raises(files.FileError, match="10"):
        files.read(file)


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_LINES", 3)

    with pytest.raises(files.FileError, match="plus de 3 lignes"):
        lines(book(XLSX, rows=8))
    with pytest.raises(files.FileError, match="plus de 3 lignes"):
        lines(b"Nom;Date\n" + b"a;b\n" * 8)


def test_an_archive_that_swells_is_refused() -> None:
    content = with_sheet(sheet_of("<!--" + " " * (files.MOST_UNPACKED + 10) + "-->"))

    assert len(content) < 1_000_000
    with pytest.raises(files.FileError, match="trop gros"):
        lines(content)


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    content = with_sheet(sheet_of(" " * 5_000_000))
    real = struct.pack("<I", len(sheet_of(" " * 5_000_000)))
    assert content.count(real) >= 1

    with pytest.raises(files.FileError, match="ne se lit pas"):
        lines(content.replace(real, struct.pack("<I", 100)))


@pytest.mark.parametrize("last", ["XFD1048576", "ZZ900000"])
def test_a_sheet_that_claims_the_whole_grid_is_bounded(last: str) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row>'
    row = "".join(letter for letter in last if letter.isdigit())
    cells += f'<row r="{row}"><c r="{last}"><v>1</v></c></row>'

    with pytest.raises(files.FileError, match=r"\."):
        lines(with_sheet(sheet_of(cells)))


def test_the_reader_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def run(*args: object, **options: object) -> object:
        seen.update(options)
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(files.FileError, match="ne se lit pas"):
        lines(book())
    assert seen["env"] == {}


@hypothesis_settings(max_examples=30)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(files.FileError):
        assert files.read(ContentFile(content, "x")).lines


@given(st.lists(st.lists(st.text("ab;,é \"'", max_size=5), min_size=2, max_size=4), min_size=2))
def test_any_text_is_parted_somehow(rows: list[list[str]]) -> None:
    content = "\n".join(";".join(row) for row in rows).encode()
    with suppress(csv.Error):
        assert all(any(row) for _number, row in separated.read(content))

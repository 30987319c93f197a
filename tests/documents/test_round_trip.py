"""What goes into each file comes out of it, hostile texts included, and no formula gets in."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from benevalibre.documents import tables
from benevalibre.documents.files import FRENCH_CSV, JSON, MACHINE_CSV, ODS, XLSX, FileFormat
from benevalibre.documents.tables import Cell, Column, Kind, Table

COLUMNS = [
    Column("Titre"),
    Column("Date", Kind.DATE),
    Column("Nombre", Kind.WHOLE),
    Column("Heures", Kind.DECIMAL),
    Column("Oui", Kind.BOOLEAN),
    Column("Durée", Kind.DURATION),
    Column("État", labels={"approved": "validée"}),
]
ROW: list[Cell] = ["Atelier", date(2026, 12, 31), -3, Decimal("-2.5"), True, 1575, "approved"]
NOTHING: list[Cell] = [None] * len(COLUMNS)
FORMULAS = [
    "=1+1",
    "+33 6 00 00 00 00",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u200b=1+1",
    "\x00=1+1",
    "＝1+1",
    '=HYPERLINK("http://example.org";"ici")',
    "=cmd|'/C calc'!A0",
]
MARKUP = [
    "<r></r></is></c><c><f>1+1</f></c>",
    "<r><t>x</t></r>",
    "</text:p><text:p>",
    "a & b < c > d \"e\" 'f'",
    "]]>",
    "_x0041_",
    "http://example.org/",
    "a;b,c",
    'il a dit « "oui" »',
]


def file(format_: FileFormat, rows: list[list[Cell]], columns: list[Column] = COLUMNS) -> bytes:
    return b"".join(format_.write(Table("Activités", columns, iter(rows))))


def separated(content: bytes, delimiter: str) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def sheet(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def texts(format_: FileFormat, text: str) -> str:
    """The text that comes out of a cell of ``format_``."""
    content = file(format_, [[text]], [Column("Titre")])
    if format_ in {FRENCH_CSV, MACHINE_CSV}:
        return separated(content, ";" if format_ is FRENCH_CSV else ",")[1][0]
    if format_ is JSON:
        return json.loads(content)[0]["Titre"]
    return str(sheet(content)[1][0])


def as_read(text: str, format_: FileFormat) -> str:
    """``text`` as the file gives it back: in ODS a tab is a space."""
    return text.replace("\t", " ") if format_ is ODS else text


def test_a_french_spreadsheet_reads_its_csv() -> None:
    content = file(FRENCH_CSV, [ROW, NOTHING])

    assert content.startswith(b"\xef\xbb\xbfTitre;Date;Nombre;Heures;Oui;Dur\xc3\xa9e;")
    assert content.endswith(b"\r\n")
    assert separated(content, ";")[1:] == [
        ["Atelier", "31/12/2026", "-3", "-2,5", "oui", "26:15:00", "validée"],
        [""] * 7,
    ]


def test_a_machine_reads_its_csv() -> None:
    content = file(MACHINE_CSV, [ROW, NOTHING])

    assert content.startswith(b"Titre,Date,")
    assert separated(content, ",")[1:] == [
        ["Atelier", "2026-12-31", "-3", "-2.5", "true", "26:15:00", "approved"],
        [""] * 7,
    ]


def test_json_is_an_array_of_objects() -> None:
    found = json.loads(file(JSON, [ROW, NOTHING]))

    names = [column.name for column in COLUMNS]
    cells = ["Atelier", "2026-12-31", -3, -2.5, True, "26:15:00", "approved"]
    assert found == [dict(zip(names, cells, strict=True)), dict.fromkeys(names)]
    assert json.loads(file(JSON, [])) == []


@pytest.mark.parametrize("format_", [XLSX, ODS], ids=["xlsx", "ods"])
def test_a_spreadsheet_holds_typed_cells(format_: FileFormat) -> None:
    names, row, nothing = sheet(file(format_, [ROW, NOTHING, ROW]))[:3]

    assert names == [column.name for column in COLUMNS]
    duration = timedelta(minutes=1575) if format_ is XLSX else "PT26H15M00S"
    assert row == ["Atelier", date(2026, 12, 31), -3, -2.5, True, duration, "validée"]
    assert nothing == [""] * 7


@pytest.mark.parametrize("format_", [XLSX, ODS], ids=["xlsx", "ods"])
def test_an_empty_table_is_its_first_line(format_: FileFormat) -> None:
    assert sheet(file(format_, [])) == [[column.name for column in COLUMNS]]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("format_", [FRENCH_CSV, MACHINE_CSV], ids=["french", "machine"])
def test_a_formula_in_a_csv_has_an_apostrophe_before_it(format_: FileFormat, text: str) -> None:
    found = texts(format_, text)

    assert found == "'" + tables.clean(text)
    assert found[1:].strip("\u200b \t\n")[0] in "=+-@＝"


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP])
@pytest.mark.parametrize("format_", [XLSX, ODS], ids=["xlsx", "ods"])
def test_a_text_stays_a_text_in_a_spreadsheet(format_: FileFormat, text: str) -> None:
    content = file(format_, [[text]], [Column("Titre")])

    with ZipFile(io.BytesIO(content)) as archive:
        xml = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "<f" not in xml.replace("<fo", "").replace("<fill", "")
    assert "table:formula" not in xml
    assert "hyperlink" not in xml
    assert sheet(content)[1] == [as_read(tables.clean(text), format_)]


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("format_", [FRENCH_CSV, MACHINE_CSV, JSON], ids=["fr", "machine", "json"])
def test_delimiters_and_quotes_come_back(format_: FileFormat, text: str) -> None:
    assert texts(format_, text) == text


@pytest.mark.parametrize("name", ["=1+1", "+x"])
def test_a_formula_in_a_name_of_column_is_neutralised_too(name: str) -> None:
    content = file(FRENCH_CSV, [["a"]], [Column(name)])

    assert separated(content, ";")[0] == [f"'{name}"]


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_any_text_comes_back(found: list[str]) -> None:
    columns = [Column("Titre")]
    rows: list[list[Cell]] = [[f"« {text} »"] for text in found]
    expected = [tables.clean(f"« {text} »") for text in found]

    for format_ in (XLSX, ODS):
        read = [row[0] for row in sheet(file(format_, rows, columns))[1:]]
        assert read == [as_read(text, format_) for text in expected]
    for format_, delimiter in ((FRENCH_CSV, ";"), (MACHINE_CSV, ",")):
        lines = separated(file(format_, rows, columns), delimiter)
        assert [line[0] for line in lines[1:]] == expected
    assert [row["Titre"] for row in json.loads(file(JSON, rows, columns))] == expected


@given(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=2))
def test_any_number_comes_back(whole: int, decimal: Decimal) -> None:
    columns = [Column("Nombre", Kind.WHOLE), Column("Heures", Kind.DECIMAL)]
    rows: list[list[Cell]] = [[whole, decimal]]

    assert separated(file(MACHINE_CSV, rows, columns), ",")[1] == [str(whole), f"{decimal:f}"]
    assert json.loads(file(JSON, rows, columns))[0] == {"Nombre": whole, "Heures": float(decimal)}
    for format_ in (XLSX, ODS):
        assert sheet(file(format_, rows, columns))[1] == [whole, float(decimal)]


@pytest.mark.parametrize("format_", [XLSX, ODS], ids=["xlsx", "ods"])
def test_rows_beyond_what_a_sheet_holds_go_to_the_next(
    format_: FileFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benevalibre.documents.workbooks.MOST_ROWS", 4)
    monkeypatch.setattr("benevalibre.documents.opendocument.MOST_ROWS", 4)

    content = file(format_, [[n] for n in range(7)], [Column("n", Kind.WHOLE)])

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Activités", "Activités 2", "Activités 3"]
    found = [book.get_sheet_by_index(n).to_python()[1:] for n in range(3)]
    assert found == [[[0], [1], [2]], [[3], [4], [5]], [[6]]]


def test_a_text_longer_than_a_cell_of_a_workbook_is_cut_and_says_so() -> None:
    content = file(XLSX, [["😀" * 20_000]], [Column("Titre")])

    found = str(sheet(content)[1][0])

    assert len(found.encode("utf-16-le")) <= 32_767 * 2
    assert found.endswith("😀…")


@pytest.mark.parametrize("format_", [XLSX, ODS], ids=["xlsx", "ods"])
def test_nothing_is_read_before_the_file_is_asked_for(format_: FileFormat) -> None:
    asked = []

    def rows() -> Iterator[list[Cell]]:
        asked.append(True)
        yield ["a"]

    parts = format_.write(Table("Activités", [Column("Titre")], rows()))

    assert asked == []
    assert b"".join(parts).startswith(b"PK")


@pytest.mark.parametrize("format_", [FRENCH_CSV, JSON], ids=["csv", "json"])
def test_a_download_broken_off_lets_go_of_its_rows(format_: FileFormat) -> None:
    let_go = []

    def rows() -> Iterator[list[Cell]]:
        try:
            while True:
                yield ["a" * 1000]
        finally:
            let_go.append(True)

    parts = format_.write(Table("Activités", [Column("Titre")], rows()))
    next(parts)
    del parts

    assert let_go == [True]

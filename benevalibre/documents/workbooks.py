"""XLSX (ECMA-376), as little of it as a table needs.

Every cell is typed, so that a text is never a formula, a link or a date.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from zipfile import ZipFile

from benevalibre.documents.archives import DECLARATION, add, escaped, zipped
from benevalibre.documents.tables import (
    MOST_ROWS,
    Cell,
    Column,
    Kind,
    Table,
    clean,
    in_sheets,
    labelled,
    sheet_title,
)

LONGEST_TEXT: Final = 32_767
DAY: Final = 24 * 60
EPOCH: Final = date(1899, 12, 30).toordinal()
WIDE, NARROW = 24, 12
BOLD, DATE, DURATION = 1, 2, 3

# A text such as « _x0041_ » would be read as « A ».
_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Formats of cells by number: none, bold, a date as the reader's country writes it, [h]:mm.
_STYLES: Final = (
    f"{DECLARATION}<styleSheet {_MAIN}>"
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
_ROOT_LINKS: Final = (
    f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)


def write_xlsx(table: Table) -> Iterator[bytes]:
    """The workbook, in parts; see ``archives.zipped``."""
    return zipped(lambda archive: _fill(archive, table))


def _fill(archive: ZipFile, table: Table) -> None:
    count = 0
    for count, rows in enumerate(in_sheets(table.rows, MOST_ROWS - 1), 1):
        add(archive, f"xl/worksheets/sheet{count}.xml", _sheet(table.columns, rows))
    numbers = range(1, count + 1)
    add(archive, "xl/styles.xml", [_STYLES])
    add(archive, "xl/workbook.xml", _workbook(table.title, numbers))
    add(archive, "xl/_rels/workbook.xml.rels", _workbook_links(numbers))
    add(archive, "_rels/.rels", [_ROOT_LINKS])
    add(archive, "[Content_Types].xml", _content_types(numbers))


def _sheet(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    letters = [letters_of(number) for number in range(1, len(columns) + 1)]
    yield f"{DECLARATION}<worksheet {_MAIN}>{_VIEW}<cols>"
    for number, column in enumerate(columns, 1):
        width = WIDE if column.kind is Kind.TEXT else NARROW
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield '</cols><sheetData><row r="1">'
    for letter, column in zip(letters, columns, strict=True):
        yield f'<c r="{letter}1" s="{BOLD}"{_text(clean(column.name))}</c>'
    yield "</row>"
    encoders = [_encoder(column) for column in columns]
    places = list(zip([f'<c r="{letter}' for letter in letters], encoders, strict=True))
    last = 1
    for last, row in enumerate(rows, 2):
        cells = [
            f'{place}{last}"{encode(cell)}</c>'
            for (place, encode), cell in zip(places, row, strict=True)
            if cell is not None and cell != ""
        ]
        yield f'<row r="{last}">{"".join(cells)}</row>'
    yield f'</sheetData><autoFilter ref="A1:{letters[-1]}{last}"/></worksheet>'


_VIEW: Final = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)


def letters_of(number: int) -> str:
    """The letters of a column, from 1: A, …, Z, AA, …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _encoder(column: Column) -> Callable[[Any], str]:
    """What writes a cell that is not empty, from its attributes to its end tag."""
    if column.labels:
        return lambda code: _text(labelled(column, code))
    encoders: dict[Kind, Callable[[Any], str]] = {
        Kind.TEXT: lambda text: _text(clean(text)),
        Kind.DATE: lambda day: f' s="{DATE}"><v>{day.toordinal() - EPOCH}</v>',
        Kind.WHOLE: lambda number: f"><v>{number:d}</v>",
        Kind.DECIMAL: lambda number: f"><v>{Decimal(number):f}</v>",
        Kind.BOOLEAN: lambda value: f' t="b"><v>{value:d}</v>',
        # A spreadsheet counts durations in days.
        Kind.DURATION: lambda minutes: f' s="{DURATION}"><v>{minutes / DAY!r}</v>',
    }
    return encoders[column.kind]


def _text(text: str) -> str:
    kept = _CODE.sub("_x005F_", text) if "_x" in text else text
    found = escaped(_cut(kept))
    return f' t="inlineStr"><is><t xml:space="preserve">{found}</t></is>'


def _cut(text: str) -> str:
    """``text``, cut where a cell holds no more; one that is cut says so."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    return units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def _workbook(title: str, numbers: Iterable[int]) -> Iterator[str]:
    yield f"{DECLARATION}<workbook {_MAIN} {_LINKS}><sheets>"
    for n in numbers:
        name = escaped(sheet_title(title, n))
        yield f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>'
    yield "</sheets></workbook>"


def _workbook_links(numbers: Sequence[int]) -> Iterator[str]:
    yield f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    for n in numbers:
        target = f"worksheets/sheet{n}.xml"
        yield f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="{target}"/>'
    last = len(numbers) + 1
    yield f'<Relationship Id="rId{last}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield "</Relationships>"


def _content_types(numbers: Iterable[int]) -> Iterator[str]:
    parts = {"workbook.xml": "sheet.main", "styles.xml": "styles"}
    parts |= {f"worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    yield f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    links = "application/vnd.openxmlformats-package.relationships+xml"
    yield f'<Default Extension="rels" ContentType="{links}"/>'
    for path, kind in parts.items():
        yield f'<Override PartName="/xl/{path}" ContentType="{_TYPE}.{kind}+xml"/>'
    yield "</Types>"

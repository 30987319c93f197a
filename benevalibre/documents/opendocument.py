"""ODS (ISO/IEC 26300), as little of it as a table needs; every cell is typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from benevalibre.documents.archives import DECLARATION, add, escaped, zipped
from benevalibre.documents.tables import (
    MOST_ROWS,
    Cell,
    Column,
    Kind,
    Table,
    as_clock,
    clean,
    in_sheets,
    labelled,
    sheet_title,
)

TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
EMPTY: Final = "<table:table-cell/>"

_SPACES: Final = re.compile(r"^ | $|(?<= ) ")
_NAMES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("fo", "xsl-fo-compatible"),
        ("number", "datastyle"),
    )
)
_MANIFEST: Final = (
    f'{DECLARATION}<manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_STYLES: Final = (
    "<office:automatic-styles>"
    '<style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="4.5cm"/></style:style>'
    '<style:style style:name="narrow" style:family="table-column">'
    '<style:table-column-properties style:column-width="2.5cm"/></style:style>'
    '<number:date-style style:name="day"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/></number:date-style>'
    '<number:time-style style:name="hours" number:truncate-on-overflow="false">'
    '<number:hours/><number:text>:</number:text><number:minutes number:style="long"/>'
    "</number:time-style>"
    '<number:boolean-style style:name="yes"><number:boolean/></number:boolean-style>'
    '<style:style style:name="bold" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>'
    '<style:style style:name="time" style:family="table-cell" style:data-style-name="hours"/>'
    '<style:style style:name="boolean" style:family="table-cell" style:data-style-name="yes"/>'
    "</office:automatic-styles>"
)


def write_ods(table: Table) -> Iterator[bytes]:
    """The spreadsheet, in parts; see ``archives.zipped``."""
    return zipped(lambda archive: _fill(archive, table))


def _fill(archive: ZipFile, table: Table) -> None:
    """Its type comes first and uncompressed, so that the file says what it is."""
    archive.writestr(ZipInfo("mimetype"), TYPE, compress_type=ZIP_STORED)
    add(archive, "content.xml", _content(table))
    add(archive, "META-INF/manifest.xml", [_MANIFEST])


def _content(table: Table) -> Iterator[str]:
    yield f'{DECLARATION}<office:document-content {_NAMES} office:version="1.2">'
    yield f"{_STYLES}<office:body><office:spreadsheet>"
    for number, rows in enumerate(in_sheets(table.rows, MOST_ROWS - 1), 1):
        yield f'<table:table table:name="{escaped(sheet_title(table.title, number))}">'
        yield from _rows(table.columns, rows)
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _rows(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    for column in columns:
        width = "wide" if column.kind is Kind.TEXT else "narrow"
        yield f'<table:table-column table:style-name="{width}"/>'
    yield "<table:table-header-rows><table:table-row>"
    for column in columns:
        yield _text(clean(column.name), ' table:style-name="bold"')
    yield "</table:table-row></table:table-header-rows>"
    encoders = [_encoder(column) for column in columns]
    for row in rows:
        cells = [
            EMPTY if cell is None or cell == "" else encode(cell)
            for encode, cell in zip(encoders, row, strict=True)
        ]
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"


def _encoder(column: Column) -> Callable[[Any], str]:
    """What writes a cell that is not empty."""
    if column.labels:
        return lambda code: _text(labelled(column, code))
    encoders: dict[Kind, Callable[[Any], str]] = {
        Kind.TEXT: lambda text: _text(clean(text)),
        Kind.DATE: lambda day: _value("date", f'date-value="{day}"', f"{day:%d/%m/%Y}"),
        Kind.WHOLE: lambda number: _value("float", f'value="{number:d}"', f"{number:d}"),
        Kind.DECIMAL: lambda number: _value("float", f'value="{number:f}"', f"{number:f}"),
        Kind.BOOLEAN: _boolean,
        Kind.DURATION: lambda minutes: _value(
            "time", f'time-value="PT{minutes // 60}H{minutes % 60:02}M00S"', as_clock(minutes)
        ),
    }
    return encoders[column.kind]


def _value(kind: str, attribute: str, shown: str) -> str:
    style = "" if kind == "float" else f' table:style-name="{kind}"'
    return (
        f'<table:table-cell{style} office:value-type="{kind}" office:{attribute}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def _boolean(value: bool) -> str:
    written = "true" if value else "false"
    return _value("boolean", f'boolean-value="{written}"', written)


def _text(text: str, style: str = "") -> str:
    """Each line is a paragraph, and a space that XML would not keep is an element.

    A tab becomes a space: spreadsheets leave the element for it out, and join the words.
    """
    found = escaped(text.replace("\t", " "))
    if "\n" in found or _SPACES.search(found):
        lines = [_SPACES.sub("<text:s/>", line) for line in found.split("\n")]
        found = "</text:p><text:p>".join(lines)
    return (
        f'<table:table-cell{style} office:value-type="string"><text:p>{found}</text:p>'
        "</table:table-cell>"
    )

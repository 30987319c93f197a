"""The files a table can be written to, and their way to whoever asked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from benevalibre.documents.objects import write_json
from benevalibre.documents.opendocument import write_ods
from benevalibre.documents.separated import write_french_csv, write_machine_csv
from benevalibre.documents.tables import Table
from benevalibre.documents.workbooks import write_xlsx

LONGEST_NAME: Final = 100
_UNSAFE: Final = re.compile(r"[^\w\-’' ]+")


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A way to write a table: the end of the file's name, its type, and what writes it."""

    suffix: str
    content_type: str
    write: Callable[[Table], Iterator[bytes]]


XLSX: Final = FileFormat(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx
)
ODS: Final = FileFormat("ods", "application/vnd.oasis.opendocument.spreadsheet", write_ods)
FRENCH_CSV: Final = FileFormat("csv", "text/csv; charset=utf-8", write_french_csv)
MACHINE_CSV: Final = FileFormat("csv", "text/csv; charset=utf-8", write_machine_csv)
JSON: Final = FileFormat("json", "application/json", write_json)


def file_name(*words: str, suffix: str) -> str:
    """A name that every system takes: letters, digits, spaces, hyphens and apostrophes."""
    safe = [" ".join(_UNSAFE.sub(" ", word).split())[:LONGEST_NAME].strip() for word in words]
    return f"{' - '.join(word for word in safe if word)}.{suffix}"


def download(table: Table, format_: FileFormat, *, name: str) -> StreamingHttpResponse:
    """``table`` as a file called ``name``: saved, never shown, kept by no cache."""
    headers = {
        "Content-Type": format_.content_type,
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(format_.write(table), headers=headers)


def attached(content: str, *, content_type: str, name: str) -> HttpResponse:
    """A small file called ``name``: saved, never shown, kept by no cache."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)

"""A PDF from plain figures: tagged (PDF/UA-1), archivable (PDF/A-2a), fonts embedded.

A template stands in ``<room>/typst/<name>.typ`` and starts with ``#import "house.typ": *``. It
holds no words: they come translated in the data. Hostile text stays text, for it is data too.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header

from benevalibre.documents.pressing import HERE, Order, press
from benevalibre.documents.tables import clean

PACKAGE: Final = HERE.parent
BYTE_ORDER_MARK: Final = "\ufeff"
"""Comes along unseen where a name is copied out of a file."""


def make_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    at: datetime | None = None,
) -> bytes:
    """The document that ``template`` (« room/name ») draws from ``data``.

    ``data`` needs ``title``, ``issuer`` (``name``, ``lines``, ``logo``: a name in ``files`` or
    None) and ``foot``; texts in it are cleaned of what no document holds. ``files`` are pictures.
    ``at`` is the date written in the file: now where it is not said. The same data, files and date
    give the same bytes. Writing that our font lacks is drawn as empty boxes, without the strict
    standards.
    """
    return press(order(template, data, files=files, at=at))


def order(
    template: str,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    at: datetime | None = None,
) -> Order:
    """What ``make_pdf`` makes, for ``press`` here or in a process beside (``aside``)."""
    room, name = template.split("/")
    sources = {
        "main.typ": (PACKAGE / room / "typst" / f"{name}.typ").read_bytes(),
        "house.typ": (HERE / "typst" / "house.typ").read_bytes(),
        **(files or {}),
    }
    language = (translation.get_language() or "fr").split("-")[0]
    inputs = {"data": json.dumps(_cleaned({"language": language, **data}), ensure_ascii=False)}
    return Order(sources, inputs, int((at or timezone.now()).timestamp()))


def pdf_response(content: bytes, *, name: str) -> HttpResponse:
    """``content`` as a file called ``name``: saved, kept by no cache."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _cleaned(value: Any) -> Any:
    """The same without what no document holds; anything that is no plain figure is its text."""
    if isinstance(value, Mapping):
        return {str(name): _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    if value is None or isinstance(value, bool | int):
        return value
    return clean(str(value)).replace(BYTE_ORDER_MARK, "")

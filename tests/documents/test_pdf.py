"""PDF: what it says of itself, what it embeds, and what hostile text does to it."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfua import validate

from benevalibre.documents.pdf import make_pdf, pdf_response

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def sample(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Attestation de bénévolat",
        "issuer": {"name": "Les Amis du Canal", "lines": ["25000 Besançon"], "logo": None},
        "foot": "N° 12",
        "subtitle": "Ses activités",
        "text": "Jeanne Durand a donné 42 h.",
        "facts": [["Nom", "Jeanne Durand"]],
        "head": ["Activité", "Durée"],
        "rows": [["Atelier vélo", "2 h 30"], ["Réunion", "1 h"]],
        "total": ["Total", "3 h 30"],
        "picture": None,
        "sign": "La présidente",
        **changes,
    }


def fonts(document: pikepdf.Pdf) -> list[Any]:
    pages: Any = document.pages
    return [font for page in pages for font in page.Resources.Font.values()]


def test_it_can_be_read_aloud_and_kept() -> None:
    content = make_pdf("documents/sample", sample(), at=AT)

    document = pikepdf.open(io.BytesIO(content))
    metadata = document.open_metadata()

    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "fr"
    assert metadata["dc:title"] == "Attestation de bénévolat"
    assert metadata["pdfuaid:part"] == "1"
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_an_outside_reader_finds_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(make_pdf("documents/sample", sample(), at=AT))

    report = validate(str(file))

    assert [found.message for found in report.findings] == []
    assert len(report.outcomes) > len(report.skipped)


def test_every_font_is_inside() -> None:
    document = pikepdf.open(io.BytesIO(make_pdf("documents/sample", sample(), at=AT)))

    found = fonts(document)

    assert found
    for font in found:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "Lato" in str(descriptor.FontName)
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_pictures_stand_in_it() -> None:
    code = io.BytesIO()
    segno.make("https://exemple.org/v/abc").save(code, kind="svg")

    content = make_pdf(
        "documents/sample", sample(picture="qr.svg"), files={"qr.svg": code.getvalue()}
    )

    assert content.startswith(b"%PDF")


def test_the_same_figures_give_the_same_bytes() -> None:
    assert make_pdf("documents/sample", sample(), at=AT) == make_pdf(
        "documents/sample", sample(), at=AT
    )


def test_writing_that_our_font_lacks_does_not_stop_it() -> None:
    content = make_pdf("documents/sample", sample(text="漢字 🚲"), at=AT)

    assert content.startswith(b"%PDF")


HOSTILE = ['#panic("x")', '#read("house.typ")', "*a* _b_ $c$ @d <e>", "\x00\ud800"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    assert make_pdf("documents/sample", sample(text=text, title=f"De {text}"), at=AT)


def test_a_mark_that_nobody_sees_costs_no_standard() -> None:
    content = make_pdf("documents/sample", sample(text="\ufeffÉric"), at=AT)

    with pikepdf.open(io.BytesIO(content)) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


ODD = ["\ufeffÉric", "Éric \ue000", "Vélo ❤\ufe0f", "Z̷̧o", "👩\u200d🚀"]


@pytest.mark.parametrize("text", ODD)
def test_odd_writing_stands_in_pictures_too(text: str) -> None:
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{text}</text></svg>'
    )

    content = make_pdf(
        "documents/sample", sample(text=text, picture="a.svg"), files={"a.svg": drawn.encode()}
    )

    assert content.startswith(b"%PDF")


@given(st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_text_makes_a_document(text: str) -> None:
    assert make_pdf("documents/sample", sample(text=text, rows=[[text, text]]), at=AT)


def test_it_is_saved_and_kept_by_no_cache() -> None:
    response = pdf_response(b"%PDF-1.7", name="Attestation n° 12.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store"

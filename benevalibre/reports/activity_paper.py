"""The activity report as a PDF to hand to a funder."""

from typing import Any

from benevalibre.associations.heading import heading_of
from benevalibre.documents.files import file_name
from benevalibre.documents.pdf import make_pdf
from benevalibre.documents.pictures import logo_svg
from benevalibre.reports import activity_method as method
from benevalibre.reports import activity_words as words
from benevalibre.reports.activity import Activity
from benevalibre.reports.activity_words import Sheet
from benevalibre.reports.inking import bars_svg, key_of, months_svg


def activity_pdf(report: Activity, introduction: str) -> bytes:
    """Two pages or a few: no name of any volunteer in it."""
    files: dict[str, bytes] = {}
    logo = logo_svg(report.association.logo)
    if logo is not None:
        files["logo.svg"] = logo
    title = words.title_of(report)
    about = words.about(report)
    data = {
        "title": f"{title}, {about}",
        "heading": title,
        "about": about[:1].upper() + about[1:],
        "issuer": {**heading_of(report.association), "logo": "logo.svg" if logo else None},
        "foot": f"{report.association.name}, {title}, {about}",
        "source": words.source(report),
        "headline": words.headline(report),
        "figures": words.key_figures(report),
        "introduction": [part for part in introduction.split("\n") if part.strip()],
        "comparison": _plain(words.comparison(report)),
        "months": _months(report, files),
        "sections": [_with_bars(sheet, n, files) for n, sheet in enumerate(words.sections(report))],
        "value": _value(report),
        "method": method.title(),
        "notes": method.notes(report),
    }
    return make_pdf("reports/activity", data, files=files)


def name_of_file(report: Activity) -> str:
    """« rapport-d-activite-les-amis-du-velo-2025.pdf » or the like."""
    project = report.project.name if report.project else ""
    parts = (words.title_of(report), report.association.name, project, report.period.name)
    return file_name(*(part for part in parts if part), suffix="pdf")


def _plain(sheet: Sheet | None) -> dict[str, Any] | None:
    if sheet is None:
        return None
    return {
        "title": sheet.title,
        "head": sheet.head,
        "rows": sheet.rows,
        "total": sheet.total,
        "label": sheet.label,
    }


def _months(report: Activity, files: dict[str, bytes]) -> dict[str, Any] | None:
    sheet = words.months(report)
    if sheet is None:
        return None
    chart = report.months[0]
    files["months.svg"] = months_svg(chart)
    return {**(_plain(sheet) or {}), "picture": "months.svg", "key": key_of(chart)}


def _with_bars(sheet: Sheet, number: int, files: dict[str, bytes]) -> dict[str, Any]:
    picture = None
    if sheet.bars is not None:
        picture = f"bars{number}.svg"
        files[picture] = bars_svg(sheet.bars)
    return {**(_plain(sheet) or {}), "picture": picture}


def _value(report: Activity) -> dict[str, Any] | None:
    if not report.shows_euros:
        return None
    return {**(_plain(method.rates(report)) or {}), "text": method.valued(report)}

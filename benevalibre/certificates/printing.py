"""The papers of the citizen engagement account: figures to declare, not a declaration."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from benevalibre.associations.models import Association
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.certificates.cec import Reckoning
from benevalibre.certificates.counting import Held, Year
from benevalibre.certificates.elsewhere import Attested, Engagement
from benevalibre.documents.pdf import make_pdf
from benevalibre.documents.tables import Cell, Column, Kind, Table
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_period


def volunteer_pdf(name: str, found: Engagement, year: Year) -> bytes:
    """What a volunteer declares, association by association, here and elsewhere."""
    held, reckoning = found.held, found.reckoning
    total = [_("Total"), "", "", format_duration_short(reckoning.total)]
    data = {
        "title": _("Engagement citoyen %(year)s") % {"year": year.number},
        "issuer": {"name": name, "lines": [], "logo": None},
        "foot": name,
        "lead": verdict(reckoning),
        "head": [_("Association"), _("RNA et SIREN"), _("Fonctions"), _("Heures")],
        "rows": [
            *(_row(row.association.name, _numbers(row.association), row) for row in held),
            *(_row_elsewhere(row) for row in found.attested),
        ],
        "total": total,
        "note": _deadlines(year),
    }
    return make_pdf("certificates/cec", data)


def list_pdf(association: Association, held: Sequence[Held], year: Year) -> bytes:
    """What the legal representative attests, person by person."""
    minutes = sum(row.total for row in held)
    data = {
        "title": _("Engagement citoyen %(year)s") % {"year": year.number},
        "issuer": {"name": association.name, "lines": [_numbers(association)], "logo": None},
        "foot": association.name,
        "lead": _("Heures données dans une fonction qui compte, validées par l’association."),
        "head": [_("Personne"), _("Dates"), _("Fonctions"), _("Heures")],
        "rows": [_row(row.membership.display_name, _dates(row), row) for row in held],
        "total": [_("Total"), "", "", format_duration_short(minutes)],
        "note": _deadlines(year),
    }
    return make_pdf("certificates/cec", data)


def list_table(held: Sequence[Held], year: Year) -> Table:
    """The same list for a spreadsheet."""
    columns = [
        Column(_("Personne")),
        Column(str(CecKind.DIRECTION.label), Kind.DURATION),
        Column(str(CecKind.SUPERVISION.label), Kind.DURATION),
        Column(_("Total"), Kind.DURATION),
    ]
    rows: list[list[Cell]] = [
        [
            row.membership.display_name,
            row.minutes.get(CecKind.DIRECTION, 0),
            row.minutes.get(CecKind.SUPERVISION, 0),
            row.total,
        ]
        for row in held
    ]
    return Table(f"CEC {year.number}", columns, rows)


def verdict(reckoning: Reckoning) -> str:
    """Both tests in a sentence (D5151-14)."""
    if reckoning.eligible:
        return _(
            "Les deux conditions sont remplies\u00a0: 200 h en tout, et 100 h dans une association."
        )
    missing = []
    if reckoning.missing_total:
        hours = format_duration_short(reckoning.missing_total)
        missing.append(_("%(hours)s pour 200 h en tout") % {"hours": hours})
    if reckoning.missing_best:
        hours = format_duration_short(reckoning.missing_best)
        missing.append(_("%(hours)s pour 100 h dans une même association") % {"hours": hours})
    return _("Il manque\u00a0: %(missing)s.") % {"missing": _(" et ").join(missing)}


def _row(name: str, second: str, held: Held) -> list[Any]:
    kinds = [str(label) for kind, label in CecKind.choices if held.minutes.get(kind)]
    return [name, second, ", ".join(kinds), format_duration_short(held.total)]


def _row_elsewhere(row: Attested) -> list[Any]:
    badge = row.badge
    name = _("%(association)s (vient de %(host)s)") % {
        "association": badge.association,
        "host": badge.host,
    }
    numbers = ", ".join(number for number in (badge.register_number, badge.siren) if number)
    kinds = [str(label) for kind, label in CecKind.choices if row.hours.columns[kind]]
    return [name, numbers, ", ".join(kinds), format_duration_short(row.total)]


def _numbers(association: Association) -> str:
    return ", ".join(n for n in (association.register_number, association.siren) if n)


def _dates(held: Held) -> str:
    return ", ".join(
        format_period(f.start, f.until)
        if f.until
        else _("depuis le %(day)s") % {"day": format_period(f.start)}
        for f in held.functions
    )


def _deadlines(year: Year) -> str:
    return _(
        "La personne déclare sur Le Compte Bénévole avant le %(declaration)s\u00a0; l’association "
        "atteste sur Le Compte Asso avant le %(attestation)s. Ce document ne déclare rien."
    ) % {
        "declaration": format_period(year.declaration),
        "attestation": format_period(year.attestation),
    }

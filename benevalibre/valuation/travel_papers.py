"""Waived expenses on paper: the statement to sign, the draft of a receipt, the list.

The two papers are French acts: they are written in French whatever the language of the screen.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from benevalibre.documents.pdf import make_pdf
from benevalibre.documents.tables import Cell, Column, Kind, Table
from benevalibre.ui.formats import format_distance, format_euros, format_period
from benevalibre.valuation.describing import official_sentence, tier_words, vehicles_words
from benevalibre.valuation.models.waivers import ReceiptIssuer, Waiver, WaiverState
from benevalibre.valuation.spelling import amount_in_words
from benevalibre.valuation.travelling import Share
from benevalibre.valuation.waiving import YearList

MARKS: Final = {
    WaiverState.DECLINED: "Cette renonciation n’a pas été retenue\u00a0: elle ne vaut rien.",
    WaiverState.WITHDRAWN: "Cette renonciation a été retirée\u00a0: elle ne vaut rien.",
}
DONE: Final = "Fait à …………………………………, le …………………………………"
SOURCE: Final = (
    "Barème\u00a0: %s (CGI, annexe IV, article 6 B), kilomètres de l’année pour cette association."
)
AMOUNT: Final = "Total des frais\u00a0: %s (%s)."
DRAFT: Final = (
    "PROJET\u00a0: ce document n’est pas un reçu fiscal. L’association le vérifie, lui donne un "
    "numéro, le date et le signe."
)
LAW: Final = (
    "Dons à certains organismes d’intérêt général, article 200 du code général des impôts (CGI)"
)
NATURE: Final = (
    "Frais de déplacement engagés comme bénévole en %s (%s), au remboursement desquels le donateur "
    "renonce expressément"
)
CERTIFIES: Final = (
    "Le bénéficiaire reconnaît avoir reçu ce don, et certifie sur l’honneur que les dons et "
    "versements qu’il reçoit ouvrent droit à la réduction d’impôt prévue à l’article 200 du CGI."
)


def waiver_pdf(waiver: Waiver) -> bytes:
    """What the volunteer signs: each way, the scale, the amount, and the official sentence."""
    with translation.override("fr"):
        number = f"renonciation n°\u00a0{waiver.number}"
        data = {
            "title": f"Frais de trajet {waiver.year}, {number}",
            "issuer": {**waiver.issuer, "logo": None},
            "foot": f"{waiver.issuer['name']}, {number}",
            "warning": MARKS.get(WaiverState(waiver.state)),
            "facts": _facts(waiver),
            "head": ["Date", "Activité", "Distance"],
            "rows": [_trip(trip) for trip in waiver.trips],
            "total": ["Total", "", format_distance(waiver.distance_hundredths)],
            "scale_title": "Le calcul",
            "scale": [_scale(Share.thawed(told)) for told in waiver.vehicles],
            "source": SOURCE % waiver.source,
            "amount": AMOUNT % (format_euros(waiver.cents), amount_in_words(waiver.cents)),
            "sentence": official_sentence(waiver.volunteer),
            "done": DONE,
            "sign": f"Signature de {waiver.volunteer}",
        }
        return make_pdf("valuation/waiver", data, at=waiver.waived_at)


def receipt_pdf(waiver: Waiver, issuer: ReceiptIssuer) -> bytes:
    """The draft of a receipt, with what the law wants it to say; the association signs its own."""
    with translation.override("fr"):
        data = {
            "title": "Projet de reçu au titre des dons",
            "issuer": {**waiver.issuer, "logo": None},
            "foot": f"Projet, renonciation n°\u00a0{waiver.number}\u00a0: ce n’est pas un reçu",
            "mark": DRAFT,
            "law": LAW,
            "number": "Numéro d’ordre du reçu\u00a0: …………………",
            "beneficiary_title": "Bénéficiaire du don",
            "beneficiary": _beneficiary(waiver, issuer),
            "donor_title": "Donateur",
            "donor": [
                ["Nom et prénom", waiver.volunteer],
                ["Adresse", ", ".join(waiver.address.splitlines())],
            ],
            "gift_title": "Don",
            "gift": _gift(waiver),
            "certifies": CERTIFIES,
            "done": DONE,
            "sign": "Nom, qualité et signature de la personne qui représente l’association",
        }
        return make_pdf("valuation/receipt", data, at=waiver.answered_at or waiver.waived_at)


def list_table(listed: YearList) -> Table:
    """The association's list of a year, for a spreadsheet."""
    columns = [
        Column(_("Numéro"), Kind.WHOLE),
        Column(_("Personne")),
        Column(_("Véhicule")),
        Column(_("Kilomètres"), Kind.DECIMAL),
        Column(_("Euros"), Kind.DECIMAL),
        Column(_("État"), labels={str(code): str(label) for code, label in WaiverState.choices}),
        Column(_("Renonciation du"), Kind.DATE),
    ]
    rows: list[list[Cell]] = [
        [
            row.waiver.number if row.waiver else None,
            row.name,
            vehicles_words(row.shares),
            Decimal(row.distance).scaleb(-2),
            None if row.cents is None else Decimal(row.cents).scaleb(-2),
            row.waiver.state if row.waiver else None,
            row.waiver.waived_on if row.waiver else None,
        ]
        for row in listed.rows
    ]
    return Table(_("Frais de trajet %(year)s") % {"year": listed.year}, columns, rows)


def _trip(trip: dict[str, Any]) -> list[str]:
    day = format_period(date.fromisoformat(trip["day"]))
    return [day, trip["label"], format_distance(trip["distance"])]


def _scale(share: Share) -> list[str]:
    return [tier_words(share), format_euros(share.cents)]


def _facts(waiver: Waiver) -> list[list[str]]:
    return [
        ["Bénévole", waiver.volunteer],
        ["Année", str(waiver.year)],
        ["Kilomètres", format_distance(waiver.distance_hundredths)],
        ["Montant", format_euros(waiver.cents)],
    ]


def _beneficiary(waiver: Waiver, issuer: ReceiptIssuer) -> list[list[str]]:
    numbers = [line for line in waiver.issuer["lines"] if line.startswith(("RNA", "SIREN"))]
    return [
        ["Nom", waiver.issuer["name"]],
        ["Adresse", ", ".join(issuer.address.splitlines())],
        *(["Numéro", line] for line in numbers),
        ["Objet", issuer.purpose],
        ["Qualité", issuer.get_quality_display()],
    ]


def _gift(waiver: Waiver) -> list[list[str]]:
    distance = format_distance(waiver.distance_hundredths)
    return [
        ["Montant", format_euros(waiver.cents)],
        ["En toutes lettres", amount_in_words(waiver.cents)],
        ["Date du don", format_period(waiver.waived_on)],
        ["Forme du don", "Abandon de frais, par déclaration écrite et signée"],
        ["Nature du don", NATURE % (waiver.year, distance)],
    ]

"""What a statement is downloaded as: tables for a spreadsheet, and one document to print.

All of them read the same frozen figures, so they agree to the cent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.associations.models import FiscalYear
from benevalibre.documents.tables import Cell, Column, Kind, Table
from benevalibre.valuation.accounts import TODAY, Plan
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.models import Statement
from benevalibre.valuation.planning import Comparison, Row
from benevalibre.valuation.pricing import whole_euros


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A statement with its figures, and how its amounts are wanted."""

    statement: Statement
    figures: Figures
    plan: Plan = TODAY
    whole: bool = False

    def euros(self, cents: int | None) -> Decimal | int | None:
        """Cents as euros: whole ones, half-up, where they are asked for."""
        if cents is None:
            return None
        return whole_euros(cents) if self.whole else Decimal(cents).scaleb(-2)

    @property
    def rounded(self) -> dict[str, int]:
        """Cents by nature; to the euro where that is asked for, so that 86 and 87 stay equal."""
        found = self.figures.by_nature
        if not self.whole:
            return found
        return {nature: whole_euros(cents) * 100 for nature, cents in found.items()}

    @property
    def name(self) -> str:
        """« État 3, 2026 »."""
        words = {"n": self.statement.number, "year": self.statement.fiscal_year}
        return _("État %(n)s, exercice %(year)s") % words

    @property
    def amount(self) -> Kind:
        """What a column of amounts holds."""
        return Kind.WHOLE if self.whole else Kind.DECIMAL


def lines(asked: Asked) -> Table:
    """Category × level × project × rate period: the one grain of every total."""
    columns = [
        Column(_("Catégorie")),
        Column(_("Niveau")),
        Column(_("Projet")),
        Column(_("Du"), Kind.DATE),
        Column(_("Au"), Kind.DATE),
        Column(_("Activités"), Kind.WHOLE),
        Column(_("Durée"), Kind.DURATION),
        Column(_("Heures"), Kind.DECIMAL),
        Column(_("Distance en km"), Kind.DECIMAL),
    ]
    if asked.statement.is_valued:
        columns += [
            Column(_("Taux horaire en euros"), Kind.DECIMAL),
            Column(_("Valeur en euros"), asked.amount),
            Column(_("Remarque")),
        ]
    return Table(asked.name, columns, _line_rows(asked))


def _line_rows(asked: Asked) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for line in asked.figures.lines:
        row: list[Cell] = [line.category, line.level, line.project, line.start, line.end]
        row += [line.actions, line.minutes, hours(line.minutes), Decimal(line.distance).scaleb(-2)]
        if asked.statement.is_valued:
            hourly = None if line.hourly is None else Decimal(line.hourly).scaleb(-2)
            row += [hourly, asked.euros(line.cents), remark(line.is_valued, line.hourly)]
        rows.append(row)
    return rows


def remark(is_valued: bool, hourly: int | None) -> str:
    """Why a line has no value; nothing where it has one."""
    if not is_valued:
        return _("Comptée en heures, non valorisée")
    return _("Aucun taux") if hourly is None else ""


def people(asked: Asked) -> Table:
    """Hours by person, never euros; the names are those of the day it was closed."""
    columns = [
        Column(_("Personne")),
        Column(_("Activités"), Kind.WHOLE),
        Column(_("Durée"), Kind.DURATION),
        Column(_("Heures"), Kind.DECIMAL),
        Column(_("Trajets"), Kind.DURATION),
        Column(_("Distance en km"), Kind.DECIMAL),
    ]
    rows: list[list[Cell]] = [
        [
            share.name or _("Sans personne"),
            share.actions,
            share.minutes,
            hours(share.minutes),
            share.travel,
            Decimal(share.distance).scaleb(-2),
        ]
        for share in asked.figures.people
    ]
    return Table(asked.name, columns, rows)


def summary(asked: Asked) -> Table:
    """Class 86 and class 87, for the foot of the income statement or a subsidy form."""
    columns = [
        Column(_("Compte")),
        Column(_("Libellé")),
        Column(_("Montant en euros"), asked.amount),
    ]
    uses, origins = asked.plan.totals(asked.rounded)
    rows: list[list[Cell]] = []
    for title, code, accounts in (
        (_("Emplois des contributions volontaires en nature"), "86", uses),
        (_("Contributions volontaires en nature"), "87", origins),
    ):
        amounts = {account: asked.euros(cents) for account, cents in accounts.items()}
        rows += [[account.code, account.label, amount] for account, amount in amounts.items()]
        rows.append([code, title, sum(amount for amount in amounts.values() if amount is not None)])
    return Table(asked.name, columns, rows)


def entry(asked: Asked) -> Table:
    """The accounting entry: debit class 86, credit class 87, in balance (864 / 875 for time)."""
    columns = [
        Column(_("Date"), Kind.DATE),
        Column(_("Compte")),
        Column(_("Libellé")),
        Column(_("Débit"), Kind.DECIMAL),
        Column(_("Crédit"), Kind.DECIMAL),
    ]
    end = asked.figures.end
    label = _("Contributions volontaires, %(name)s") % {"name": asked.name}
    rows: list[list[Cell]] = []
    for nature, cents in asked.figures.by_nature.items():
        if cents:
            use, origin = TODAY.accounts[nature]
            amount = Decimal(cents).scaleb(-2)
            rows.append([end, use.code, f"{label} ({use.label})", amount, None])
            rows.append([end, origin.code, f"{label} ({origin.label})", None, amount])
    return Table(asked.name, columns, rows)


def comparison(found: Comparison, year: FiscalYear, *, is_valued: bool) -> Table:
    """Planned against done, a line a project; amounts only where hours have a value."""
    columns = [
        Column(_("Projet")),
        Column(_("Heures prévues"), Kind.DECIMAL),
        Column(_("Heures réalisées"), Kind.DECIMAL),
        Column(_("Écart en heures"), Kind.DECIMAL),
        Column(_("Réalisé en pourcentage"), Kind.WHOLE),
    ]
    if is_valued:
        columns += [
            Column(_("Au taux de")),
            Column(_("Taux horaire en euros"), Kind.DECIMAL),
            Column(_("Valeur prévue en euros"), Kind.DECIMAL),
            Column(_("Valeur réalisée en euros"), Kind.DECIMAL),
        ]
    rows = [_compared(row, is_valued=is_valued) for row in found.rows]
    return Table(_("Prévu et réalisé, exercice %(year)s") % {"year": year}, columns, rows)


def _compared(row: Row, *, is_valued: bool) -> list[Cell]:
    cells: list[Cell] = [
        row.name or _("Hors projet"),
        hours(row.planned),
        hours(row.done),
        hours(row.done) - hours(row.planned),
        row.share,
    ]
    if is_valued:
        amounts = (row.hourly, row.planned_cents, row.done_cents)
        cells.append((row.category or _("toutes les heures")) if row.planned else "")
        cells += [None if cents is None else Decimal(cents).scaleb(-2) for cents in amounts]
    return cells


def hours(minutes: int) -> Decimal:
    """Minutes as hours, to the hundredth, half-up."""
    return Decimal((minutes * 100 * 2 + 60) // 120).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Paper:
    """A table to download: its name on screen, what makes it, whether it speaks of euros."""

    label: object
    make: Callable[[Asked], Table]
    in_euros: bool = True


PAPERS: Final[Mapping[str, Paper]] = {
    "detail": Paper(gettext_lazy("Le détail, ligne à ligne"), lines, in_euros=False),
    "heures": Paper(gettext_lazy("Les heures par personne"), people, in_euros=False),
    "comptes": Paper(gettext_lazy("Les comptes 86 et 87"), summary),
    "ecriture": Paper(gettext_lazy("L’écriture comptable"), entry),
}

"""The statement as one document to print, sign and keep."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.documents.pdf import make_pdf
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_distance, format_euros, format_number, format_period
from benevalibre.valuation.accounts import PLANS, TODAY, Nature, Plan
from benevalibre.valuation.figures import Figures, Line
from benevalibre.valuation.models import Statement
from benevalibre.valuation.papers import Asked
from benevalibre.valuation.sourcing import rounding, sources, wages

NOT_VALUED: Final = gettext_lazy(
    "Les contributions volontaires en nature ne sont pas valorisées dans les comptes. Nature et "
    "importance\u00a0: %(hours)s de bénévolat (nombre de personnes\u00a0: %(people)s\u00a0; "
    "équivalent temps plein\u00a0: %(fte)s\u00a0; règlement ANC 2018-06, art. 211-4)."
)
VALUED: Final = gettext_lazy(
    "Le bénévolat est valorisé pour %(euros)s, soit %(valued)s sur %(hours)s données (nombre de "
    "personnes\u00a0: %(people)s\u00a0; équivalent temps plein\u00a0: %(fte)s). Chaque heure est "
    "multipliée par le taux en vigueur ce jour-là pour sa catégorie ou son niveau (règlement ANC "
    "2018-06, art. 211-1 à 211-3). Sans effet sur le résultat\u00a0: les classes 86 et 87 sont "
    "égales."
)


def statement_pdf(statement: Statement) -> bytes:
    """The whole statement; the same bytes each time, for it is dated of the day it was closed."""
    figures = Figures.thawed(statement.figures)
    name = statement.issuer["name"]
    data = {
        "title": _title(statement),
        "issuer": {**statement.issuer, "logo": None},
        "foot": f"{name}, {Asked(statement=statement, figures=figures).name}",
        "period": format_period(figures.start, figures.end),
        "facts": _facts(statement, figures),
        "note_title": _("Note pour l’annexe des comptes"),
        "note": note(statement, figures),
        "valued": statement.is_valued,
        "plans": [_plan(plan, figures) for plan in PLANS.values()] if statement.is_valued else [],
        "entry": _entry(figures),
        "sources": _sources(figures),
        "detail_title": _("Le détail"),
        "detail": _detail(statement, figures),
        "warning": _warning(statement),
    }
    return make_pdf("valuation/statement", data, at=statement.closed_at)


def note(statement: Statement, figures: Figures) -> str:
    """The paragraph for the annexe: how it was valued, or why it is not (ANC 211-1 to 211-4)."""
    words = {
        "hours": format_duration_short(figures.minutes),
        "people": format_number(figures.givers),
        "fte": format_number(figures.fte),
        "euros": format_euros(figures.cents),
        "valued": format_duration_short(figures.valued_minutes),
    }
    if not statement.is_valued:
        return str(NOT_VALUED) % words
    return " ".join([str(VALUED) % words, *_gifts(figures)])


def _gifts(figures: Figures) -> list[str]:
    """The sentence on gifts in kind, where there are any: each nature with its amount."""
    if not figures.gifts:
        return []
    natures = [(nature, cents) for nature, cents in figures.by_nature.items() if cents]
    told = [
        f"{Nature(nature).label} {format_euros(cents)}"
        for nature, cents in natures
        if nature != Nature.VOLUNTEERING
    ]
    words = {"euros": format_euros(figures.gift_cents), "natures": ", ".join(told)}
    return [
        _("Les autres contributions en nature sont valorisées pour %(euros)s (%(natures)s).")
        % words
    ]


def _title(statement: Statement) -> str:
    if statement.is_valued:
        return _("État de valorisation n°\u00a0%(n)s") % {"n": statement.number}
    return _("État du bénévolat n°\u00a0%(n)s") % {"n": statement.number}


def _facts(statement: Statement, figures: Figures) -> list[list[str]]:
    rows = [
        [_("Arrêté le"), closed(statement, figures)],
        [_("Heures"), format_duration_short(figures.minutes)],
        [_("Personnes"), format_number(figures.givers)],
        [_("Activités"), format_number(figures.actions)],
        [_("Équivalent temps plein"), format_number(figures.fte)],
    ]
    if figures.distance:
        rows.append([_("Distance"), format_distance(figures.distance)])
    if statement.is_valued:
        rows.append([_("Valeur"), format_euros(figures.cents)])
        rows.append([_("Taux adoptés"), adopted(statement)])
    if statement.is_valued and figures.unrated_minutes:
        missing = format_duration_short(figures.unrated_minutes)
        rows.append([_("Sans taux"), _("%(hours)s, dans aucun montant") % {"hours": missing}])
    if figures.self_approved:
        own = format_duration_short(figures.self_approved)
        rows.append([_("Validées par leur auteur"), own])
    return rows


def closed(statement: Statement, figures: Figures) -> str:
    """« 15 mars 2026, par Nadia Belkacem »; a statement of old does not say who."""
    day = format_period(timezone.localdate(statement.closed_at))
    if not figures.closed_by:
        return day
    return _("%(day)s, par %(who)s") % {"day": day, "who": figures.closed_by}


def _sources(figures: Figures) -> dict[str, Any] | None:
    rows = [list(source) for source in sources(figures)]
    if not rows:
        return None
    return {
        "title": _("D’où viennent les taux"),
        "head": [_("Heures"), _("Depuis le"), _("Calcul")],
        "rows": rows,
        "note": " ".join(filter(None, [wages(figures), rounding()])),
    }


def adopted(statement: Statement) -> str:
    """« le 14 mars 2026, par l’assemblée générale », or that nobody said when."""
    if statement.adopted_on is None:
        return _("date non indiquée")
    words = {"day": format_period(statement.adopted_on), "by": statement.adopter}
    return _("le %(day)s, par %(by)s") % words if statement.adopted_by else words["day"]


def _plan(plan: Plan, figures: Figures) -> dict[str, Any]:
    uses, origins = plan.totals(figures.by_nature)
    sides = []
    for title, accounts in (
        (_("86 Emplois des contributions volontaires"), uses),
        (_("87 Contributions volontaires"), origins),
    ):
        rows = [[f"{a.code} {a.label}", format_euros(cents)] for a, cents in accounts.items()]
        total = [_("Total"), format_euros(sum(accounts.values()))]
        sides.append({"head": [title, _("Montant")], "rows": rows, "total": total})
    return {"title": plan.name, "sides": sides}


def _entry(figures: Figures) -> str:
    first = _("Écriture\u00a0: débit 864 Personnel bénévole, crédit 875 Bénévolat, %(euros)s.")
    others = []
    for nature, cents in figures.by_nature.items():
        if cents and nature != Nature.VOLUNTEERING:
            use, origin = TODAY.accounts[nature]
            words = {"use": use.code, "origin": origin.code, "euros": format_euros(cents)}
            others.append(_("Débit %(use)s, crédit %(origin)s, %(euros)s.") % words)
    return " ".join([first % {"euros": format_euros(figures.cents)}, *others])


def _detail(statement: Statement, figures: Figures) -> dict[str, Any]:
    head = [_("Activité"), _("Période"), _("Heures")]
    total = [_("Total"), "", format_duration_short(figures.minutes)]
    if statement.is_valued:
        head += [_("Taux"), _("Valeur")]
        total += ["", format_euros(figures.cents)]
    rows = [_line(line, is_valued=statement.is_valued) for line in figures.lines]
    return {"head": head, "rows": rows, "total": total}


def _line(line: Line, *, is_valued: bool) -> list[str]:
    words = ", ".join(word for word in (line.category, line.level, line.project) if word)
    row = [words, format_period(line.start, line.end), format_duration_short(line.minutes)]
    if is_valued:
        rate = "" if line.hourly is None else format_euros(line.hourly)
        row += [rate or (_("aucun taux") if line.is_valued else _("sans valeur"))]
        row += ["" if line.cents is None else format_euros(line.cents)]
    return row


def _warning(statement: Statement) -> str | None:
    if statement.reopened_at is None:
        return None
    day = format_period(timezone.localdate(statement.reopened_at))
    return _("Cet exercice a été rouvert le %(day)s\u00a0: cet état est remplacé.") % {"day": day}

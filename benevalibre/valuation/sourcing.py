"""Where the rates of a statement come from, as it says itself: kept with its figures, for ever."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _

from benevalibre.associations.models import Association, Membership
from benevalibre.ui.formats import format_euros, format_number, format_period
from benevalibre.valuation.figures import Basis, Figures, Wage
from benevalibre.valuation.models import Rate, SmicRate

T = TypeVar("T", Basis, Wage)


class Source(NamedTuple):
    """A rate in words: which hours, from which day on, and how it is reckoned."""

    hours: str
    since: str
    how: str


def sealed(figures: Figures, here: Association, *, by: Membership) -> Figures:
    """The figures with what an auditor asks: who closed, by which rates, on which wages."""
    rates: Sequence[Basis] = []
    if here.policy_valued:
        rates = _in_force(_bases(here, figures.end), figures.start)
    wages: Sequence[Wage] = []
    if any(basis.cents is None for basis in rates):
        steps = [Wage(start=day, cents=cents) for day, cents in SmicRate.objects.steps()]
        wages = _in_force([wage for wage in steps if wage.start <= figures.end], figures.start)
    return replace(figures, closed_by=by.display_name, rates=rates, wages=wages)


def sources(figures: Figures) -> list[Source]:
    """Each rate that held in the year; none in a statement of old."""
    return [
        Source(_scope(basis), format_period(basis.start), _how(basis)) for basis in figures.rates
    ]


def wages(figures: Figures) -> str:
    """« SMIC horaire brut : 11,88 € depuis le 1er novembre 2024. », if a rate follows it."""
    if not figures.wages:
        return ""
    told = [
        _("%(euros)s depuis le %(day)s")
        % {"euros": format_euros(wage.cents), "day": format_period(wage.start)}
        for wage in figures.wages
    ]
    return _("SMIC horaire brut\u00a0: %(wages)s.") % {"wages": ", ".join(told)}


def rounding() -> str:
    """How cents are rounded: the same on every page and in every file."""
    return _(
        "Le taux d’une heure est arrondi au centime, puis multiplié par le temps de chaque ligne, "
        "arrondie au centime\u00a0; chaque total est la somme des lignes."
    )


def _bases(here: Association, end: date) -> list[Basis]:
    rates = Rate.objects.of(here).filter(start__lte=end)
    found = [
        Basis(
            start=rate.start,
            level=rate.level.name if rate.level else "",
            category=rate.category.name if rate.category else "",
            cents=rate.cents,
            coefficient="" if rate.coefficient is None else str(rate.coefficient),
            employer_percent=str(rate.employer_percent),
        )
        for rate in rates
    ]
    return sorted(found, key=attrgetter("level", "category", "start"))


def _in_force(found: Sequence[T], start: date) -> list[T]:
    """Those that hold on some day from ``start`` on: no other of the same hours came since."""
    last = {each.scope: each.start for each in found if each.start <= start}
    return [each for each in found if each.start >= last.get(each.scope, date.min)]


def _scope(basis: Basis) -> str:
    if basis.level:
        return _("Niveau «\u00a0%(name)s\u00a0»") % {"name": basis.level}
    if basis.category:
        return _("Catégorie «\u00a0%(name)s\u00a0»") % {"name": basis.category}
    return _("Toutes les heures")


def _how(basis: Basis) -> str:
    if basis.cents is not None:
        return _("montant fixe de %(euros)s") % {"euros": format_euros(basis.cents)}
    words = {
        "n": format_number(Decimal(basis.coefficient), decimals=3),
        "percent": format_number(Decimal(basis.employer_percent)),
    }
    if Decimal(basis.employer_percent):
        return _("%(n)s × SMIC, plus %(percent)s\u00a0%% de taux patronal") % words
    return _("%(n)s × SMIC") % words

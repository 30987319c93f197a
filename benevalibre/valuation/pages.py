"""What the pages of rates say, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Travel
from benevalibre.ui.formats import format_euros, format_number
from benevalibre.valuation.models import Rate
from benevalibre.valuation.pricing import Fixed, Multiple, Period, Steps, Tariff, in_force
from benevalibre.valuation.reckoning import period_of


@dataclass(frozen=True, slots=True)
class Priced:
    """A rate on the page: what one hour is worth, how, and whether it is the one of today."""

    rate: Rate
    scope: str
    hourly: int | None
    how: str
    is_in_force: bool
    is_to_come: bool


def priced(rates: Sequence[Rate], smic: Steps, *, today: date) -> list[Priced]:
    """Each rate (the latest first) with the words that tell it."""
    seen: set[tuple[int | None, int | None]] = set()
    rows = []
    for rate in rates:
        scope = (rate.level_id, rate.category_id)
        to_come = rate.start > today
        in_use = not to_come and scope not in seen
        if in_use:
            seen.add(scope)
        day = max(today, rate.start)
        rows.append(
            Priced(
                rate=rate,
                scope=scope_of(rate),
                hourly=rate.amount.hourly(day, smic),
                how=how(rate.amount, smic, day=day),
                is_in_force=in_use,
                is_to_come=to_come,
            )
        )
    return rows


def scope_of(rate: Rate) -> str:
    """Which hours it prices."""
    if rate.level is not None:
        return _("Niveau «\u00a0%(name)s\u00a0»") % {"name": rate.level.name}
    if rate.category is not None:
        return _("Catégorie «\u00a0%(name)s\u00a0»") % {"name": rate.category.label}
    return _("Toutes les heures")


def how(amount: Fixed | Multiple, smic: Steps, *, day: date) -> str:
    """« 1,5 SMIC (12,31 €), plus 31,1 % », or « montant fixe »."""
    if isinstance(amount, Fixed):
        return _("montant fixe")
    wage = in_force(smic, day)
    if wage is None:
        return _("aucun SMIC connu à cette date")
    words = {
        "n": format_number(amount.coefficient, decimals=3),
        "wage": format_euros(wage),
        "percent": format_number(amount.employer_percent),
    }
    if amount.employer_percent:
        return _("%(n)s × SMIC (%(wage)s), plus %(percent)s\u00a0%% de taux patronal") % words
    return _("%(n)s × SMIC (%(wage)s)") % words


def unrated_minutes(association: Association, tariff: Tariff, days: Period) -> int:
    """The minutes to be valued between two days that no rate prices. One query."""
    periods = tariff.periods(days.start, days.end)
    included = association.policy_travel == Travel.INCLUDED
    given = F("minutes") + F("travel_minutes") if included else F("minutes")
    rows = (
        Action.objects.approved()
        .filter(association=association, category__is_valued=True)
        .between(days.start, days.end)
        .order_by()
        .annotate(period=period_of(periods))
        .values_list("period", "category", "level")
        .annotate(minutes=Sum(given))
    )
    return sum(
        minutes
        for place, category, level, minutes in rows
        if tariff.hourly(periods[place].start, category=category, level=level) is None
    )

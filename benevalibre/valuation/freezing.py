"""What a statement froze, read again for days that are in its year: a closed year never changes.

Its lines keep the names of then, and the ids of the words: a word called otherwise since, or
merged into another, is found again by its id; a line without one (of old) by its name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from benevalibre.associations.models import Association
from benevalibre.valuation.models import Rate, Statement
from benevalibre.valuation.pricing import Closed, Tariff

Names = Mapping[str, Mapping[str, int]]

KINDS: Final = ("category", "level", "project")


def word_of(line: Mapping[str, Any], kind: str, names: Names) -> int | None:
    """The id of a frozen line's word; None where it had none, 0 where nobody bears its name."""
    if not line[kind]:
        return None
    found: int | None = line.get(f"{kind}_id")
    return names[kind].get(line[kind], 0) if found is None else found


def closed(
    start: date,
    end: date,
    *,
    is_valued: bool,
    with_travel: bool,
    lines: Iterable[Mapping[str, Any]],
    names: Names,
) -> Closed:
    """What the lines of a statement say of an hour on each day of its year."""
    rates = {}
    for line in lines:
        category, level = word_of(line, "category", names), word_of(line, "level", names)
        if category:
            key = (date.fromisoformat(line["start"]), category, level)
            rates[key] = (line["is_valued"], line["hourly"])
    return Closed(start=start, end=end, is_valued=is_valued, with_travel=with_travel, rates=rates)


def tariff_between(association: Association, start: date, end: date) -> Tariff:
    """What prices the hours from ``start`` to ``end``: statements first. Five queries at most."""
    tariff = Rate.objects.tariff(association)
    statements = Statement.objects.in_force().filter(
        association=association, fiscal_year__start__lte=end, fiscal_year__end__gte=start
    )
    kept = list(statements.values_list("is_valued", "figures"))
    if not kept:
        return tariff
    names = {
        "category": {name: pk for pk, name in association.categories.values_list("pk", "name")},
        "level": {name: pk for pk, name in association.levels.values_list("pk", "name")},
    }
    years = [
        closed(
            date.fromisoformat(figures["start"]),
            date.fromisoformat(figures["end"]),
            is_valued=is_valued,
            with_travel=figures["travel_included"],
            lines=figures["lines"],
            names=names,
        )
        for is_valued, figures in kept
    ]
    return replace(tariff, closed=years)

"""An entry that runs over a year's end becomes one entry in each year (MODEL §1)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from benevalibre.actions.drafts import Draft
from benevalibre.associations.models import FiscalYear

ONE_DAY = timedelta(days=1)


def split(draft: Draft, years: Iterable[FiscalYear]) -> list[Draft]:
    """Cut ``draft`` after each 31 December and at both ends of each fiscal year.

    Minutes, travel and distance are shared in proportion to days, and their sums are exact.
    A part to which nothing falls is left out.
    """
    spans = cut(draft.date, draft.last_day, years)
    if len(spans) == 1:
        return [draft]
    days = [(end - start).days + 1 for start, end in spans]
    minutes = share(draft.minutes, days)
    travel = share(draft.travel_minutes, days)
    distances: Sequence[int | None] = [None] * len(days)
    if draft.distance_hundredths is not None:
        distances = share(draft.distance_hundredths, days)
    return [
        replace(
            draft,
            date=start,
            end_date=end if end != start else None,
            minutes=minutes[n],
            travel_minutes=travel[n],
            distance_hundredths=distances[n],
        )
        for n, (start, end) in enumerate(spans)
        if minutes[n] or travel[n] or distances[n]
    ]


def cut(start: date, end: date, years: Iterable[FiscalYear]) -> list[tuple[date, date]]:
    """The spans, both days included, into which the years' ends cut ``start`` to ``end``."""
    lasts = {date(year, 12, 31) for year in range(start.year, end.year)}
    for year in years:
        lasts |= {year.start - ONE_DAY, year.end}
    inside = sorted(last for last in lasts if start <= last < end)
    starts = [start, *(last + ONE_DAY for last in inside)]
    return list(zip(starts, [*inside, end], strict=True))


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Share ``total`` in proportion to ``weights``, in whole parts whose sum is ``total``.

    What is left after rounding down goes to the largest remainders, the earliest first.
    """
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    rests = [total * weight % whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: (-rests[n], n))
    for n in by_rest[: total - sum(parts)]:
        parts[n] += 1
    return parts

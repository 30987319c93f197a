"""A certificate's hours by calendar year, with those in functions that count: what a badge says."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import ExtractYear

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import given
from benevalibre.associations.models import Association, Function
from benevalibre.badges.claims import YearHours
from benevalibre.certificates.counting import Year, kind_of
from benevalibre.certificates.models import Certificate
from benevalibre.certificates.summing import Given, counted


def add_years(
    association: Association, people: Mapping[int, Given], *, start: date, end: date
) -> None:
    """Fill ``years`` of what each participant gave; three queries, however many they are."""
    rows = (
        counted(association, start, end)
        .filter(member_id__in=people.keys())
        .annotate(year=ExtractYear("date"))
        .values("member_id", "year")
        .annotate(sum=Sum(given()))
        .order_by("member_id", "year")
    )
    functions = _functions(association, people, start=start, end=end)
    for row in rows:
        kinds = functions.get((row["member_id"], row["year"]), {})
        hours = YearHours(year=row["year"], minutes=row["sum"], **kinds)
        people[row["member_id"]].years.append(hours.columns)


def years_of(certificate: Certificate) -> list[YearHours]:
    """The hours of a certificate by calendar year; none where an old one cannot say."""
    if certificate.years:
        return [YearHours(**columns) for columns in certificate.years]
    if certificate.start.year == certificate.end.year:
        return [YearHours(year=certificate.start.year, minutes=certificate.minutes)]
    return []


def _functions(
    association: Association, people: Mapping[int, Given], *, start: date, end: date
) -> dict[tuple[int, int], dict[str, int]]:
    """Minutes in functions, by participant and year, then kind."""
    held: dict[int, list[Function]] = {}
    for function in Function.objects.filter(membership_id__in=people.keys()):
        held.setdefault(function.membership_id, []).append(function)
    wanted = Q(member_id__in=held) | ~Q(cec_function="")
    actions = counted(association, start, end).filter(wanted, member_id__in=people.keys())
    found: dict[tuple[int, int], dict[str, int]] = {}
    for action in actions.select_related("category").order_by():
        _add(found, action, held.get(action.member_id or 0, []))
    return found


def _add(
    found: dict[tuple[int, int], dict[str, int]], action: Action, functions: list[Function]
) -> None:
    kind = kind_of(action, functions)
    for number in range(action.date.year, action.last_day.year + 1) if kind else ():
        kinds = found.setdefault((action.member_id or 0, number), {})
        kinds[kind] = kinds.get(kind, 0) + Year(number).minutes_of(action)

"""What an association's hours add up to between two dates, told apart in every way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, Final

from django.utils.translation import gettext as _

from benevalibre.actions.listing import namesakes
from benevalibre.associations.models import Association, Membership, Travel
from benevalibre.reports import periods, reading
from benevalibre.reports.lines import (
    LEAST,
    Line,
    Split,
    add_up,
    arrange,
    by_words,
    fold,
    group,
    of_people,
    rank,
    split,
)
from benevalibre.reports.naming import with_names
from benevalibre.reports.offering import Offer
from benevalibre.reports.periods import Period
from benevalibre.reports.pricing import Prices, prices
from benevalibre.reports.reading import Given, Grain, Scope
from benevalibre.reports.seeing import sees_details, sees_euros, sees_people
from benevalibre.reports.worth import Appraisal, Frozen, Rates, Worth
from benevalibre.valuation.ratios import change, full_time

MONTHS_AT_MOST: Final = 24
PEOPLE_ON_A_PAGE: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a period, words, a person's name, and the order of the tables."""

    period: Period
    words: Mapping[str, int]
    person: str = ""
    sort: str = ""
    page: int = 1


@dataclass(frozen=True)
class Statistics:
    """The answer, as far as ``by`` may see it. Each figure is read once, when it is shown."""

    association: Association
    by: Membership
    offer: Offer
    question: Question
    today: date

    @cached_property
    def is_whole(self) -> bool:
        """Is everything shown, figures of fewer than three people too?"""
        return sees_details(self.by)

    @cached_property
    def names_people(self) -> bool:
        """Is it shown who gave what?"""
        return sees_people(self.by)

    @property
    def with_travel(self) -> bool:
        """Is travel counted with the rest?"""
        return self.association.policy_travel == Travel.INCLUDED

    @cached_property
    def scope(self) -> Scope:
        """The days, words and people that are looked at."""
        members = None
        if self.question.person:
            members = namesakes(self.association, self.question.person)
        return self._scope(self.question.period, members)

    def _scope(self, period: Period, members: Collection[int] | None) -> Scope:
        prices = self._prices_of(period)
        return Scope(
            association=self.association.pk,
            start=period.start,
            end=period.end,
            words=self.question.words,
            members=members,
            cuts=prices.cuts if prices else (),
        )

    @cached_property
    def shows_euros(self) -> bool:
        """Is it told what the hours are worth? Never of one person's (DOMAIN §4)."""
        return sees_euros(self.by) and not self.question.person

    @cached_property
    def _prices(self) -> Prices:
        periods = filter(None, (self.question.period, self.before))
        days = [(period.start, period.end) for period in periods]
        return prices(self.association, self.offer, days)

    def _prices_of(self, period: Period) -> Rates | Frozen | None:
        if not self.shows_euros:
            return None
        return self._prices.of((period.start, period.end), self.question.words)

    @cached_property
    def appraisal(self) -> Appraisal | None:
        """What the hours are worth, line by line; None where euros are not shown."""
        found = self._prices_of(self.question.period)
        return found.appraise(each.cell for each in self.cells) if found else None

    @property
    def worth(self) -> Worth | None:
        """What all of them are worth."""
        return self.appraisal.total if self.appraisal else None

    @cached_property
    def months(self) -> list[date]:
        """The months of the period in which something may have been given."""
        offer = self.offer
        return periods.lived(self.question.period, offer.first, offer.last, today=self.today)

    @property
    def grain(self) -> Grain:
        """Months; years where there are too many of them."""
        return Grain.MONTH if len(self.months) <= MONTHS_AT_MOST else Grain.YEAR

    @cached_property
    def _read(self) -> list[list[Split]]:
        """What is added up, what was in the period before, and what waits; one query."""
        asked = [(self.scope, self.grain)]
        if self.before:
            asked.append((self._scope(self.before, self.scope.members), Grain.YEAR))
        pending = self.scope if self.is_whole else None
        *read, waiting = map(split, reading.cells_of(asked, pending=pending))
        return [read[0], read[1] if self.before else [], waiting]

    @property
    def cells(self) -> list[Split]:
        """What is added up."""
        return self._read[0]

    @cached_property
    def _words(self) -> list[Split]:
        """The same by words alone."""
        return by_words(self.cells)

    @cached_property
    def total(self) -> Line:
        """All of it; nothing where too few people gave for whoever may see totals only."""
        found = add_up(None, "", self._words, with_travel=self.with_travel)
        return found if self._may_show(found.people) else Line(key=None)

    def _may_show(self, people: int) -> bool:
        return self.is_whole or people >= LEAST

    @cached_property
    def given(self) -> dict[int, Given]:
        """What each person gave."""
        return reading.people(self.scope)

    @cached_property
    def distance(self) -> int:
        """Hundredths of a kilometre; none where fewer than three people drove, for totals only."""
        return self.total.distance if self._told("distance") else 0

    @cached_property
    def travel(self) -> int:
        """Minutes of travel, with the same reserve."""
        return self.total.travel if self._told("travel") else 0

    def _told(self, column: str) -> bool:
        if self.is_whole or not getattr(self.total, column):
            return True
        return sum(bool(getattr(each, column)) for each in self.given.values()) >= LEAST

    @property
    def full_time(self) -> Decimal:
        """Full-time equivalents, to the hundredth (DOMAIN §2)."""
        return full_time(self.total.minutes, self.association.policy_fte_hours)

    @cached_property
    def before(self) -> Period | None:
        """The period compared with; whole for those who may see totals only."""
        today = self.today if self.is_whole else None
        return periods.before(self.question.period, self.offer.years, today=today)

    @cached_property
    def total_before(self) -> Line:
        """What counted in it."""
        found = add_up(None, "", self._read[1], with_travel=self.with_travel)
        return found if self._may_show(found.people) else Line(key=None)

    @property
    def parts_have_worth(self) -> bool:
        """Is it known what each category, level and project is worth?"""
        return self.appraisal is not None and self.appraisal.has_parts

    @cached_property
    def worth_before(self) -> Worth | None:
        """What they were worth in the period before."""
        found = self._prices_of(self.before) if self.before else None
        return found.appraise(each.cell for each in self._read[1]).total if found else None

    @property
    def change(self) -> int | None:
        """By how many percent the hours differ from the period before, if there were any."""
        return change(self.total.minutes, self.total_before.minutes)

    @cached_property
    def waiting(self) -> tuple[int, int]:
        """Actions that wait for a moderator and their minutes: never counted with the rest."""
        found = add_up(None, "", self._read[2], with_travel=self.with_travel)
        return found.actions, found.minutes

    @cached_property
    def categories(self) -> list[Line]:
        """By category."""
        return self._by("category", "categories", _("Autres catégories"))

    @cached_property
    def projects(self) -> list[Line]:
        """By project; none where nothing was given for one."""
        nothing = {None: _("Sans projet")}
        found = self._by("project", "projects", _("Autres projets"), nothing)
        return found if any(line.key for line in found) else []

    @cached_property
    def levels(self) -> list[Line]:
        """By level; none where nothing was given at one."""
        if not any(each.cell.level for each in self.cells):
            return []
        nothing = {None: _("Sans niveau")}
        return self._by("level", "levels", _("Autres niveaux"), nothing)

    def _by(
        self, word: str, kind: str, rest: str, more: Mapping[None, str] | None = None
    ) -> list[Line]:
        names: dict[Any, str] = {**self.offer.names.get(kind, {}), **(more or {})}
        lines = group(self._words, attrgetter(word), names, with_travel=self.with_travel)
        lines = self._allowed(lines, rest)
        if self.appraisal and self.appraisal.has_parts:
            worth = self.appraisal.by(attrgetter(word))
            lines = [replace(line, worth=worth.get(line.key)) for line in lines]
        return arrange(lines, self.question.sort)

    def _allowed(self, lines: list[Line], rest: str) -> list[Line]:
        if self.is_whole:
            return lines
        return fold(lines, name=rest) if self.total.people else []

    @cached_property
    def parts(self) -> list[Line]:
        """By month or year, in their order."""
        names = {part: periods.name_of(part) for part in {each.cell.part for each in self.cells}}
        rest = _("Autres mois") if self.grain is Grain.MONTH else _("Autres années")
        lines = group(self.cells, attrgetter("part"), names, with_travel=self.with_travel)
        found = self._allowed(lines, rest)
        if self.is_whole:
            found = [replace(line, url=f"?period={line.key}") for line in found]
        return sorted(found, key=lambda line: (line.is_rest, line.key or ""))

    @cached_property
    def people(self) -> list[Line]:
        """By person, a page of them; nothing where names are not shown."""
        if not self.names_people:
            return []
        column = self.question.sort.removeprefix("-")
        if column == "name":
            return self.every_person[self._page]
        column = column if column in Given._fields else "minutes"
        up, with_travel = self.question.sort == column, self.with_travel
        ranked = rank(self.given, column, is_ascending=up, with_travel=with_travel)
        return with_names(of_people(dict(ranked[self._page]), with_travel=with_travel))

    @property
    def every_person(self) -> list[Line]:
        """By person, all of them."""
        if not self.names_people:
            return []
        lines = of_people(self.given, with_travel=self.with_travel)
        return arrange(with_names(lines), self.question.sort or "-minutes")

    @property
    def has_more_people(self) -> bool:
        """Are there more than on this page?"""
        return len(self.given) > self.question.page * PEOPLE_ON_A_PAGE

    @property
    def _page(self) -> slice:
        first = (self.question.page - 1) * PEOPLE_ON_A_PAGE
        return slice(first, first + PEOPLE_ON_A_PAGE)

"""Which statistics are looked at: the period and the filters, from the address."""

import datetime
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import Min
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.reports import periods
from benevalibre.reports.lines import SORTS
from benevalibre.reports.offering import Offer, Word
from benevalibre.reports.periods import Period
from benevalibre.reports.statistics_tables import OWN_TABLES, TABLES
from benevalibre.ui.widgets import DateInput

WORDS = {"category": "categories", "project": "projects", "level": "levels"}
MONTHS_OFFERED = 12
APART = frozenset({"period", "start", "end", "sort", "page", "open"})
SORT_CHOICES = [(f"{sign}{name}", name) for sign in ("", "-") for name in SORTS]

SECTIONS = [(name, name) for name in {**TABLES, **OWN_TABLES}]

Choices = Sequence[tuple[str, Any]]


class PeriodForm(forms.Form):
    """A period, or two dates, which win; what does not hold is left out.

    Dates out of order are said.
    """

    period = forms.CharField(label=gettext_lazy("Période"), max_length=30, widget=forms.Select)
    start = forms.DateField(label=gettext_lazy("Du"), widget=DateInput, required=False)
    end = forms.DateField(label=gettext_lazy("Au"), widget=DateInput, required=False)
    sort = forms.ChoiceField(choices=SORT_CHOICES, required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(
        min_value=1, max_value=10_000, required=False, widget=forms.HiddenInput
    )

    open = forms.ChoiceField(choices=SECTIONS, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, years: Sequence[periods.Year] = (),
                 today: datetime.date, first: datetime.date | None) -> None:  # fmt: skip
        super().__init__(data.dict())
        self.use_required_attribute = False
        self.years = years
        self.today = today
        self.first = first
        self._offer_periods()

    def clean(self) -> dict[str, Any]:
        """Two dates are in order, and of this century."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        for name in ("start", "end"):
            day = cleaned.get(name)
            if day and not periods.FIRST_YEAR <= day.year <= periods.LAST_YEAR:
                self.add_error(name, _("Choisissez une date entre 2000 et 2100."))
        if start and end and end < start:
            self.add_error("end", _("La fin vient après le début."))
        return cleaned

    @property
    def chosen(self) -> Period:
        """The period asked for; the current year where none is, or where it does not exist."""
        held = self.cleaned_data if self.is_valid() else {}
        start, end = held.get("start"), held.get("end")
        if start or end:
            first = start or min(self._earliest, end or self.today)
            return periods.between(first, end or max(self.today, first))
        return self._allowed(periods.read(held.get("period", ""), self.years))

    @property
    def order(self) -> str:
        """The order of the tables; empty for the one by hours."""
        return str(self.cleaned_data.get("sort") or "") if self.is_valid() else ""

    @property
    def opened(self) -> str:
        """The section that is unfolded, besides the first."""
        return str(self.cleaned_data.get("open") or "") if self.is_valid() else ""

    @property
    def page_number(self) -> int:
        """The page of a long table, from 1."""
        return int(self.cleaned_data.get("page") or 1) if self.is_valid() else 1

    @property
    def filter_count(self) -> int:
        """How many filters hold, the period apart."""
        names = set(self.fields) - APART
        return sum(bool(self.cleaned_data.get(name)) for name in names) if self.is_valid() else 0

    @property
    def has_dates(self) -> bool:
        """Were two dates asked for?"""
        return bool(self.data.get("start") or self.data.get("end"))

    @property
    def chosen_by(self) -> list[Any]:
        """The fields of filters, the period apart."""
        return [self[name] for name in self.fields if name not in APART]

    @property
    def _earliest(self) -> datetime.date:
        return min(self.first or self.today, self.today)

    def _allowed(self, period: Period | None) -> Period:
        return period or periods.current(self.today, self.years)

    def _offer_periods(self) -> None:
        select = cast("forms.Select", self.fields["period"].widget)
        select.choices = self._choices()
        self.initial["period"] = periods.current(self.today, self.years).code
        if self.has_dates or not self.data.get("period"):
            code = periods.DATES if self.has_dates else self.initial["period"]
            self.data = {**self.data, "period": code}

    def _choices(self) -> Choices:
        """Fiscal years, calendar years and months that there are, then all and two dates."""
        found = self._year_choices()
        found.append((_("Mois"), [_as_choice(month) for month in self._months()]))
        found.append((periods.EVER, _("Depuis le début")))
        if self.has_dates:
            found.append((periods.DATES, _("Entre deux dates")))
        return found

    def _year_choices(self) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        if self.years:
            fiscal = [_as_choice(year.period) for year in self.years]
            found.append((_("Exercices"), fiscal))
        last, first = self.today.year, self._earliest.year
        years = [periods.calendar_year(year) for year in range(last, first - 1, -1)]
        found.append((_("Années civiles"), [_as_choice(year) for year in years]))
        return found

    def _months(self) -> list[Period]:
        """The last twelve, and the one that is looked at."""
        start = periods.a_year_before(self.today)
        found = [periods.month(day) for day in periods.months_of(start, self.today)][::-1]
        found = found[:MONTHS_OFFERED]
        asked = periods.read(str(self.data.get("period", "")), ())
        if asked and asked.is_month and asked not in found:
            found.append(asked)
        return found


class FixedPeriodForm(PeriodForm):
    """For those who may see totals only: whole years, and no other choice.

    Fiscal years where there are some, else calendar years: from both, the months in which they
    differ could be told.
    """

    start = None  # type: ignore[assignment]
    end = None  # type: ignore[assignment]

    def _allowed(self, period: Period | None) -> Period:
        prefix = "fiscal-" if self.years else "2"
        is_whole = period and period.code.startswith(prefix) and not period.is_month
        if period and is_whole:
            return period
        latest = self.years[0].period if self.years else None
        return latest or periods.calendar_year(self.today.year)

    @property
    def has_dates(self) -> bool:
        """They may not ask for dates."""
        return False

    def _choices(self) -> Choices:
        if self.years:
            return [_as_choice(year.period) for year in self.years]
        last, first = self.today.year, self._earliest.year
        return [_as_choice(periods.calendar_year(n)) for n in range(last, first - 1, -1)]


class StatisticsForm(PeriodForm):
    """The same with filters: a word of each vocabulary, and a person's name."""

    category = forms.TypedChoiceField(
        label=gettext_lazy("Catégorie"), coerce=int, empty_value=None, required=False
    )
    project = forms.TypedChoiceField(
        label=gettext_lazy("Projet"), coerce=int, empty_value=None, required=False
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Niveau"), coerce=int, empty_value=None, required=False
    )
    person = forms.CharField(label=gettext_lazy("Personne"), max_length=100, required=False)

    def __init__(self, data: QueryDict, *, offer: Offer, today: datetime.date, names: bool) -> None:
        super().__init__(data, years=offer.years, today=today, first=offer.first)
        for name, kind in WORDS.items():
            words: Sequence[Word] = getattr(offer, kind)
            if words:
                _offer_words(self, name, words)
            else:
                del self.fields[name]
        if not names:
            del self.fields["person"]

    @property
    def words(self) -> dict[str, int]:
        """The words chosen, by the column that they filter."""
        held = self.cleaned_data if self.is_valid() else {}
        return {f"{name}_id": held[name] for name in WORDS if held.get(name)}

    @property
    def called(self) -> str:
        """The name searched for."""
        return str(self.cleaned_data.get("person") or "") if self.is_valid() else ""


class OwnPeriodForm(PeriodForm):
    """One's own period, and one of one's associations."""

    association = forms.TypedChoiceField(
        label=gettext_lazy("Association"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: QueryDict, *, own: ActionQuerySet, today: datetime.date) -> None:
        rows = own.order_by().values_list("association_id", "association__name")
        found = list(rows.annotate(first=Min("date")))
        super().__init__(data, today=today, first=min((row[2] for row in found), default=None))
        if len(found) > 1:
            names = sorted(((str(pk), name) for pk, name, _first in found), key=lambda one: one[1])
            field = cast("forms.ChoiceField", self.fields["association"])
            field.choices = [("", _("Toutes")), *names]
        else:
            del self.fields["association"]

    @property
    def place(self) -> int | None:
        """The id of the association chosen."""
        return self.cleaned_data.get("association") if self.is_valid() else None


def _offer_words(form: forms.Form, name: str, words: Sequence[Word]) -> None:
    every = _("Toutes") if name == "category" else _("Tous")
    found = [(str(word.pk), word.label) for word in sorted(words, key=lambda word: word.label)]
    cast("forms.ChoiceField", form.fields[name]).choices = [("", every), *found]


def _as_choice(period: Period) -> tuple[str, str]:
    return period.code, period.name[:1].upper() + period.name[1:]

"""Which activity report is asked for, and its text."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.reports import periods
from benevalibre.reports.forms.statistics import StatisticsForm
from benevalibre.reports.offering import Offer, Word
from benevalibre.reports.periods import Period


class ActivityForm(StatisticsForm):
    """A fiscal or calendar year, or two dates; one project; with euros or not.

    Where nothing is asked, the last year that is over: that is what a report is about.
    """

    without_euros = forms.BooleanField(label=_("Sans les euros"), required=False)

    def __init__(
        self, data: QueryDict, *, offer: Offer, today: datetime.date, has_euros: bool
    ) -> None:
        asked = data.copy()
        asked.setdefault("period", usual(offer, today).code)
        super().__init__(asked, offer=offer, today=today, names=False)
        for name in ("category", "level", *(() if has_euros else ("without_euros",))):
            self.fields.pop(name, None)

    @property
    def chosen_project(self) -> int | None:
        """The id of the project chosen."""
        return self.words.get("project_id")

    @property
    def wants_euros(self) -> bool:
        """Were they not left out?"""
        return not (self.is_valid() and self.cleaned_data.get("without_euros"))

    def _allowed(self, period: Period | None) -> Period:
        if period is None or period.start is None:
            return periods.current(self.today, self.years)
        return period

    def _choices(self) -> Sequence[tuple[str, Any]]:
        two_dates = (periods.DATES, _("Entre deux dates"))
        return [*self._year_choices(), *([two_dates] if self.has_dates else [])]


class IntroductionForm(ObeyingForm, forms.Form):
    """The text above the figures."""

    text = forms.CharField(
        label=_("Votre introduction"),
        help_text=_(
            "Quelques phrases en tête du rapport\u00a0: ce que vos bénévoles ont rendu possible. "
            "Elle reste pour la prochaine fois. Ne nommez personne sans son accord."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def usual(offer: Offer, today: datetime.date) -> Period:
    """The last year that is over and in which something counts, else the current one."""
    past = [year.period for year in offer.years if year.end < today]
    latest = past[0] if past else periods.calendar_year(today.year - 1)
    if offer.first and latest.end and offer.first <= latest.end:
        return latest
    return periods.current(today, offer.years)


def project_of(offer: Offer, chosen: int | None) -> Word | None:
    """The project of this id; None where none is chosen."""
    return next((word for word in offer.projects if word.pk == chosen), None)

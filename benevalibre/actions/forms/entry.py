"""The express entry: what, when, how long; and what the rules ask besides."""

import datetime
import secrets
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext as _

from benevalibre.actions.checking import EARLIEST, travel_is_asked
from benevalibre.actions.drafts import Draft, RecordingError
from benevalibre.actions.express import (
    Activity,
    Choice,
    Offer,
    activity,
    offer,
    value_of,
    words_of,
)
from benevalibre.actions.forms.entry_fields import OTHER, TODAY, YESTERDAY, EntryFields
from benevalibre.actions.forms.fields import offer_choices, offer_rows
from benevalibre.actions.forms.searching import SearchForm
from benevalibre.actions.models import Action
from benevalibre.actions.recording import usual_level
from benevalibre.associations.models import Category, Field, Level, Membership, Right
from benevalibre.ui.durations import DurationError, format_duration_short, parse_duration
from benevalibre.ui.widgets import DurationInput

ONE_DAY = datetime.timedelta(days=1)


class EntryForm(EntryFields):
    """One's own entry. ``membership`` says where; ``action`` is the one to edit, if any.

    ``draft()`` gives what to record once the form is valid.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        membership: Membership,
        action: Action | None = None,
        again: Action | None = None,
        **options: Any,
    ) -> None:
        self.membership = membership
        self.place = membership.association
        self.action = action
        self.first = action or again
        self.readings: list[Choice] = []
        initial = {"association": self.place.pk, "key": secrets.token_urlsafe(16)}
        if self.first is not None:
            initial |= self._as_typed(self.first)
        initial |= options.pop("initial", {})
        super().__init__(data, initial=initial, **options)
        self._follow_the_rules()
        self._offer_words()

    @cached_property
    def offer(self) -> Offer:
        """What there is to choose from, read once where it is shown."""
        typed = self.data if self.is_bound else self.initial
        return offer(
            self.membership,
            groups=(_("Vos activités"), _("Projets"), _("Catégories")),
            search=SearchForm.text(typed),
            first=self._first_choice(),
            but=self.action,
            words=self.words,
        )

    @cached_property
    def words(self) -> list[Category]:
        """The categories in use, read once for the chips and for the list."""
        return list(self.place.categories.in_use())

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that the rules require, beside the first three."""
        return [self[name] for name in self.required_names]

    @property
    def details(self) -> list[forms.BoundField]:
        """The fields behind « Plus de détails »."""
        names = ("title", "category", "level", "end_date", "travel", "distance", "description")
        return [
            self[name] for name in names if name in self.fields and name not in self.required_names
        ]

    @property
    def is_detailed(self) -> bool:
        """Should the details be open: one is wrong, or holds something?"""
        return any(field.errors or field.value() for field in self.details)

    def clean_duration(self) -> int:
        """Whole minutes; of an ambiguous text, the reading that was chosen."""
        text = self.cleaned_data["duration"]
        try:
            return parse_duration(text, day_minutes=self.place.policy_day_minutes)
        except DurationError as error:
            if self.data.get("reading") in {str(minutes) for minutes in error.choices}:
                return int(self.data["reading"])
            self.readings = [
                (str(minutes), format_duration_short(minutes)) for minutes in error.choices
            ]
            raise forms.ValidationError(str(error)) from error

    def clean_travel(self) -> int:
        """Whole minutes, 0 where it is empty."""
        text = self.cleaned_data["travel"]
        if not text:
            return 0
        try:
            return parse_duration(text, day_minutes=self.place.policy_day_minutes)
        except DurationError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Find the activity and the day that were chosen."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["activity"] = self._chosen_activity()
        cleaned["day"] = self._chosen_day()
        return cleaned

    def draft(self) -> Draft:
        """What to record; fields that the rules hide stay as they were."""
        typed = self.cleaned_data
        chosen: Activity = typed["activity"]
        category = cast("Category", chosen.category)
        kept = self.action
        return Draft(
            category=category,
            project=chosen.project,
            level=typed.get("level") or chosen.level or self._kept_level(category),
            title=typed["title"] or ("" if kept else chosen.title),
            description=typed.get("description", kept.description if kept else ""),
            date=typed["day"],
            end_date=typed["end_date"],
            minutes=typed["duration"],
            travel_minutes=typed.get("travel", kept.travel_minutes if kept else 0),
            distance_hundredths=typed.get("distance", kept.distance_hundredths if kept else None),
        )

    def refuse(self, error: RecordingError) -> None:
        """Say a rule's sentence beside the field it is about."""
        field = {"project": "what"}.get(error.field, error.field)
        if field == "date" and self.cleaned_data.get("when") != OTHER:
            field = "when"
        self.add_error(field if field in self.fields else None, str(error))

    def _kept_level(self, category: Category) -> Level | None:
        """The level of an action that is edited: its own, or the usual one of its new category."""
        if self.action is None:
            return None
        if "level" not in self.fields and category.pk == self.action.category_id:
            return self.action.level
        return usual_level(category, self.action.member)

    def _chosen_activity(self) -> Activity | None:
        value = self.cleaned_data.get("what") or OTHER
        if value == OTHER:
            value = self.cleaned_data.get("other") or ""
        if not value:
            self.add_error("what", _("Dites ce que vous avez fait."))
            return None
        found = activity(value, membership=self.membership, kept=self.first)
        category = self.cleaned_data.get("category")
        if found is None:
            self.add_error(
                "what", _("Cette activité n’est plus proposée\u00a0: choisissez-en une autre.")
            )
            return None
        if category is not None:
            found = replace(found, category=category)
        if found.category is None:
            self.add_error("category", _("Choisissez aussi une catégorie pour ce projet."))
        return found

    def _chosen_day(self) -> datetime.date | None:
        today = self.place.today()
        when = self.cleaned_data.get("when")
        if when == OTHER:
            day: datetime.date | None = self.cleaned_data.get("date")
            if day is None and "date" not in self.errors:
                self.add_error("date", _("Choisissez la date."))
            return day
        return today - ONE_DAY if when == YESTERDAY else today

    def _follow_the_rules(self) -> None:
        """Leave out what the association does not ask, and require what it asks of volunteers."""
        rules = {
            "level": self.place.policy_level,
            "distance": self.place.policy_distance,
            "description": self.place.policy_description,
            "travel": Field.OPTIONAL if travel_is_asked(self.place) else Field.HIDDEN,
        }
        if rules["level"] != Field.HIDDEN and not self.place.levels.in_use().exists():
            rules["level"] = Field.HIDDEN
        for name, rule in rules.items():
            if rule == Field.HIDDEN:
                del self.fields[name]
        self.required_names = []
        if not self.membership.may(Right.MANAGE_ACTIONS):
            self.required_names = [name for name, rule in rules.items() if rule == Field.REQUIRED]
        for name in self.required_names:
            self.fields[name].required = True
        if "level" in self.fields and "level" not in self.initial:
            self.initial["level"] = self.membership.usual_level_id

    def _offer_words(self) -> None:
        for name in {"duration", "travel"} & set(self.fields):
            cast(
                "DurationInput", self.fields[name].widget
            ).day_minutes = self.place.policy_day_minutes
        limits = {"min": EARLIEST.isoformat(), "max": self.place.today().isoformat()}
        for name in ("date", "end_date"):
            self.fields[name].widget.attrs |= limits
        offer_choices(self, "what", CallableChoiceIterator(self._chips))
        offer_choices(self, "other", CallableChoiceIterator(self._others))
        in_use = self.place.categories.in_use().select_related("usual_level")
        offer_rows(self, "category", in_use)
        offer_choices(self, "category", CallableChoiceIterator(self._categories))
        if "level" in self.fields:
            offer_rows(self, "level", self.place.levels.in_use())

    def _chips(self) -> list[Choice]:
        rest = [(OTHER, _("Autre…"))] if self.offer.others or self.offer.is_cut else []
        return [*self.offer.chips, *rest]

    def _first_choice(self) -> Choice | None:
        if self.action is not None:
            return words_of(self.action)
        if self.first is not None:
            return value_of(self.first), self.first.display_title
        return None

    def _categories(self) -> list[tuple[Any, str]]:
        return [("", _("Celle de l’activité")), *((row.pk, row.label) for row in self.words)]

    def _others(self) -> list[Any]:
        return [("", _("Choisir…")), *self.offer.others]

    def _as_typed(self, action: Action) -> dict[str, Any]:
        """An action as the form would have been filled: all of it to edit, its kind to repeat."""
        today = self.place.today()
        filled: dict[str, Any] = {
            "what": value_of(action),
            "duration": format_duration_short(action.minutes),
            "level": action.level_id,
            "distance": action.distance_hundredths,
            "when": TODAY,
        }
        if action.travel_minutes:
            filled["travel"] = format_duration_short(action.travel_minutes)
        if self.action is None:
            return filled
        named = {TODAY: today, YESTERDAY: today - ONE_DAY}
        return filled | {
            "what": words_of(action)[0],
            "when": next((name for name, day in named.items() if day == action.date), OTHER),
            "date": action.date,
            "end_date": action.end_date,
            "title": action.title,
            "description": action.description,
            "version": action.version,
        }

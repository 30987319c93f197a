"""The fields of an entry, with what they are called."""

from django import forms
from django.utils.translation import gettext_lazy

from benevalibre.actions.forms.fields import DistanceField
from benevalibre.associations.forms.choices import LabelledChoiceField
from benevalibre.associations.models import Category, Level
from benevalibre.ui.durations import SENTENCES
from benevalibre.ui.widgets import ChipRadio, DateInput, DurationInput

OTHER = "autre"
TODAY, YESTERDAY = "aujourdhui", "hier"


class EntryFields(forms.Form):
    """What, when, how long; and what may be said besides."""

    association = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = forms.CharField(
        label=gettext_lazy("Qu’avez-vous fait\u00a0?"), required=False, widget=ChipRadio
    )
    other = forms.CharField(
        label=gettext_lazy("Autre activité"), required=False, widget=forms.Select
    )
    search = forms.CharField(
        label=gettext_lazy("Chercher une activité"), required=False, max_length=100
    )
    when = forms.ChoiceField(
        label=gettext_lazy("Quand\u00a0?"),
        choices=[
            (TODAY, gettext_lazy("Aujourd’hui")),
            (YESTERDAY, gettext_lazy("Hier")),
            (OTHER, gettext_lazy("Autre date")),
        ],
        initial=TODAY,
        widget=ChipRadio,
        error_messages={"required": gettext_lazy("Dites quand.")},
    )
    date = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=DateInput,
        error_messages={"invalid": gettext_lazy("Écrivez la date ainsi\u00a0: 31/12/2026.")},
    )
    duration = forms.CharField(
        label=gettext_lazy("Combien de temps\u00a0?"),
        widget=DurationInput(submit="save", submit_label=gettext_lazy("Enregistrer %s")),
        error_messages={"required": SENTENCES["empty"]},
    )
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        help_text=gettext_lazy("Sans titre, le projet ou la catégorie en tient lieu."),
        required=False,
        max_length=127,
    )
    category = LabelledChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Catégorie"),
        required=False,
        empty_label=gettext_lazy("Celle de l’activité"),
    )
    level = LabelledChoiceField(
        Level.objects.none(),
        label=gettext_lazy("Niveau"),
        required=False,
        empty_label=gettext_lazy("Le niveau habituel"),
        error_messages={"required": gettext_lazy("Choisissez un niveau.")},
    )
    end_date = forms.DateField(
        label=gettext_lazy("Jusqu’au"),
        help_text=gettext_lazy("Pour plusieurs jours\u00a0; la durée est alors le total."),
        required=False,
        widget=DateInput,
        error_messages={"invalid": gettext_lazy("Écrivez la date ainsi\u00a0: 31/12/2026.")},
    )
    travel = forms.CharField(
        label=gettext_lazy("Temps de trajet"),
        required=False,
        widget=DurationInput(presets=()),
    )
    distance = DistanceField(
        label=gettext_lazy("Distance en kilomètres"),
        required=False,
        error_messages={"required": gettext_lazy("Indiquez la distance, 0 s’il n’y en a pas.")},
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Décrivez l’activité en quelques mots.")},
    )

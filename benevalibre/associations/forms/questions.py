"""The questions of « Nos règles », asked when founding and in the settings (WORDS.md)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Back, Expenses, Field, Travel, Visibility
from benevalibre.ui.widgets import CardRadio


class Cards(forms.ChoiceField):
    """One question, its answers as cards."""

    widget = CardRadio


def ask_moderate_members(**options: Any) -> Cards:
    """« Qui peut nous rejoindre ? »."""
    return Cards(
        label=_("Qui peut nous rejoindre\u00a0?"),
        choices=[
            ("no", _("Tout le monde\u00a0: on peut noter ses heures tout de suite.")),
            ("yes", _("Après notre accord\u00a0: quelqu’un de l’équipe répond à chaque demande.")),
        ],
        **options,
    )


def ask_moderate_actions(**options: Any) -> Cards:
    """« Faut-il relire les heures ? »."""
    return Cards(
        label=_("Faut-il relire les heures\u00a0?"),
        choices=[
            ("no", _("Non\u00a0: elles comptent dès qu’elles sont notées.")),
            (
                "yes",
                _(
                    "Oui\u00a0: elles comptent une fois validées\u00a0;"
                    " prévoyez un passage par semaine."
                ),
            ),
        ],
        **options,
    )


def ask_visibility(**options: Any) -> Cards:
    """« Qui voit les heures ? »."""
    return Cards(
        label=_("Qui voit les heures\u00a0?"),
        help_text=_("Les personnes qui valident voient toujours ce qu’elles valident."),
        choices=Visibility.choices,
        **options,
    )


def ask_travel(**options: Any) -> Cards:
    """« Le temps de trajet compte-t-il ? »."""
    return Cards(
        label=_("Le temps de trajet compte-t-il\u00a0?"), choices=Travel.choices, **options
    )


def ask_valued(**options: Any) -> Cards:
    """« Donner une valeur en euros aux heures ? »."""
    return Cards(
        label=_("Donner une valeur en euros aux heures\u00a0?"),
        choices=[
            ("no", _("Non\u00a0: aucun montant nulle part.")),
            ("yes", _("Oui\u00a0: pour les comptes et les subventions, jamais par personne.")),
        ],
        **options,
    )


def ask_expenses(**options: Any) -> Cards:
    """« Les bénévoles peuvent-ils renoncer à leurs frais de trajet ? »."""
    return Cards(
        label=_("Les bénévoles peuvent-ils renoncer à leurs frais de trajet\u00a0?"),
        help_text=_(
            "La loi dit quelles associations peuvent établir un reçu (CGI, articles 200 et"
            " 238\u00a0bis)\u00a0: l’administration répond à qui le lui demande (rescrit). Ce n’est"
            " pas la question de l’intérêt général, posée pour le compte d’engagement citoyen. Le"
            " temps donné, lui, n’ouvre jamais droit à un reçu."
        ),
        choices=Expenses.choices,
        **options,
    )


def ask_back(**options: Any) -> Cards:
    """« Jusqu'à quand noter une activité passée ? »."""
    return Cards(
        label=_("Jusqu’à quand noter une activité passée\u00a0?"),
        help_text=_("Les responsables peuvent compléter jusqu’à la clôture."),
        choices=Back.choices,
        **options,
    )


def ask_field(label: Any) -> forms.ChoiceField:
    """Whether a field of an entry is hidden, optional or required."""
    return forms.ChoiceField(label=label, choices=Field.choices)


def answer(name: str) -> Callable[[Any], bool]:
    """A form's ``clean_`` method: « yes » and « no » as a boolean."""

    def clean(form: forms.Form) -> bool:
        return bool(form.cleaned_data[name] == "yes")

    return clean

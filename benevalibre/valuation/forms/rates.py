"""What an hour is worth, and the minimum wage."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Association
from benevalibre.ui.widgets import CardRadio
from benevalibre.valuation.forms.fields import euros_field, number_field
from benevalibre.valuation.models import Rate

FIXED, MULTIPLE = "fixed", "multiple"
ALL_HOURS = "all"
MOST_EUROS, MOST_SMIC, MOST_PERCENT = 1_000, 50, 200


class RateForm(ObeyingForm, forms.Form):
    """For which hours, from when, how much; ``columns()`` gives those of a rate."""

    scope = forms.ChoiceField(label=_("Pour quelles heures\u00a0?"))
    start = SaneDateField(label=_("À partir du"))
    way = forms.ChoiceField(
        label=_("Combien vaut une heure\u00a0?"),
        choices=[(MULTIPLE, _("Un nombre de SMIC")), (FIXED, _("Un montant fixe"))],
        widget=CardRadio(
            helps={
                MULTIPLE: _("Le montant suit le SMIC\u00a0: rien à changer quand il augmente."),
                FIXED: _("Le montant ne bouge que si vous le changez."),
            }
        ),
        initial=MULTIPLE,
    )
    coefficient = number_field(
        decimals=3,
        most=MOST_SMIC,
        label=_("Nombre de SMIC"),
        help_text=_("Souvent 1 pour l’exécution, 2 pour l’encadrement, 3 pour l’expertise."),
        required=False,
    )
    employer_percent = number_field(
        decimals=2,
        most=MOST_PERCENT,
        label=_("Taux patronal, en pourcentage"),
        help_text=_("Il n’y en a pas d’officiel\u00a0: laissez vide, ou par exemple 31,1."),
        required=False,
    )
    cents = euros_field(
        most=MOST_EUROS,
        label=_("Montant d’une heure, en euros"),
        help_text=_("Si vous avez choisi un montant fixe, par exemple 15,50."),
        required=False,
    )

    def __init__(self, *args: Any, association: Association, rate: Rate | None, **kw: Any) -> None:
        kw["initial"] = (
            _shown(rate) if rate else {"start": association.today().replace(month=1, day=1)}
        )
        super().__init__(*args, **kw)
        field: Any = self.fields["scope"]
        field.choices = _scopes(association, rate)

    def clean(self) -> dict[str, Any]:
        """The figure that goes with the way chosen is needed."""
        data = self.cleaned_data
        needed = "cents" if data.get("way") == FIXED else "coefficient"
        if "way" in data and needed not in self.errors and not data.get(needed):
            sentence = (
                _("Écrivez un montant, par exemple 15,50.")
                if needed == "cents"
                else _("Écrivez un nombre, par exemple 1 ou 1,5.")
            )
            self.add_error(needed, sentence)
        return data

    def columns(self) -> dict[str, Any]:
        """Those of a rate; what belongs to the other way is empty."""
        data = self.cleaned_data
        kind, _colon, pk = data["scope"].partition(":")
        is_fixed = data["way"] == FIXED
        return {
            "start": data["start"],
            "level_id": int(pk) if kind == "level" else None,
            "category_id": int(pk) if kind == "category" else None,
            "cents": data["cents"] if is_fixed else None,
            "coefficient": None if is_fixed else data["coefficient"],
            "employer_percent": 0 if is_fixed else data["employer_percent"] or 0,
        }


class SmicForm(ObeyingForm, forms.Form):
    """The next minimum wage."""

    start = SaneDateField(label=_("À partir du"))
    cents = euros_field(most=MOST_EUROS, label=_("SMIC horaire brut, en euros"))
    source = forms.CharField(
        label=_("Texte officiel"),
        help_text=_("Par exemple «\u00a0Décret du 18 décembre 2026\u00a0»."),
        max_length=200,
        required=False,
    )


def _scopes(association: Association, rate: Rate | None) -> list[Any]:
    """All hours, then each category that is valued, then each level; those of ``rate`` too."""
    own_category, own_level = (rate.category_id, rate.level_id) if rate else (None, None)
    valued = association.categories.filter(archived_at=None, is_valued=True)
    categories = (valued | association.categories.filter(pk__in=[own_category])).order_by(
        "name_key"
    )
    kept = association.levels.filter(archived_at=None)
    levels = (kept | association.levels.filter(pk__in=[own_level])).order_by("name_key")
    groups = [
        (_("Une catégorie"), [(f"category:{c.pk}", c.label) for c in categories]),
        (_("Un niveau"), [(f"level:{level.pk}", level.name) for level in levels]),
    ]
    return [(ALL_HOURS, _("Toutes les heures")), *(group for group in groups if group[1])]


def _shown(rate: Rate) -> dict[str, Any]:
    scope = ALL_HOURS
    if rate.level_id:
        scope = f"level:{rate.level_id}"
    elif rate.category_id:
        scope = f"category:{rate.category_id}"
    return {
        "scope": scope,
        "start": rate.start,
        "way": FIXED if rate.cents is not None else MULTIPLE,
        "cents": rate.cents,
        "coefficient": rate.coefficient,
        "employer_percent": rate.employer_percent or None,
    }

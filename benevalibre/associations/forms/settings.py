"""What an association says of itself."""

import re
from typing import Any, ClassVar

from babel import Locale
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import RowForm
from benevalibre.associations.models import ActivityField, Association
from benevalibre.instance.pictures import clean_picture
from benevalibre.namekeys import sort_key
from benevalibre.ui.widgets import PictureInput

NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
TIME_ZONES = (
    "Europe/Paris",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Marigot",
    "America/Martinique",
    "America/Miquelon",
    "America/Montreal",
    "America/Port-au-Prince",
    "America/St_Barthelemy",
    "Africa/Abidjan",
    "Africa/Algiers",
    "Africa/Dakar",
    "Africa/Kinshasa",
    "Africa/Tunis",
    "Europe/Brussels",
    "Europe/London",
    "Europe/Luxembourg",
    "Europe/Monaco",
    "Europe/Zurich",
    "Indian/Antananarivo",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Gambier",
    "Pacific/Marquesas",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
)
TRUTH = [("", _("Non précisé")), ("true", _("Oui")), ("false", _("Non"))]


class SettingsForm(RowForm):
    """All of the association's fields but its rules."""

    website = forms.URLField(label=_("Site web"), assume_scheme="https", required=False)
    logo = forms.FileField(label=_("Logo"), widget=PictureInput, required=False)
    declared_on = SaneDateField(label=_("Date de déclaration"), required=False)
    country = forms.ChoiceField(label=_("Pays"))
    time_zone = forms.ChoiceField(label=_("Fuseau horaire"), required=False)
    has_employees = forms.TypedChoiceField(
        label=_("L’association a des salariés"), choices=TRUTH, required=False
    )
    all_general_interest = forms.TypedChoiceField(
        label=_("Toutes ses activités sont d’intérêt général"),
        help_text=_(
            "Au sens de l’article 200-1-b du code général des impôts\u00a0:"
            " utile pour le compte d’engagement citoyen."
        ),
        choices=TRUTH,
        required=False,
    )
    income = forms.IntegerField(
        label=_("Budget annuel, en euros"), min_value=0, max_value=10**12, required=False
    )

    class Meta:
        model = Association
        fields = (
            "name",
            "description",
            "website",
            "logo",
            "activity_field",
            "hidden",
            "country",
            "postal_code",
            "time_zone",
            "has_employees",
            "income",
            "register_number",
            "siren",
            "declared_on",
            "all_general_interest",
            "representative",
        )
        labels: ClassVar = {
            "name": _("Nom"),
            "description": _("Présentation"),
            "activity_field": _("Domaine d’activité"),
            "hidden": _("Ne pas montrer dans l’annuaire"),
            "postal_code": _("Code postal"),
            "register_number": _("Numéro RNA, ou volume et folio"),
            "siren": _("SIREN ou SIRET"),
            "representative": _("Représentant légal"),
        }
        help_texts: ClassVar = {
            "hidden": _("On la rejoint alors par invitation, ou par son adresse."),
            "representative": _("La personne qui signe les attestations."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.instance.time_zone
        zones = sorted({*TIME_ZONES, *([zone] if zone else [])})
        self.choice("time_zone").choices = [
            ("", _("Celui du site")),
            *((name, name.replace("_", " ")) for name in zones),
        ]
        self.choice("country").choices = _countries()
        self.choice("activity_field").choices = _activity_fields(self.instance.activity_field_id)
        for name in ("has_employees", "all_general_interest"):
            self.initial[name] = {True: "true", False: "false"}.get(self.initial[name], "")

    def choice(self, name: str) -> Any:
        """One of the fields with choices."""
        return self.fields[name]

    def clean_name(self) -> str:
        """The name, if no other association has it, whatever the case."""
        name = str(self.cleaned_data["name"])
        if Association.objects.named(name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Une association porte déjà ce nom."))
        return name

    def clean_logo(self) -> Any:
        """A new picture drawn from the one sent, « » where it is taken away."""
        sent = self.cleaned_data["logo"]
        if isinstance(sent, UploadedFile):
            return clean_picture(sent, square=False)
        return sent or ""

    def clean_siren(self) -> str:
        """Nine digits (SIREN) or fourteen (SIRET), spaces taken out."""
        return read_siren(self.cleaned_data["siren"])

    def clean_has_employees(self) -> bool | None:
        """Yes, no, or not said."""
        return _truth(self.cleaned_data["has_employees"])

    def clean_all_general_interest(self) -> bool | None:
        """Yes, no, or not said."""
        return _truth(self.cleaned_data["all_general_interest"])


def read_siren(typed: str) -> str:
    """The digits of a SIREN or SIRET; ``ValidationError`` where there are not 9 or 14 of them."""
    digits = re.sub(r"[\s.]", "", typed)
    if digits and not re.fullmatch(r"[0-9]{9}|[0-9]{14}", digits):
        raise forms.ValidationError(
            _("Un SIREN a 9\u00a0chiffres, un SIRET en a 14\u00a0: vérifiez.")
        )
    return digits


def _truth(value: str) -> bool | None:
    return {"true": True, "false": False}.get(value)


def _countries() -> list[tuple[str, str]]:
    names = Locale.parse(get_language() or "fr", sep="-").territories
    codes = [str(code) for code in names]
    found = [
        (code, str(names[code]))
        for code in codes
        if re.fullmatch(r"[A-Z]{2}", code) and code not in NOT_COUNTRIES
    ]
    return sorted(found, key=lambda found: (found[0] != "FR", sort_key(found[1])))


def _activity_fields(present: int | None) -> list[tuple[Any, Any]]:
    """Those that the host offers, with the present one, by group."""
    groups: dict[str, list[tuple[int, str]]] = {}
    offered = ActivityField.objects.offered() | ActivityField.objects.filter(pk__in=[present])
    rows = offered.select_related("group").order_by("group__position", "position")
    for row in rows:
        groups.setdefault(row.group.name if row.group else "", []).append((row.pk, row.name))
    return [("", _("Non précisé")), *groups.items()]

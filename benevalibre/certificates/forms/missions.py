"""What a volunteer tells of a mission, each part with an example."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Membership
from benevalibre.certificates.models import TEXTS, MissionSheet
from benevalibre.certificates.models.missions import LONGEST_TEXT, LONGEST_TITLE
from benevalibre.certificates.telling import LABELS

EXAMPLES: Final = {
    "places": _("Par exemple\u00a0: l’atelier de la rue Haute, et les marchés du quartier."),
    "context": _(
        "Par exemple\u00a0: un atelier ouvert deux soirs par semaine, avec douze bénévoles."
    ),
    "aim": _("Par exemple\u00a0: que chacun sache réparer son vélo lui-même."),
    "achievements": _(
        "Par exemple\u00a0: j’ai monté trois stands, et aidé à réparer une centaine de vélos."
    ),
    "responsibilities": _("Par exemple\u00a0: j’avais les clés et la caisse du samedi."),
    "autonomy": _("Par exemple\u00a0: je préparais la séance seule, et j’en parlais au bureau."),
    "tools": _("Par exemple\u00a0: outils de mécanique, tableur, logiciel de caisse."),
    "training": _("Par exemple\u00a0: premiers secours, en mars, une journée."),
    "skills": _("Par exemple\u00a0: accueillir, expliquer un geste, tenir un stock."),
}
PARTS: Final = (
    (_("La mission"), ("places", "context", "aim")),
    (_("Ce que vous avez fait"), ("achievements", "responsibilities", "autonomy")),
    (_("Ce que vous avez appris"), ("tools", "training", "skills")),
)


class MissionForm(ObeyingForm, forms.Form):
    """Everything of a sheet; a draft needs its title and its association only."""

    place = forms.TypedChoiceField(label=_("Association"), coerce=int)
    title = forms.CharField(
        label=_("Mission, projet ou fonction"),
        help_text=_("Par exemple\u00a0: responsable de l’atelier vélo."),
        max_length=LONGEST_TITLE,
    )
    start = SaneDateField(label=_("Du"), required=False)
    end = SaneDateField(
        label=_("Au"),
        help_text=_("Les deux dates servent à demander la confirmation."),
        required=False,
    )
    show_hours = forms.BooleanField(
        label=_("Montrer mes heures"),
        help_text=_("Celles que l’association a validées entre ces deux dates."),
        required=False,
    )

    def __init__(self, data: Any, *, sheet: MissionSheet | None, places: Sequence[Membership]):
        names = ("title", "start", "end", "show_hours", *TEXTS)
        known = {name: getattr(sheet, name) for name in names} if sheet else {}
        super().__init__(data, initial=known)
        for name in TEXTS:
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                help_text=EXAMPLES[name],
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        if sheet is not None:
            del self.fields["place"]
        else:
            field: Any = self.fields["place"]
            field.choices = [(place.pk, place.association.name) for place in places]

    def clean(self) -> dict[str, Any]:
        """Both dates in their order."""
        data = self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and end and start > end:
            self.add_error("end", _("Le dernier jour vient avant le premier."))
        return data

    def columns(self) -> dict[str, Any]:
        """Those of a sheet."""
        return {name: value for name, value in self.cleaned_data.items() if name != "place"}

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The texts in short sections, each with its heading."""
        return [(heading, [self[name] for name in names]) for heading, names in PARTS]

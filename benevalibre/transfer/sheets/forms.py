"""The forms of an import: the file, its columns, what to do with unknown names."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association, DefaultCategory, Membership, Right
from benevalibre.transfer.sheets.columns import FIELDS, OF_ACTIONS, OF_PEOPLE, missing
from benevalibre.transfer.sheets.models import Spreadsheet, Verdict
from benevalibre.transfer.sheets.place import TO_CREATE
from benevalibre.transfer.sheets.vocabulary import CREATE, EMPTY, REFUSE
from benevalibre.ui.formats import format_number

MOST_WORDS: Final = 200
LACKING: Final = {
    "name": gettext_lazy("Dites quelle colonne contient le nom des personnes."),
    "date": gettext_lazy("Dites quelle colonne contient la date."),
    "duration": gettext_lazy("Dites quelle colonne contient la durée, ou la distance."),
}
TITLES: Final = {
    "category": _("Catégories inconnues"),
    "project": _("Projets inconnus"),
    "level": _("Niveaux inconnus"),
}


class FileForm(forms.Form):
    """The file itself; what is wrong with it is said once it is read."""

    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("XLSX, ODS ou CSV, 10\u00a0Mo et 20\u202f000 lignes au plus."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.tsv"}),
        allow_empty_file=True,
        max_length=500,
        error_messages={"required": _("Choisissez un fichier.")},
    )


class ColumnsForm(forms.Form):
    """One list for each column of the file: what it holds."""

    def __init__(self, *args: Any, spreadsheet: Spreadsheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spreadsheet = spreadsheet
        offered = OF_PEOPLE if spreadsheet.is_of_people else OF_ACTIONS
        choices = [("", _("Ne pas importer")), *((name, FIELDS[name]) for name in offered)]
        guessed = {place: name for name, place in spreadsheet.columns.items()}
        for column in spreadsheet.headers:
            self.fields[f"column_{column['place']}"] = forms.ChoiceField(
                label=column["name"] or gettext("Colonne sans nom"),
                choices=choices,
                initial=guessed.get(column["place"], ""),
                required=False,
            )
        if not spreadsheet.is_of_people:
            self.fields["dates"] = forms.ChoiceField(
                label=_("Comment les dates sont-elles écrites\u00a0?"),
                choices=[
                    ("day", _("25/08/2026, le jour d’abord")),
                    ("month", _("08/25/2026, le mois d’abord")),
                ],
                initial=spreadsheet.choice("dates") or "day",
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each column: its list, and some of what it holds."""
        return [
            {"field": self[f"column_{column['place']}"], "samples": column["samples"]}
            for column in self.spreadsheet.headers
        ]

    def clean(self) -> dict[str, Any]:
        """Each kind of column once, and those without which nothing can be recorded."""
        data = self.cleaned_data
        columns: dict[str, int] = {}
        for column in self.spreadsheet.headers:
            name = data.get(f"column_{column['place']}")
            if name in columns:
                sentence = gettext("Une autre colonne contient déjà cela.")
                self.add_error(f"column_{column['place']}", sentence)
            elif name:
                columns[name] = column["place"]
        for lacking in missing(columns, is_of_people=self.spreadsheet.is_of_people):
            self.add_error(None, str(LACKING[lacking]))
        return {"columns": columns, "dates": data.get("dates", "")}


class ChoicesForm(forms.Form):
    """What to do with the names that are not there: only those of them that the file has."""

    def __init__(self, *args: Any, spreadsheet: Spreadsheet, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spreadsheet = spreadsheet
        self.by = by
        unknown = spreadsheet.unknown
        if "people" in unknown and by.may(Right.MANAGE_MEMBERS):
            self._ask("people", _("Personnes inconnues"), [(CREATE, _("Les ajouter, sans compte"))])
        if "nobody" in unknown:
            self._ask(
                "nobody", _("Lignes sans nom"), [("keep", _("Les noter sans préciser la personne"))]
            )
        for name in TITLES:
            if name in unknown:
                self._ask(name, TITLES[name], self._words(name))
        if "category" in unknown and by.may(TO_CREATE["category"]):
            self._ask_kind()

    def _ask(self, name: str, label: Any, choices: list[tuple[str, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            help_text=_about(self.spreadsheet.unknown[name]),
            choices=[(REFUSE, _("Refuser ces lignes")), *choices],
            initial=str(self.spreadsheet.choice(name) or REFUSE),
        )

    def _words(self, name: str) -> list[tuple[str, Any]]:
        """Create them where one may, do without where one can, or take another one instead."""
        choices: list[tuple[str, Any]] = []
        if self.by.may(TO_CREATE[name]) and self.spreadsheet.unknown[name]["count"]:
            choices.append((CREATE, _("Les créer")))
        if name != "category":
            choices.append((EMPTY, _("Laisser vide")))
        words = _in_use(self.by.association, name)
        return [
            *choices,
            *(
                (str(pk), gettext("Mettre «\u00a0%(name)s\u00a0»") % {"name": word})
                for pk, word in words
            ),
        ]

    def _ask_kind(self) -> None:
        kinds = list(DefaultCategory.objects.offered())
        if not kinds or not self.spreadsheet.unknown["category"]["count"]:
            return
        self.fields["attached"] = forms.ChoiceField(
            label=_("Une catégorie créée compte, au niveau national, dans"),
            choices=[(str(kind.pk), str(kind)) for kind in kinds],
            initial=str(self.spreadsheet.choice("attached") or kinds[-1].pk),
        )


class StartForm(forms.Form):
    """The last word before it is recorded: how many lines were shown as refused."""

    refused = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    leave_doubles = forms.BooleanField(
        label=_("Laisser de côté ce qui est déjà noté"), required=False, initial=True
    )
    invite = forms.BooleanField(
        label=_("Inviter par mail les personnes qui ont une adresse"),
        help_text=_("Sans invitation, les adresses ne sont pas gardées."),
        required=False,
    )

    def __init__(self, *args: Any, spreadsheet: Spreadsheet, **kwargs: Any) -> None:
        result: Mapping[str, int] = spreadsheet.result
        kwargs.setdefault(
            "initial", {"refused": result.get(Verdict.REFUSED, 0), "leave_doubles": True}
        )
        super().__init__(*args, **kwargs)
        if not result.get(Verdict.DOUBLE):
            del self.fields["leave_doubles"]
        elif spreadsheet.is_of_people:
            self.fields["leave_doubles"].label = _("Laisser de côté qui est déjà dans l’équipe")
        if not spreadsheet.is_of_people or "email" not in spreadsheet.columns:
            del self.fields["invite"]


class LinesForm(forms.Form):
    """The query string of the list of lines: those of one verdict, or all."""

    lignes = forms.ChoiceField(choices=[("", ""), *Verdict.choices], required=False)

    @property
    def verdict(self) -> str:
        """The verdict asked for; none where it is nonsense."""
        return self.cleaned_data.get("lignes", "") if self.is_valid() else ""


class ModelForm(forms.Form):
    """The query string of a file to fill in."""

    format = forms.ChoiceField(
        choices=[(code, code) for code in ("xlsx", "ods", "csv")], required=False
    )

    @property
    def chosen(self) -> str:
        """The format asked for, else XLSX."""
        return (self.cleaned_data.get("format") if self.is_valid() else "") or "xlsx"


def _in_use(association: Association, name: str) -> list[tuple[int, str]]:
    words: Any = {
        "category": association.categories,
        "project": association.projects,
        "level": association.levels,
    }[name]
    return [(word.pk, word.label) for word in words.in_use()[:MOST_WORDS]]


def _about(unknown: Mapping[str, Any]) -> str:
    """« 3 noms : Danse, Bal, Soupe », or how many lines have none."""
    names = unknown.get("names", [])
    if not names:
        count = unknown.get("missing") or unknown["count"]
        lines = ngettext("%(n)s ligne, où il n’y a rien.", "%(n)s lignes, où il n’y a rien.", count)
        return lines % {"n": format_number(count)}
    count = unknown["count"]
    sentence = ngettext("%(n)s nom\u00a0: %(names)s", "%(n)s noms\u00a0: %(names)s", count)
    more = "…" if count > len(names) else ""
    return sentence % {"n": format_number(count), "names": ", ".join(names) + more}

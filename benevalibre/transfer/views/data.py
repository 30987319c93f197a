"""« Données »: all that comes in and goes out of an association, on one page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Association, Right


@dataclass(frozen=True, slots=True)
class Door:
    """One thing that can be done with data, and where."""

    label: str
    help: str
    icon: str
    url: str


@member(Right.MANAGE_ASSOCIATION)
def association_data(request: MemberRequest) -> HttpResponse:
    """Where each thing is done."""
    here = request.association
    groups = [
        (_("Prendre"), _out(here)),
        (_("Apporter"), _in(here) if here.is_open else []),
        (_("Partir"), _away(here)),
    ]
    context = {"groups": [(heading, doors) for heading, doors in groups if doors]}
    return render(request, "transfer/association_data.html", context)


def _out(here: Association) -> list[Door]:
    return [
        Door(
            _("Les activités"),
            _("Un tableau, pour un tableur ou un logiciel de comptabilité."),
            "clock",
            reverse("reports:export_actions", args=[here.pk]),
        ),
        Door(
            _("Les bénévoles"),
            _("La liste des personnes."),
            "users",
            reverse("reports:export_people", args=[here.pk]),
        ),
        Door(
            _("L’archive complète"),
            _("Tout ce que l’association a ici, en un fichier à garder en lieu sûr."),
            "archive",
            reverse("transfer:archive_download", args=[here.pk]),
        ),
    ]


def _in(here: Association) -> list[Door]:
    return [
        Door(
            _("Un tableau"),
            _("Des personnes ou des activités. Tout se relit avant d’être écrit."),
            "file-spreadsheet",
            reverse("spreadsheets:list", args=[here.pk]),
        )
    ]


def _away(here: Association) -> list[Door]:
    return [
        Door(
            _("Déménager"),
            _("Emporter l’association vers un autre Bénévalibre."),
            "arrow-right",
            reverse("transfer:departure", args=[here.pk]),
        ),
        Door(
            _("Supprimer l’association"),
            _("Pour de bon, en tapant son nom."),
            "x",
            reverse("associations:deletion", args=[here.pk]),
        ),
    ]

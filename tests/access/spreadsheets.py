"""Who may bring in a spreadsheet."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from benevalibre.associations.models import Membership, Right
from benevalibre.transfer.sheets.models import Kind, Spreadsheet
from benevalibre.transfer.sheets.receiving import receive
from benevalibre.transfer.sheets.running import choose, start
from tests.access.rows import FORBIDDEN, MEMBER, MISSING, Row, here
from tests.factories import CategoryFactory, MembershipFactory
from tests.personas import Personas

CONTENT = """Prénom;Nom;Date;Durée;Titre;Catégorie
Jeanne;Martin;12/08/2026;2h30;Atelier vélo;Ateliers
Paul;Delmas;13/08/2026;45 min;Livraison;Ateliers
Inès;Caron;21/11/2026;1h;Compost;Jardin
"""
NEITHER = {"member": FORBIDDEN}


def one(by: Membership, kind: Kind = Kind.ACTIONS) -> Spreadsheet:
    """A file that ``by`` has just sent."""
    if not by.association.categories.filter(name="Ateliers").exists():
        CategoryFactory(association=by.association, name="Ateliers")
    return receive(SimpleUploadedFile("export.csv", CONTENT.encode()), kind=kind, by=by)


def sent(personas: Personas) -> dict[str, Any]:
    """A file whose columns are to be looked at."""
    return {**here(personas), "spreadsheet_id": one(personas.manager).pk}


def checked(personas: Personas) -> dict[str, Any]:
    """A file whose lines are to be looked at."""
    spreadsheet = one(personas.manager)
    choose(spreadsheet, people="create")
    return {**here(personas), "spreadsheet_id": spreadsheet.pk}


def done(personas: Personas) -> dict[str, Any]:
    """A file that was imported."""
    spreadsheet = one(personas.manager)
    choose(spreadsheet, people="create")
    start(spreadsheet, refused=1, keeps_doubles=False, invites=False)
    return {**here(personas), "spreadsheet_id": spreadsheet.pk}


def done_of_people(personas: Personas) -> dict[str, Any]:
    """A file of people that was imported: the right on actions does not suffice."""
    spreadsheet = one(personas.manager, Kind.PEOPLE)
    choose(spreadsheet)
    start(spreadsheet, refused=0, keeps_doubles=False, invites=False)
    return {**here(personas), "spreadsheet_id": spreadsheet.pk}


def somebodys(personas: Personas) -> dict[str, Any]:
    """The unfinished file of somebody else of the team."""
    other = MembershipFactory(association=personas.association, rights=[Right.MANAGE_ACTIONS])
    return {**here(personas), "spreadsheet_id": one(other).pk}


def first_column(_personas: Personas) -> dict[str, Any]:
    return {"column_0": "first_name", "column_2": "date", "column_3": "duration", "dates": "day"}


def refused_one(_personas: Personas) -> dict[str, Any]:
    return {"refused": 1}


ROWS = [
    Row("spreadsheets:list", MEMBER, args=here, but=NEITHER),
    Row("spreadsheets:actions", Right.MANAGE_ACTIONS, args=here),
    Row("spreadsheets:actions", Right.MANAGE_ACTIONS, "POST", args=here),
    Row("spreadsheets:model_of_actions", Right.MANAGE_ACTIONS, args=here),
    Row("spreadsheets:people", Right.MANAGE_MEMBERS, args=here),
    Row("spreadsheets:people", Right.MANAGE_MEMBERS, "POST", args=here),
    Row("spreadsheets:model_of_people", Right.MANAGE_MEMBERS, args=here),
    Row("spreadsheets:detail", MEMBER, args=checked, but=NEITHER),
    Row("spreadsheets:detail", MEMBER, args=done, but=NEITHER),
    Row("spreadsheets:detail", MEMBER, args=done_of_people, but=NEITHER),
    Row("spreadsheets:detail", MEMBER, args=somebodys, but={**NEITHER, "manager": MISSING}),
    Row("spreadsheets:columns", MEMBER, args=sent, but=NEITHER),
    Row("spreadsheets:columns", MEMBER, "POST", args=sent, data=first_column, but=NEITHER),
    Row("spreadsheets:choices", MEMBER, "POST", args=checked, but=NEITHER),
    Row("spreadsheets:launch", MEMBER, "POST", args=checked, data=refused_one, but=NEITHER),
    Row("spreadsheets:removal", MEMBER, "POST", args=sent, but=NEITHER),
    Row("spreadsheets:undo", MEMBER, args=done, but=NEITHER),
    Row("spreadsheets:undo", MEMBER, "POST", args=done, but=NEITHER),
]

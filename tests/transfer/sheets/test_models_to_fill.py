"""A file to fill in can be imported as it was downloaded."""

import pytest
from django.urls import reverse

from benevalibre.associations.models import Membership
from benevalibre.transfer.sheets.models import Kind
from tests.client import finish
from tests.factories import CategoryFactory
from tests.personas import signed_in
from tests.transfer.sheets.sending import sent, verdicts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("code", ["xlsx", "ods", "csv", "abc"])
def test_the_file_to_fill_in_can_be_imported(kind: Kind, code: str, manager: Membership) -> None:
    CategoryFactory(association=manager.association, name="Accueil")
    name = "model_of_people" if kind == Kind.PEOPLE else "model_of_actions"
    path = reverse(f"spreadsheets:{name}", args=[manager.association_id])
    response = signed_in(manager).get(path, {"format": code})
    content = response.getvalue()
    finish(response)

    accueil = str(manager.association.categories.get().pk)
    spreadsheet = sent(content, manager, kind=kind, people="create", category=accueil)

    assert verdicts(spreadsheet) == ["ready", "ready"]

"""The pages « Pour les comptes », one beside the other."""

import pytest

from benevalibre.valuation.tabs import tabs
from tests.factories import AssociationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_valued", [True, False])
def test_rates_show_only_where_hours_are_valued(is_valued: bool) -> None:
    here = AssociationFactory(policy_valued=is_valued)

    found = tabs(here, "valuation:statement_list")

    assert ("Taux" in [tab.label for tab in found]) == is_valued
    assert [tab.label for tab in found if tab.current] == ["Exercices et états"]

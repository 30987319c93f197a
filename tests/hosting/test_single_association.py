"""A site made for one association: the host names it, and everything leads to it."""

import pytest

from benevalibre.associations.founding import may_found
from benevalibre.associations.models import Association
from benevalibre.instance.models import Instance
from benevalibre.journal.models import Entry
from tests.client import StrictClient
from tests.factories import AssociationFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
FOUNDING = {
    "name": "Une autre",
    "moderate_members": "no",
    "moderate_actions": "no",
    "visibility": "own",
}
SETTINGS = {"name": "Notre site", "sign_up": "open", "association_creation": "open"}


@pytest.fixture
def only() -> Association:
    """The one association of the site."""
    found: Association = AssociationFactory(name="Les Amis du Canal")
    Instance.change(single_association_id=found.pk)
    return found


def test_the_host_names_it_and_the_journal_says_so() -> None:
    place = AssociationFactory()
    host = signed_in(UserFactory(host=True))

    host.post("/hebergement/reglages/", SETTINGS | {"single_association_id": place.pk})

    assert Instance.current().single_association_id == place.pk
    assert Entry.objects.filter(changes__has_key="single_association_id").exists()


@pytest.mark.parametrize("number", ["0", "-1", "999999", "abc", "9" * 30])
def test_a_number_of_no_open_association_is_refused(number: str) -> None:
    host = signed_in(UserFactory(host=True))

    refused = host.post("/hebergement/reglages/", SETTINGS | {"single_association_id": number})

    assert refused.status_code == 422
    assert Instance.current().single_association_id is None


def test_it_is_chosen_by_name_and_kept_once_closed(only: Association) -> None:
    other = AssociationFactory(name="La Grainothèque")
    only.state = "archived"
    only.save()
    host = signed_in(UserFactory(host=True))

    page = host.get("/hebergement/reglages/").text
    host.post(
        "/hebergement/reglages/",
        SETTINGS | {"single_association_id": only.pk, "name": "Notre lieu"},
    )

    assert f'<option value="{only.pk}" selected>Les Amis du Canal</option>' in page
    assert f'<option value="{other.pk}">La Grainothèque</option>' in page
    assert Instance.current().name == "Notre lieu"
    assert not Entry.objects.filter(changes__has_key="single_association_id").exists()


@pytest.mark.parametrize("signed", [False, True])
def test_the_directory_leads_to_it(only: Association, signed: bool) -> None:
    browser = signed_in(UserFactory()) if signed else StrictClient()

    response = browser.get("/associations/")

    assert response.headers["Location"] == f"/associations/{only.pk}/"


def test_nobody_founds_another_one(only: Association) -> None:
    signed_in(UserFactory()).post("/associations/nouvelle/", FOUNDING)

    assert not may_found()
    assert Association.objects.count() == 1


def test_whoever_has_a_place_elsewhere_keeps_the_list(only: Association) -> None:
    elsewhere = MembershipFactory()

    page = signed_in(elsewhere).get("/associations/")

    assert page.status_code == 200
    assert elsewhere.association.name in page.content.decode()


def test_a_hidden_one_is_not_told_to_visitors(only: Association) -> None:
    Association.objects.update(hidden=True)

    response = StrictClient().get("/associations/")

    assert response.status_code == 200
    assert only.name not in response.content.decode()


def test_one_that_is_gone_holds_nothing(only: Association) -> None:
    Association.objects.update(state="purging")

    assert StrictClient().get("/associations/").status_code == 200

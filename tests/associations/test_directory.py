"""Tests of ``benevalibre.associations.directory`` and of its page."""

from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations import directory
from benevalibre.associations.models import ActivityField, Association
from tests.client import StrictClient
from tests.factories import AssociationFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

WHERE = "/associations/"


def listed(client: StrictClient, **query: str) -> str:
    """The page below the form of the search."""
    html: str = client.get(reverse("associations:list"), query).content.decode()
    return html.rpartition("</form>")[2]


def names(page: directory.Page) -> list[str]:
    return [row.name for row in page.rows]


def many(number: int) -> None:
    AssociationFactory.create_batch(number)


def test_the_directory_lists_open_and_listed_associations(client: StrictClient) -> None:
    AssociationFactory(name="Ouverte")
    for trait in ("hidden_away", "awaiting", "archived"):
        AssociationFactory(name=trait, **{trait: True})
    AssociationFactory(name="supprimée", state="purging")

    html = listed(client)

    assert "Ouverte" in html
    for absent in ("hidden_away", "awaiting", "archived", "supprimée"):
        assert absent not in html


@pytest.mark.parametrize("text", ["ETE", "été", "l'ete dans", "ville"])
def test_associations_are_found_whatever_case_and_accents(client: StrictClient, text: str) -> None:
    AssociationFactory(name="L'Été dans la ville")
    AssociationFactory(name="Autre")

    html = listed(client, q=text)

    assert "dans la ville" in html
    assert "Autre" not in html


@pytest.mark.parametrize(
    "place", ["35", "35000", "350", "35 000", "ille et vilaine", "Ille-et-Vilaine"]
)
def test_associations_are_found_by_code_or_department(client: StrictClient, place: str) -> None:
    AssociationFactory(name="Rennaise", postal_code="35000")
    AssociationFactory(name="Espacée", postal_code="35 000")
    AssociationFactory(name="Nantaise", postal_code="44350")
    AssociationFactory(name="Nulle part")

    html = listed(client, place=place)

    assert "Rennaise" in html
    assert "Espacée" in html
    assert "Nantaise" not in html
    assert "Nulle part" not in html


def test_a_department_is_in_france_and_a_code_anywhere(client: StrictClient) -> None:
    AssociationFactory(name="Hasselt", postal_code="3500", country="BE")
    AssociationFactory(name="Réunionnaise", postal_code="97400", country="RE")

    assert "Hasselt" not in listed(client, place="35")
    assert "3500, Belgique" in listed(client, place="3500")
    assert "Réunionnaise" in listed(client, place="Réunion")


def test_corsica_is_found_by_its_halves(client: StrictClient) -> None:
    AssociationFactory(name="Ajaccio", postal_code="20000")
    AssociationFactory(name="Bastia", postal_code="20200")

    assert "Ajaccio" in listed(client, place="2A")
    assert "Ajaccio" not in listed(client, place="Haute-Corse")
    assert "Bastia" in listed(client, place="2b")


def test_associations_are_found_by_field_or_group_of_fields(client: StrictClient) -> None:
    one, two = ActivityField.objects.filter(group__isnull=False).order_by("pk")[:2]
    assert one.group == two.group
    AssociationFactory(name="Première", activity_field=one)
    AssociationFactory(name="Seconde", activity_field=two)
    AssociationFactory(name="Sans domaine")

    by_field = listed(client, field=str(one.pk))
    by_group = listed(client, field=f"g{one.group_id}")

    assert "Première" in by_field
    assert "Seconde" not in by_field
    assert "Première" in by_group
    assert "Seconde" in by_group
    assert "Sans domaine" not in by_group


def test_the_parts_of_a_search_add_up(client: StrictClient) -> None:
    AssociationFactory(name="Vélo d’ici", postal_code="35000")
    AssociationFactory(name="Vélo de là", postal_code="44000")

    html = listed(client, q="vélo", place="35")

    assert "Vélo d’ici" in html
    assert "Vélo de là" not in html


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"},
        {"q": "a" * 101},
        {"place": "Atlantide"},
        {"place": "\0"},
        {"place": "9" * 61},
        {"field": "abc"},
        {"field": "g"},
        {"field": "99999999999999999999999"},
        {"letter": "é"},
        {"letter": "zz"},
        {"after": "abc"},
        {"after": "-1"},
        {"before": "9" * 40},
    ],
)
def test_what_is_not_understood_is_said(client: StrictClient, query: dict[str, str]) -> None:
    AssociationFactory()

    response = client.get(reverse("associations:list"), query)

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [{"page": "-1"}, {"q": "%_'"}, {"place": "٣"}, {"all": "x"}, {"after": "1", "before": "1"}],
)
def test_nonsense_in_the_query_is_never_an_error(
    client: StrictClient, query: dict[str, str]
) -> None:
    AssociationFactory()

    assert client.get(reverse("associations:list"), query).status_code in {200, 422}


def test_a_few_by_chance_lead_to_the_whole_list(client: StrictClient) -> None:
    many(40)

    html = listed(client)

    assert html.count('<li class="row">') == 6
    assert f"{WHERE}?all=1" in html
    assert listed(client, all="1").count('<li class="row">') == 30


def test_few_associations_are_all_shown(client: StrictClient) -> None:
    many(30)

    html = listed(client)

    assert html.count('<li class="row">') == 30
    assert "?all=1" not in html


def test_pages_follow_one_another_and_lead_back() -> None:
    many(65)
    rows = Association.objects.listed()
    expected = [row.name for row in rows]

    first = directory.page(rows)
    second = directory.page(rows, after=first.after)
    third = directory.page(rows, after=second.after)
    back = directory.page(rows, before=third.before)

    assert names(first) + names(second) + names(third) == expected
    assert names(back) == names(second)
    assert (first.before, third.after) == (None, None)
    assert directory.page(rows, before=second.before).before is None


def test_names_that_sort_alike_are_each_shown_once() -> None:
    for number in range(40):
        AssociationFactory(name=f"E{chr(0x300 + number)}")
    rows = Association.objects.listed()

    first = directory.page(rows)
    second = directory.page(rows, after=first.after)

    assert len({*names(first), *names(second)}) == 40


def test_a_place_in_the_list_that_is_gone_gives_its_beginning() -> None:
    many(35)
    hidden = AssociationFactory(name="Zed", hidden=True)
    rows = Association.objects.listed()

    for pk in (hidden.pk, 10**15):
        assert names(directory.page(rows, after=pk)) == names(directory.page(rows))
        assert names(directory.page(rows, before=pk)) == names(directory.page(rows))


def test_a_letter_opens_the_list_there_and_leads_both_ways() -> None:
    many(35)
    AssociationFactory(name="Écoute")
    AssociationFactory(name="Zébulon")
    rows = Association.objects.listed()

    page = directory.page(rows, letter="e")

    assert names(page) == ["Écoute", "Zébulon"]
    assert page.before is not None
    assert "Écoute" not in names(directory.page(rows, before=page.before))
    assert names(directory.page(rows, letter="f")) == ["Zébulon"]


def test_the_search_goes_on_with_the_pages(client: StrictClient) -> None:
    many(35)

    html = listed(client, q="association", letter="a")

    assert "q=association&amp;after=" in html


def test_ones_own_places_come_first_even_hidden_or_waiting() -> None:
    user = UserFactory()
    for name, state, trait in (
        ("Cachée", "active", {}),
        ("Attendue", "active", {"awaiting": True}),
        ("Demandée", "pending", {"moderated": True}),
        ("Quittée", "left", {"moderated": True}),
    ):
        association = AssociationFactory(name=name, hidden=True, **trait)
        MembershipFactory(user=user, state=state, association=association)

    html = signed_in(user).get(reverse("associations:list")).content.decode()

    for shown in ("Cachée", "Attendue", "Demandée"):
        assert shown in html
    assert "Quittée" not in html


def test_a_hidden_association_is_found_by_name_by_its_people_only() -> None:
    member = MembershipFactory(association=AssociationFactory(name="Cachée", hidden=True))
    query = {"q": "cachee"}

    for user, is_found in ((member.user, True), (UserFactory(), False)):
        html = signed_in(user).get(reverse("associations:list"), query).content.decode()
        detail = reverse("associations:detail", args=[member.association_id])
        assert (f'href="{detail}"' in html) == is_found


def test_who_has_no_association_is_told_what_to_do_first() -> None:
    html = signed_in(UserFactory()).get(reverse("associations:list")).content.decode()

    assert "pas encore d’association" in html
    assert reverse("associations:create") in html


@pytest.mark.parametrize("query", [{}, {"all": "1"}, {"q": "a", "place": "35"}])
def test_the_directory_stays_within_its_budget(query: dict[str, str], query_budget: Any) -> None:
    many(35)
    browser = signed_in(MembershipFactory())
    browser.get(reverse("associations:list"))

    with query_budget(9):
        browser.get(reverse("associations:list"), query)

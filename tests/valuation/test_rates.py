"""The pages on which an association says what an hour is worth, and the host what the SMIC is."""

from datetime import date

import pytest

from benevalibre.associations.models import Membership
from benevalibre.journal.models import Entry
from benevalibre.valuation.models import Rate, SmicRate
from tests.factories import ActionFactory, CategoryFactory, LevelFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


def rates_of(treasurer: Membership) -> str:
    return f"/associations/{treasurer.association.pk}/taux/"


def page(treasurer: Membership, path: str = "") -> str:
    html: str = signed_in(treasurer).get(rates_of(treasurer) + path).content.decode()
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_about_euros_exists_before_the_rules_say_so(treasurer: Membership) -> None:
    type(treasurer.association).objects.update(policy_valued=False)
    browser = signed_in(treasurer)

    answers = [browser.get(rates_of(treasurer) + end).status_code for end in ("", "ajout/")]

    assert answers == [404, 404]


def test_the_page_says_how_one_hour_is_valued_today(treasurer: Membership) -> None:
    here = treasurer.association
    expert = LevelFactory(association=here, name="Expertise")
    Rate.objects.create(association=here, start="2026-01-01", coefficient=1)
    Rate.objects.create(
        association=here, start="2026-01-01", level=expert, coefficient=3, employer_percent="31.1"
    )

    html = page(treasurer)

    assert "12,31 € l’heure" in html
    assert "1 × SMIC (12,31 €)" in html
    assert "Niveau « Expertise »" in html
    assert "48,42 € l’heure" in html
    assert "plus 31,1 % de taux patronal" in html


def test_a_rate_to_come_and_one_of_the_past_are_told_apart(treasurer: Membership) -> None:
    here = treasurer.association
    for start, cents in (("2025-01-01", 1000), ("2026-01-01", 1200), ("2028-01-01", 1500)):
        Rate.objects.create(association=here, start=start, cents=cents)

    html = page(treasurer)

    today, others = html.split("Avant et après")
    assert "12,00 €" in today
    assert "15,00 €" in others
    assert "10,00 €" in others
    assert others.count("à venir") == 1


def test_hours_without_a_rate_are_said(treasurer: Membership) -> None:
    here = treasurer.association
    board = CategoryFactory(association=here, name="Réunions", is_valued=False)
    ActionFactory(member=treasurer, date=date(2027, 1, 5), minutes=1080)
    ActionFactory(member=treasurer, date=date(2027, 1, 5), minutes=600, category=board)

    html = page(treasurer)

    assert "18 h de l’exercice 2027 n’ont pas de taux" in html
    assert "Aucun taux n’est en vigueur" in html


def test_a_rate_is_added_in_the_journal(treasurer: Membership) -> None:
    sent = {"scope": "all", "start": "2027-01-01", "way": "multiple", "coefficient": "1,5"}

    response = signed_in(treasurer).post(rates_of(treasurer) + "ajout/", sent)

    rate = Rate.objects.get()
    assert response.status_code == 302
    assert (str(rate.coefficient), rate.cents, rate.association) == (
        "1.500",
        None,
        treasurer.association,
    )
    assert Entry.objects.filter(verb="rate.add", object_id=rate.pk).exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"coefficient": ""}, "Écrivez un nombre"),
        ({"coefficient": "abc"}, "Écrivez un nombre"),
        ({"coefficient": "-1"}, "Écrivez un nombre"),
        ({"coefficient": "1e3"}, "Écrivez un nombre"),
        ({"coefficient": "9" * 60}, "au plus 40 caractères"),
        ({"coefficient": "51"}, "plus de 50"),
        ({"coefficient": "1,2345"}, "trop précis"),
        ({"way": "fixed", "cents": ""}, "Écrivez un montant"),
        ({"way": "fixed", "cents": "1001"}, "plus de 1 000"),
        ({"start": "99999-01-01"}, "date"),
        ({"scope": "level:999999"}, "choix"),
        ({"employer_percent": "31,111"}, "trop précis"),
    ],
    ids=str,
)
def test_what_is_no_rate_gets_a_sentence(treasurer: Membership, sent: dict, sentence: str) -> None:
    whole = {"scope": "all", "start": "2027-01-01", "way": "multiple", "coefficient": "1"} | sent

    response = signed_in(treasurer).post(rates_of(treasurer) + "ajout/", whole)

    html = response.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert response.status_code == 422
    assert sentence in html
    assert not Rate.objects.exists()


def test_two_rates_of_one_day_are_one_too_many(treasurer: Membership) -> None:
    sent = {"scope": "all", "start": "2027-01-01", "way": "fixed", "cents": "15"}
    browser = signed_in(treasurer)
    browser.post(rates_of(treasurer) + "ajout/", sent)

    again = browser.post(rates_of(treasurer) + "ajout/", sent)

    assert again.status_code == 422
    assert "Un taux commence déjà ce jour-là" in again.content.decode()
    assert Rate.objects.count() == 1


def test_the_rate_of_an_archived_category_can_be_corrected(treasurer: Membership) -> None:
    category = CategoryFactory(association=treasurer.association, archived=True)
    rate = Rate.objects.create(
        association=treasurer.association, category=category, start="2026-01-01", cents=1500
    )
    sent = {
        "scope": f"category:{category.pk}",
        "start": "2026-01-01",
        "way": "fixed",
        "cents": "16",
    }

    response = signed_in(treasurer).post(f"{rates_of(treasurer)}{rate.pk}/", sent)

    rate.refresh_from_db()
    assert (response.status_code, rate.cents) == (302, 1600)


def test_a_rate_goes_after_asking(treasurer: Membership) -> None:
    rate = Rate.objects.create(association=treasurer.association, start="2026-01-01", cents=1500)
    path = f"{rates_of(treasurer)}{rate.pk}/suppression/"
    browser = signed_in(treasurer)

    asked = browser.get(path)
    browser.post(path)

    assert "1er janvier 2026" in asked.content.decode().replace("\u00a0", " ")
    assert not Rate.objects.exists()


def test_the_rate_of_another_association_does_not_exist(treasurer: Membership) -> None:
    category = CategoryFactory()
    rate = Rate.objects.create(association=category.association, start="2026-01-01", cents=1500)
    browser = signed_in(treasurer)
    sent = {"scope": f"category:{category.pk}", "start": "2027-01-01", "way": "fixed", "cents": "1"}

    own = browser.post(rates_of(treasurer) + "ajout/", sent)

    assert browser.get(f"{rates_of(treasurer)}{rate.pk}/").status_code == 404
    assert own.status_code == 422


def test_the_list_costs_few_queries(treasurer: Membership, query_budget) -> None:
    for n in range(6):
        level = LevelFactory(association=treasurer.association)
        Rate.objects.create(
            association=treasurer.association, level=level, start=f"2026-0{n + 1}-01", cents=1500
        )

    browser = signed_in(treasurer)
    browser.get(rates_of(treasurer))

    with query_budget(10):
        browser.get(rates_of(treasurer))


def test_the_page_of_the_minimum_wage_keeps_the_menu_of_the_host() -> None:
    browser = signed_in(UserFactory(host=True))

    page = browser.get("/hebergement/smic/")

    assert 'href="/hebergement/sante/"' in page.content.decode()


def test_the_host_adds_the_next_minimum_wage(treasurer: Membership) -> None:
    browser = signed_in(UserFactory(host=True))
    sent = {"start": "2027-01-01", "cents": "12,60", "source": "Décret"}

    added = browser.post("/hebergement/smic/", sent)
    again = browser.post("/hebergement/smic/", sent)

    assert (added.status_code, again.status_code) == (302, 422)
    assert "commence déjà" in again.content.decode()
    assert SmicRate.objects.get(start="2027-01-01").cents == 1260
    assert Entry.objects.filter(verb="smic.add").count() == 1

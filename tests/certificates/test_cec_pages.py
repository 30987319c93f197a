"""The pages of the citizen engagement account."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Function, Membership, Right
from benevalibre.certificates.conditions import is_to_be_asked
from benevalibre.journal.models import Entry
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """It is Monday 23 November 2026."""
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


@pytest.fixture
def officer() -> Membership:
    """Somebody of the board with 187 hours this year."""
    member = MembershipFactory(user__first_name="Jeanne", user__last_name="Martin")
    Function.objects.create(membership=member, kind="direction", start=date(2025, 1, 1))
    board = CategoryFactory(association=member.association, cec_kind="direction")
    ActionFactory(member=member, category=board, date=date(2026, 5, 4), minutes=187 * 60)
    return member


@pytest.fixture
def secretary(officer: Membership) -> Membership:
    """Somebody who issues certificates there, and nothing else."""
    rights = [Right.ISSUE_CERTIFICATES]
    return MembershipFactory(association=officer.association, rights=rights)


def plain(html: str) -> str:
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_volunteer_reads_what_is_missing(officer: Membership) -> None:
    html = plain(signed_in(officer).get("/engagement-citoyen/").content.decode())

    assert "187 h d’engagement citoyen en 2026" in html
    assert "il vous manque 13 h avant le 31 décembre" in html
    assert "100 h dans une même association : c’est fait" in html
    assert "30 juin 2027" in html
    assert "31 décembre 2027" in html


def test_a_past_year_is_told_in_the_past(officer: Membership) -> None:
    html = plain(signed_in(officer).get("/engagement-citoyen/?annee=2025").content.decode())

    assert "il a manqué 200 h" in html


@pytest.mark.parametrize(
    "query", ["annee=abc", "annee=99999", "annee=-1", "annee=2016", "annee=%00"]
)
def test_a_year_that_means_nothing_is_the_present_one(officer: Membership, query: str) -> None:
    response = signed_in(officer).get(f"/engagement-citoyen/?{query}")

    assert response.status_code == 200
    assert "2026" in response.content.decode()


def test_the_volunteer_s_paper_can_be_read_aloud(officer: Membership) -> None:
    content = signed_in(officer).get("/engagement-citoyen/releve.pdf").content

    document = pikepdf.open(BytesIO(content))
    assert document.open_metadata()["dc:title"] == "Engagement citoyen 2026"
    assert document.Root.MarkInfo.Marked


def test_the_list_warns_and_does_not_judge(secretary: Membership) -> None:
    path = f"/associations/{secretary.association.pk}/cec/"
    browser = signed_in(secretary)
    unknown = browser.get(path).content.decode()
    type(secretary.association).objects.update(declared_on="2020-01-01", all_general_interest=True)

    known = browser.get(path).content.decode()

    assert "Indiquez la date de déclaration" in unknown
    assert "Jeanne Martin" in unknown
    assert "alert warning" not in known


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_the_list_is_downloaded(secretary: Membership, suffix: str) -> None:
    path = f"/associations/{secretary.association.pk}/cec/liste.{suffix}"

    response: Any = signed_in(secretary).get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content

    assert response["Content-Disposition"].startswith("attachment")
    assert content.startswith(b"%PDF" if suffix == "pdf" else b"PK")


def test_what_an_action_counts_for_is_corrected(officer: Membership, secretary: Membership) -> None:
    action = Action.objects.get()
    path = f"/associations/{officer.association.pk}/cec/activites/{action.pk}/"
    browser = signed_in(secretary)

    done = browser.post(path, {f"a{action.pk}-counts_for": "none"}, follow=True)

    html = plain(done.content.decode())
    assert "Jeanne Martin : 0 min en 2026" in html
    assert Entry.objects.filter(verb="action.cec", object_id=action.pk).exists()
    assert "il vous manque 200 h" in plain(
        signed_in(officer).get("/engagement-citoyen/").content.decode()
    )


def test_nobody_corrects_their_own_hours_where_another_can(secretary: Membership) -> None:
    MembershipFactory(association=secretary.association, rights=[Right.ISSUE_CERTIFICATES])
    category = CategoryFactory(association=secretary.association)
    own = ActionFactory(member=secretary, category=category, date=date(2026, 5, 1))
    path = f"/associations/{secretary.association.pk}/cec/activites/{own.pk}/"

    done = signed_in(secretary).post(path, {f"a{own.pk}-counts_for": "direction"}, follow=True)

    own.refresh_from_db()
    assert own.cec_function == ""
    assert "Quelqu’un d’autre" in done.content.decode()


def test_the_action_of_another_association_does_not_exist(secretary: Membership) -> None:
    other = ActionFactory()
    path = f"/associations/{secretary.association.pk}/cec/activites/{other.pk}/"

    assert signed_in(secretary).post(path, {}).status_code == 404


def test_the_pages_cost_few_queries(
    officer: Membership, secretary: Membership, query_budget: Any
) -> None:
    browser, own = signed_in(secretary), signed_in(officer)
    base = f"/associations/{officer.association.pk}/cec/"
    pages = [(browser, base), (browser, f"{base}{officer.pk}/"), (own, "/engagement-citoyen/")]

    for who, path in pages:
        who.get(path)
        with query_budget(10):
            who.get(path)


@pytest.fixture
def president(officer: Membership) -> Membership:
    """Somebody who manages that association, all of it."""
    return MembershipFactory(association=officer.association, manager=True)


def test_the_conditions_are_asked_once_then_only_warned_of(president: Membership) -> None:
    team, here = signed_in(president), f"/associations/{president.association_id}/cec/"

    first = plain(team.get(here).content.decode())
    team.post(f"{here}conditions/", {"aside": "on"})
    after = plain(team.get(here).content.decode())

    assert "Trois questions, une fois" in first
    assert "Trois questions, une fois" not in after
    assert "Indiquez la date de déclaration" in after


def test_what_is_answered_is_kept_and_not_asked_again(president: Membership) -> None:
    team, here = signed_in(president), f"/associations/{president.association_id}/cec/"
    sent = {"declared_on": "2020-03-01", "siren": "123 456 789", "all_general_interest": ""}

    wrong = team.post(f"{here}conditions/", {**sent, "siren": "12"})
    team.post(f"{here}conditions/", sent)
    president.association.refresh_from_db()

    assert wrong.status_code == 422
    assert president.association.declared_on == date(2020, 3, 1)
    assert president.association.siren == "123456789"
    assert president.association.all_general_interest is None
    assert not is_to_be_asked(president.association)


def test_the_first_function_leads_to_the_questions(
    president: Membership, officer: Membership
) -> None:
    Function.objects.all().delete()
    team = signed_in(president)
    path = f"/associations/{officer.association_id}/benevoles/{officer.pk}/fonctions/"

    first = team.post(path, {"kind": "direction", "start": "2026-01-01"})
    second = team.post(path, {"kind": "supervision", "start": "2026-01-01"})

    assert first["Location"].endswith("/cec/conditions/")
    assert second["Location"].endswith(f"/{officer.pk}/")


def test_nothing_is_asked_of_whoever_told_it_all(president: Membership) -> None:
    Association.objects.update(declared_on=date(2020, 1, 1), all_general_interest=False)

    assert not is_to_be_asked(Association.objects.get())

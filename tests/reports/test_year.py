"""« Votre année »: what it tells, to whom, and how often."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from pdfua import validate

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from benevalibre.mailing.addresses import Reception, opt_out
from benevalibre.mailing.models import Mail
from benevalibre.reports import rollups
from benevalibre.reports.year import YearGiven, card, longest
from benevalibre.reports.year_mails import tell_years
from benevalibre.reports.year_paper import year_pdf
from tests.factories import ActionFactory, MembershipFactory
from tests.personas import signed_in

TODAY = date(2027, 1, 12)


@pytest.fixture(autouse=True)
def _in_january():
    with time_machine.travel("2027-01-12 10:00+01:00", tick=False):
        yield


@pytest.fixture
def jeanne() -> Membership:
    """She gave 3 h in March, 1 h in April and 2 h in August 2026; 9 h more wait."""
    member = MembershipFactory(user__first_name="Jeanne")
    for day, hours in (("2026-03-02", 3), ("2026-04-02", 1), ("2026-08-05", 2)):
        ActionFactory(member=member, date=date.fromisoformat(day), minutes=hours * 60)
    ActionFactory(member=member, date=date(2026, 5, 1), minutes=540, pending=True)
    return member


def user_of(member: Membership) -> User:
    assert member.user is not None
    return member.user


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@given(st.sets(st.integers(1, 12)))
def test_the_longest_streak_is_in_the_months(months: set[int]) -> None:
    found = longest(months, 2026)

    if found is None:
        assert not months
        return
    run = list(range(found.first.month, found.last.month + 1))
    assert len(run) == found.months
    assert set(run) <= months
    for start in months:
        assert not set(range(start, start + found.months + 1)) <= months


@pytest.mark.django_db
def test_what_it_tells(jeanne: Membership) -> None:
    found = YearGiven(Action.objects.by_user(user_of(jeanne)), 2026, TODAY)

    assert found.total.minutes == 360
    assert (found.busiest and found.busiest.name) == "mars 2026"
    assert plain(found.streak_words) == "2 mois de suite (mars 2026 – avril 2026)"
    assert plain(found.sentence) == f"En 2026, vous avez donné 6 h à « {jeanne.association} »."


@pytest.mark.django_db
def test_the_card_shows_in_january_until_it_is_put_away(jeanne: Membership) -> None:
    browser = signed_in(jeanne)

    seen = browser.get("/").content.decode()
    after = browser.post("/votre-annee/2026/rangement/", follow=True).content.decode()

    assert "/votre-annee/2026/" in seen
    assert "C’est rangé" in after
    assert "year-card" not in after
    assert "/votre-annee/2026/" in browser.get("/mes-statistiques/").content.decode()


@pytest.mark.django_db
def test_no_card_without_hours_nor_in_february(jeanne: Membership) -> None:
    nobody = MembershipFactory()

    assert card(user_of(jeanne), TODAY) is not None
    assert card(user_of(nobody), TODAY) is None
    assert card(user_of(jeanne), date(2027, 2, 1)) is None


@pytest.mark.django_db
def test_only_years_that_are_over(jeanne: Membership) -> None:
    browser = signed_in(jeanne)

    assert browser.get("/votre-annee/2026/").status_code == 200
    assert "Rien ne compte" in browser.get("/votre-annee/2025/").content.decode()
    assert browser.get("/votre-annee/2027/").status_code == 404
    assert browser.get("/votre-annee/99999999999/").status_code == 404
    assert browser.post("/votre-annee/2027/rangement/").status_code == 404
    assert "pas de page" in plain(
        browser.get("/votre-annee/2025.pdf", follow=True).content.decode()
    )


@pytest.mark.django_db
def test_one_page_that_is_read_aloud(jeanne: Membership, tmp_path: Any) -> None:
    found = YearGiven(Action.objects.by_user(user_of(jeanne)), 2026, TODAY)
    content = year_pdf(found, "Jeanne <b> #x")
    file = tmp_path / "year.pdf"
    file.write_bytes(content)
    document = pikepdf.open(io.BytesIO(content))

    assert [fault.message for fault in validate(str(file)).findings] == []
    assert str(document.Root.Lang) == "fr"
    assert document.open_metadata()["dc:title"] == "Votre année 2026, Jeanne <b> #x"
    assert len(document.pages) == 1


@pytest.mark.django_db
def test_the_mail_leaves_once(jeanne: Membership) -> None:
    MembershipFactory()
    gone = MembershipFactory(user__is_active=False)
    ActionFactory(member=gone, date=date(2026, 3, 2))
    deaf = MembershipFactory()
    ActionFactory(member=deaf, date=date(2026, 3, 2))
    opt_out(Reception(user_of(deaf).email, "reports.year"))
    rollups.refresh_all()
    cache.clear()

    looked_at = tell_years()
    cache.clear()
    again = tell_years()

    [mail] = Mail.objects.all()
    cache.clear()
    assert (looked_at, again) == (2, 0)
    assert mail.to == user_of(jeanne).email
    assert mail.subject == "Votre année 2026 de bénévolat"
    assert "6 h à" in plain(mail.text)
    assert "/votre-annee/2026/" in mail.text
    assert "List-Unsubscribe" in mail.headers


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2027-01-07", "2027-02-01", "2027-12-31"])
def test_no_mail_on_other_days(jeanne: Membership, day: str) -> None:
    rollups.refresh_all()
    cache.clear()

    with time_machine.travel(f"{day} 10:00+01:00", tick=False):
        assert tell_years() == 0

    assert not Mail.objects.exists()

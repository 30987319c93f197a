"""Gifts in kind in the year's statement, and locked with it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from benevalibre.associations.models import FiscalYear, Membership
from benevalibre.associations.writing import RuleError
from benevalibre.valuation.accounts import Nature
from benevalibre.valuation.closing import close, reopen
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.giving import by_nature
from benevalibre.valuation.models import Gift, Rate
from benevalibre.valuation.models.gifts import MOST_A_YEAR
from benevalibre.valuation.papers import Asked, summary
from benevalibre.valuation.printing import note
from tests.factories import FiscalYearFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

ROOM: dict[str, Any] = {"nature": "premises", "label": "Salle, mairie", "cents": 250_000}


@pytest.fixture
def room(treasurer: Membership, year: FiscalYear) -> Gift:
    return Gift.objects.note(year, by=treasurer, **ROOM)


def plain(html: bytes) -> str:
    return html.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_closed_year_holds_its_gifts_in_the_verbs(
    room: Gift, treasurer: Membership, year: FiscalYear
) -> None:
    close(year, by=treasurer)

    for verb in (
        lambda: Gift.objects.note(year, by=treasurer, **ROOM),
        lambda: room.change(by=treasurer, cents=1),
        lambda: room.discard(by=treasurer),
    ):
        with pytest.raises(RuleError, match="est arrêté"):
            verb()


def test_a_closed_year_holds_its_gifts_in_the_database(
    room: Gift, treasurer: Membership, year: FiscalYear
) -> None:
    later = FiscalYearFactory(
        association=treasurer.association, start=date(2027, 1, 1), end=date(2027, 12, 31)
    )
    free = Gift.objects.note(later, by=treasurer, **ROOM)
    close(year, by=treasurer)
    rows = Gift.objects.filter(pk=room.pk)

    for act in (
        lambda: rows.update(cents=1),
        lambda: rows.update(label="Autre"),
        lambda: rows.update(evidence=""),
        lambda: rows.update(fiscal_year=later),
        rows.delete,
        lambda: Gift.objects.filter(pk=free.pk).update(fiscal_year=year),
        lambda: Gift.objects.create(association=year.association, fiscal_year=year, **ROOM),
    ):
        with pytest.raises(IntegrityError, match="closed fiscal year"), transaction.atomic():
            act()
    assert Gift.objects.filter(pk=free.pk).update(cents=5) == 1


def test_a_year_that_is_open_again_lets_its_gifts_change(
    room: Gift, treasurer: Membership, year: FiscalYear
) -> None:
    close(year, by=treasurer)
    reopen(year, by=treasurer, reason="Un don oublié")

    room.change(by=treasurer, cents=100)

    assert Gift.objects.get().cents == 100


def test_a_statement_counts_gifts_even_where_no_hour_is_valued(
    room: Gift, treasurer: Membership, year: FiscalYear
) -> None:
    assert not Rate.objects.exists()

    statement = close(year, by=treasurer)
    figures = Figures.thawed(statement.figures)
    page = signed_in(treasurer).get(f"/associations/{year.association_id}/etats/1/")

    assert figures.by_nature == {Nature.VOLUNTEERING: 0, Nature.PREMISES: 250_000}
    assert "Les autres contributions en nature" in note(statement, figures)
    assert "Salle, mairie" in plain(page.content)
    assert "2 500,00 €" in plain(page.content)


def test_a_statement_leads_to_the_gifts_only_where_their_page_is(
    room: Gift, treasurer: Membership, year: FiscalYear
) -> None:
    close(year, by=treasurer)
    browser, path = signed_in(treasurer), f"/associations/{year.association_id}/etats/1/"

    before = plain(browser.get(path).content)
    type(year.association).objects.update(policy_valued=False)
    after = plain(browser.get(path).content)

    assert ("Voir les justificatifs" in before, "Voir les justificatifs" in after) == (True, False)


def test_the_preview_says_that_nothing_was_noted(treasurer: Membership, year: FiscalYear) -> None:
    html = plain(
        signed_in(treasurer)
        .get(f"/associations/{year.association_id}/exercices/{year.pk}/cloture/")
        .content
    )

    assert "Dons en nature : rien de noté." in html
    assert f"/exercices/{year.pk}/dons/ajout/" in html


def test_a_year_holds_so_many_lines_and_no_more(treasurer: Membership, year: FiscalYear) -> None:
    Gift.objects.bulk_create(
        Gift(association=year.association, fiscal_year=year, **ROOM) for _n in range(MOST_A_YEAR)
    )

    with pytest.raises(RuleError, match="100 lignes"):
        Gift.objects.note(year, by=treasurer, **ROOM)


def test_each_nature_has_its_accounts() -> None:
    gifts = [Gift(nature=nature, cents=cents) for nature, cents in
             (("services", 5), ("goods", 1), ("premises", 3), ("goods", 1))]  # fmt: skip

    found = [(g.use.code, g.origin.code, g.former and g.former.code, g.cents)
             for g in by_nature(gifts)]  # fmt: skip

    assert found == [("860", "870", "875", 2), ("861", "871", None, 3), ("862", "871", None, 5)]


def test_whole_euros_keep_class_86_and_class_87_equal(
    treasurer: Membership, year: FiscalYear
) -> None:
    for nature in ("premises", "services"):
        Gift.objects.note(year, by=treasurer, nature=nature, label="Don", cents=10_50)
    statement = close(year, by=treasurer)
    asked = Asked(statement=statement, figures=Figures.thawed(statement.figures), whole=True)

    amounts = {row[0]: row[2] for row in summary(asked).rows}

    assert (amounts["861"], amounts["862"], amounts["871"]) == (11, 11, 22)
    assert amounts["86"] == amounts["87"] == 22

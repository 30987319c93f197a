"""The pages of export and their files: filters, formats, headers, who gets what."""

import csv
import io
import json
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from benevalibre.associations.models import Association
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    MembershipFactory,
)
from tests.personas import signed_in
from tests.reports.downloads import get, mine, of_people, of_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]

CODES = ["xlsx", "ods", "csv", "csv-machines", "json", "paheko"]


@pytest.fixture
def association() -> Association:
    return AssociationFactory(name="Les Amis du vélo")


def test_the_page_offers_each_file_and_keeps_the_query(association: Association) -> None:
    manager = MembershipFactory(association=association, manager=True)
    ActionFactory(association=association, minutes=150)
    query = {"text": "vélo & co", "year": "2026", "sort": "person", "after": "x", "page": "2"}

    html = get(manager, of_team(association, **query)).content.decode()

    for code in CODES:
        assert f"?text=v%C3%A9lo+%26+co&amp;year=2026&amp;format={code}" in html
    assert "Les filtres de la liste sont gardés." in html


def test_the_page_says_how_much_there_is(association: Association) -> None:
    member = MembershipFactory(association=association)
    ActionFactory(member=member, minutes=150)
    ActionFactory(member=member, minutes=60)

    html = get(member, mine()).content.decode()

    assert "2 activités, 3\u00a0h\u00a030." in html
    assert "Les filtres de la liste" not in html


@pytest.mark.parametrize("code", CODES)
def test_each_file_is_saved_and_never_kept_or_guessed(association: Association, code: str) -> None:
    manager = MembershipFactory(association=association, manager=True)
    ActionFactory(association=association)

    response = get(manager, of_team(association, format=code))

    assert response.status_code == 200
    assert response.streaming
    suffix = {"csv-machines": "csv", "paheko": "csv"}.get(code, code)
    name = f"Les%20Amis%20du%20v%C3%A9lo%20-%20activit%C3%A9s%20-%202026-06-15.{suffix}"
    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.headers["Content-Type"].startswith("text/html")
    assert response.getvalue()


def test_a_name_of_association_cannot_break_the_header() -> None:
    hostile = AssociationFactory(name='A"; filename="x.html\r\nSet-Cookie: a=b/../é')
    manager = MembershipFactory(association=hostile, manager=True)

    response = get(manager, of_team(hostile, format="json"))

    header = response.headers["Content-Disposition"]
    expected = "A%20filename%20x%20html%20Set-Cookie%20a%20b%20%C3%A9%20-%20activit%C3%A9s%20-%20"
    assert header == f"attachment; filename*=utf-8''{expected}2026-06-15.json"
    assert json.loads(response.getvalue()) == []


def test_a_file_that_does_not_exist_is_refused_in_words(association: Association) -> None:
    member = MembershipFactory(association=association)

    response = get(member, mine(format="exe"))

    assert response.status_code == 422
    assert "Choisissez un des fichiers ci-dessous." in response.content.decode()


def test_paheko_is_not_offered_for_people(association: Association) -> None:
    manager = MembershipFactory(association=association, manager=True)

    assert get(manager, of_people(association, format="paheko")).status_code == 422


def test_labels_are_those_of_the_language_when_the_file_was_asked_for(
    association: Association,
) -> None:
    member = MembershipFactory(association=association, user__language="en")
    ActionFactory(member=member)

    response = get(member, mine(format="csv"))

    content = response.getvalue().decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert row[header.index("État")] == "approved"


def test_a_hostile_title_is_neutralised(association: Association) -> None:
    member = MembershipFactory(association=association)
    ActionFactory(member=member, title='=HYPERLINK("http://example.org")', minutes=150)

    response = get(member, mine(format="csv"))

    assert "'=HYPERLINK" in response.getvalue().decode()


def test_a_spreadsheet_adds_hours_up(association: Association) -> None:
    member = MembershipFactory(association=association)
    ActionFactory(member=member, minutes=150)
    ActionFactory(member=member, minutes=45)

    response = get(member, mine(format="xlsx"))

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.getvalue()))
    names, *found = book.get_sheet_by_index(0).to_python()
    hours = [row[names.index("Durée (en heures)")] for row in found]
    assert sum(map(float, hours)) == 3.25


@pytest.mark.parametrize("count", [2, 40])
def test_a_file_asks_as_many_queries_whatever_its_rows(
    association: Association, count: int, query_budget: Any
) -> None:
    manager = MembershipFactory(association=association, manager=True)
    for _n in range(count):
        ActionFactory(association=association)
    browser = signed_in(manager)
    address = of_team(association, format="json")

    with query_budget(10):
        response = browser.get(*address)
        found = json.loads(response.getvalue())

    assert len(found) == count


def test_a_page_stays_within_its_queries(association: Association, query_budget: Any) -> None:
    manager = MembershipFactory(association=association, manager=True)
    ActionFactory(association=association)
    browser = signed_in(manager)

    with query_budget(10):
        browser.get(*of_team(association))


@pytest.mark.parametrize(
    ("name", "export"),
    [("actions:list", "export_actions"), ("associations:member_list", "export_people")],
)
def test_each_list_leads_to_its_export(association: Association, name: str, export: str) -> None:
    manager = MembershipFactory(association=association, manager=True)
    ActionFactory(association=association)

    html = signed_in(manager).get(reverse(name, args=[association.pk])).content.decode()

    assert f'href="{reverse(f"reports:{export}", args=[association.pk])}' in html


def test_ones_own_list_leads_to_its_export_with_its_filters(association: Association) -> None:
    member = MembershipFactory(association=association)
    ActionFactory(member=member)

    html = signed_in(member).get(reverse("actions:mine"), {"status": "approved"}).content.decode()

    assert f'href="{reverse("reports:export_mine")}?status=approved"' in html

"""« Mes activités »: months, filters, pages."""

from datetime import date, timedelta

import pytest

from tests.actions.recorded import TODAY
from tests.factories import ActionFactory
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


class TestMine:
    URL = "/activites/"

    def test_months_have_their_totals_with_what_waits_apart(self, jeanne):
        ActionFactory(member=jeanne, date=date(2026, 5, 2), minutes=90)
        ActionFactory(member=jeanne, date=date(2026, 5, 30), minutes=45)
        ActionFactory(member=jeanne, date=date(2026, 5, 3), minutes=30, pending=True)
        ActionFactory(member=jeanne, date=date(2026, 5, 4), minutes=600, declined=True)

        page = signed_in(jeanne).get(self.URL).content.decode()

        assert "Mai 2026" in page
        assert "2\u00a0h\u00a015" in page
        assert "30\u00a0min en attente" in page

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("text=VELO", {"Atelier vélo": True, "Bureau": False}),
            ("text=vélo", {"Atelier vélo": True, "Bureau": False}),
            ("text=VÉLO", {"Atelier vélo": True, "Bureau": False}),
            ("status=pending", {"Atelier vélo": False, "Bureau": True}),
            ("start=2026-05-02", {"Atelier vélo": True, "Bureau": False}),
            ("end=2026-05-01", {"Atelier vélo": False, "Bureau": True}),
            ("start=abc&status=nope&association=-1&text=", {"Atelier vélo": True, "Bureau": True}),
            ("year=abc&after=2026-99-99_1", {"Atelier vélo": True, "Bureau": True}),
        ],
    )
    def test_filters_keep_what_they_name_and_never_break(self, jeanne, query, shown):
        ActionFactory(member=jeanne, date=date(2026, 5, 2), title="Atelier vélo")
        ActionFactory(member=jeanne, date=date(2026, 5, 1), title="Bureau", pending=True)

        page = signed_in(jeanne).get(f"{self.URL}?{query}").content.decode()

        assert {title: title in page for title in shown} == shown

    def test_the_next_page_begins_where_this_one_ends(self, jeanne):
        category = jeanne.association.categories.first()
        for n in range(55):
            ActionFactory(
                member=jeanne,
                date=TODAY - timedelta(days=n // 2),
                title=f"n{n:02}.",
                category=category,
            )
        browser = signed_in(jeanne)

        first = browser.get(self.URL).content.decode()
        start = first.index("?after=")
        second = browser.get(self.URL + first[start : first.index('"', start)]).content.decode()

        titles = [f"n{n:02}." for n in range(55)]
        on_first = {title for title in titles if title in first}
        on_second = {title for title in titles if title in second}
        assert len(on_first) == 50
        assert on_first | on_second == set(titles)
        assert not on_first & on_second

    def test_nothing_noted_says_how_to_begin(self, jeanne):
        page = signed_in(jeanne).get(self.URL).content.decode()

        assert "Rien de noté pour l’instant" in page

    def test_the_page_stays_within_its_queries(self, jeanne, query_budget):
        for n in range(10):
            ActionFactory(member=jeanne, title=f"Atelier {n}", to_correct=n > 5)
        browser = signed_in(jeanne)
        browser.get(self.URL)

        with query_budget(10):
            browser.get(self.URL)

"""What statistics tell whoever may see totals only: nothing of few people."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations.models import Association, Membership, Visibility
from benevalibre.reports import periods
from benevalibre.reports.lines import Line
from tests.factories import (
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    MembershipFactory,
)
from tests.personas import signed_in
from tests.reports.asking import asked, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


@pytest.fixture
def association() -> Association:
    return AssociationFactory(name="Les Amis du vélo")


class TestTotalsOnly:
    """Who may see totals only: nothing of fewer than three people, nor what reveals it."""

    @pytest.fixture
    def jeanne(self, association: Association) -> Membership:
        association.policy_visibility = Visibility.TOTALS
        association.save()
        return MembershipFactory(association=association)

    def _three(self, place: Association, day: str, minutes: int, **columns: Any) -> None:
        people = place.memberships.filter(kind="named").order_by("pk")
        for member in people[:3]:
            give(place, day, minutes, member=member, **columns)

    @pytest.fixture(autouse=True)
    def _people(self, association: Association) -> None:
        for _n in range(4):
            MembershipFactory(association=association, named=True)

    def test_two_people_are_no_total(self, jeanne: Membership) -> None:
        give(jeanne.association, "2026-01-10", 60)
        give(jeanne.association, "2026-01-10", 60)

        found = asked(jeanne)

        assert found.total == Line(key=None)
        assert found.categories == found.parts == found.people == []

    def test_a_line_of_one_goes_with_the_smallest_other(self, jeanne: Membership) -> None:
        here = jeanne.association
        large, small, alone = (CategoryFactory(association=here, name=n) for n in "ABC")
        self._three(here, "2026-01-10", 100, category=large)
        self._three(here, "2026-01-10", 10, category=small)
        give(here, "2026-01-10", 7, category=alone)

        found = asked(jeanne)

        assert [(line.name, line.minutes) for line in found.categories] == [
            ("A", 300),
            ("Autres catégories", 37),
        ]

    def test_months_of_one_are_put_together(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        self._three(here, "2026-02-10", 10)
        give(here, "2026-03-10", 7)

        assert [(line.name, line.minutes) for line in asked(jeanne).parts] == [
            ("janvier 2026", 300),
            ("Autres mois", 37),
        ]

    def test_the_distance_of_two_drivers_is_not_told(self, jeanne: Membership) -> None:
        self._three(jeanne.association, "2026-01-10", 100)
        give(jeanne.association, "2026-01-10", 10, distance_hundredths=900)

        assert asked(jeanne).distance == 0

    def test_dates_filters_and_months_are_not_theirs_to_choose(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        give(here, "2026-02-10", 60)
        category = here.categories.order_by("pk").first()
        page = reverse("reports:statistics", args=[here.pk])
        browser = signed_in(jeanne)

        whole = browser.get(page).content
        for query in ("period=2026-02", "period=all", "start=2026-02-01&end=2026-02-28",
                      f"category={category and category.pk}", "person=Paul"):  # fmt: skip
            answer = browser.get(f"{page}?{query}")
            assert answer.status_code == 200
            assert answer.content == whole or b"6\xc2\xa0h" in answer.content
            assert "février 2026".encode() not in answer.content

    def test_calendar_years_are_not_shown_beside_fiscal_ones(self, jeanne: Membership) -> None:
        here = jeanne.association
        FiscalYearFactory(
            association=here, start=datetime.date(2025, 9, 1), end=datetime.date(2026, 8, 31)
        )
        self._three(here, "2026-01-10", 100)
        page = reverse("reports:statistics", args=[here.pk])

        answer = signed_in(jeanne).get(f"{page}?period=2025")

        assert "Exercice 2025-2026" in answer.content.decode()
        assert "5\u00a0h" in answer.content.decode()

    def test_files_hold_what_the_page_shows_whatever_is_asked(self, jeanne: Membership) -> None:
        here = jeanne.association
        large, alone = (CategoryFactory(association=here, name=name) for name in "AB")
        small = CategoryFactory(association=here, name="C")
        self._three(here, "2026-01-10", 100, category=large)
        self._three(here, "2026-02-10", 10, category=small)
        give(here, "2026-02-10", 7, category=alone, distance_hundredths=500)
        browser = signed_in(jeanne)
        asked_for = f"?category={alone.pk}&start=2026-02-01&end=2026-02-28&period=2026-02"

        file = [here.pk, "categories", "csv"]
        answer: Any = browser.get(reverse("reports:statistics_file", args=file) + asked_for)

        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines == [
            "Catégorie;Activités;Bénévoles;Heures;Heures (en décimal)",
            "A;3;3;5:00:00;5",
            "Autres catégories;4;4;0:37:00;0,62",
        ]

    def test_a_year_of_two_people_is_not_compared_with(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        for _n in range(2):
            give(here, "2025-01-10", 60)

        found = asked(jeanne)

        assert found.total.minutes == 300
        assert found.total_before == Line(key=None)
        assert found.change is None

    def test_the_year_before_is_compared_whole(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        self._three(here, "2025-12-10", 50)

        found = asked(jeanne)

        assert found.before == periods.calendar_year(2025)
        assert found.total_before.minutes == 150

    def test_nothing_is_said_of_euros(self, jeanne: Membership) -> None:
        jeanne.association.policy_valued = True
        self._three(jeanne.association, "2026-01-10", 100)

        found = asked(jeanne)

        assert (found.worth, found.worth_before) == (None, None)
        assert all(line.worth is None for line in found.categories)

    def test_no_file_names_people(self, jeanne: Membership) -> None:
        self._three(jeanne.association, "2026-01-10", 100)
        file = [jeanne.association_id, "people", "csv"]

        answer = signed_in(jeanne).get(reverse("reports:statistics_file", args=file))

        assert answer.status_code == 404

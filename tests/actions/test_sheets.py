"""The group sheet: one meeting for many people, recorded once and undone as one."""

import datetime

import pytest
from django.urls import reverse

from benevalibre.actions import moderation, sheets
from benevalibre.actions.drafts import Draft, RecordingError
from benevalibre.actions.models import Action, Source, Status
from benevalibre.actions.sheets import Sheet
from benevalibre.associations.models import Membership, Right
from benevalibre.journal.models import Batch, Entry
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    MembershipFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Membership:
    """Somebody who records for the others."""
    return MembershipFactory(
        association=AssociationFactory(), rights=[Right.MANAGE_ACTIONS, Right.MANAGE_MEMBERS]
    )


@pytest.fixture
def people(nadia: Membership) -> list[Membership]:
    """Rose, Paul and Zoé, without account."""
    return [
        MembershipFactory(association=nadia.association, named=True, name=name)
        for name in ("Rose", "Paul", "Zoé")
    ]


def _draft(nadia: Membership) -> Draft:
    category = CategoryFactory(association=nadia.association)
    return Draft(category=category, date=nadia.association.today(), minutes=120, title="Réunion")


def _form(nadia: Membership, *present: Membership, **more: str) -> dict[str, object]:
    category = CategoryFactory(association=nadia.association)
    return {
        "what": f"c{category.pk}",
        "when": "aujourdhui",
        "duration": "2h",
        "present": [member.pk for member in present],
        "save": "1",
        **more,
    }


def _url(nadia: Membership, name: str = "sheet", *more: int) -> str:
    return reverse(f"actions:{name}", args=[nadia.association_id, *more])


def test_each_person_gets_an_action_of_their_own(
    nadia: Membership, people: list[Membership]
) -> None:
    rose, paul, _zoe = people
    sheet = Sheet(draft=_draft(nadia), minutes={rose.pk: 120, paul.pk: 45})

    batch = sheets.record_sheet(sheet, by=nadia)

    assert dict(Action.objects.values_list("member", "minutes")) == {rose.pk: 120, paul.pk: 45}
    for action in Action.objects.all():
        assert (action.batch, action.source) == (batch, Source.SHEET)
        assert (action.typed_by, action.status) == (nadia, Status.APPROVED)


def test_a_name_becomes_a_person_unless_there_is_one(
    nadia: Membership, people: list[Membership]
) -> None:
    rose = people[0]
    sheet = Sheet(draft=_draft(nadia), minutes={rose.pk: 90}, names=["ROSE", "paul", "Inès"])

    sheets.record_sheet(sheet, by=nadia)

    found = set(Action.objects.values_list("member__name", "minutes"))
    assert found == {("Rose", 90), ("Paul", 120), ("Inès", 120)}
    assert Membership.objects.filter(association=nadia.association).count() == 5


def test_the_same_sheet_sent_twice_is_recorded_once(
    nadia: Membership, people: list[Membership]
) -> None:
    sheet = Sheet(draft=_draft(nadia), minutes={person.pk: 60 for person in people})

    first = sheets.record_sheet(sheet, by=nadia, key="k")
    second = sheets.record_sheet(sheet, by=nadia, key="k")

    assert first == second
    assert Action.objects.count() == 3


def test_nothing_is_recorded_where_one_row_is_refused(
    nadia: Membership, people: list[Membership]
) -> None:
    rose, paul, _zoe = people
    sheet = Sheet(draft=_draft(nadia), minutes={rose.pk: 60, paul.pk: 25 * 60}, names=["Inès"])

    with pytest.raises(RecordingError, match="Paul\u00a0: Une journée n’a que 24"):
        sheets.record_sheet(sheet, by=nadia)

    assert not Action.objects.exists()
    assert not Batch.objects.exists()
    assert not Membership.objects.filter(name="Inès").exists()


def test_people_of_elsewhere_are_not_recorded(nadia: Membership, people: list[Membership]) -> None:
    stranger = MembershipFactory()
    sheet = Sheet(draft=_draft(nadia), minutes={stranger.pk: 60, people[0].pk: 60})

    sheets.record_sheet(sheet, by=nadia)

    assert Action.objects.get().member == people[0]


def test_undoing_takes_all_of_it_back(nadia: Membership, people: list[Membership]) -> None:
    sheet = Sheet(draft=_draft(nadia), minutes={people[0].pk: 60}, names=["Inès"])
    batch = sheets.record_sheet(sheet, by=nadia, key="k")

    assert sheets.undo(batch, by=nadia) == 2

    assert not Action.objects.exists()
    assert not Membership.objects.filter(name="Inès").exists()
    assert Entry.objects.filter(verb="action.remove").count() == 2
    sheets.record_sheet(sheet, by=nadia, key="k")
    assert Action.objects.count() == 2


def test_undoing_leaves_what_was_changed_since(nadia: Membership, people: list[Membership]) -> None:
    sheet = Sheet(draft=_draft(nadia), minutes={person.pk: 60 for person in people})
    batch = sheets.record_sheet(sheet, by=nadia)
    Action.objects.filter(member=people[1]).update(version=2)

    assert sheets.undo(batch, by=nadia) == 2

    assert Action.objects.get().member == people[1]


def test_undoing_leaves_a_year_closed_since(nadia: Membership, people: list[Membership]) -> None:
    batch = sheets.record_sheet(Sheet(draft=_draft(nadia), minutes={people[0].pk: 60}), by=nadia)
    FiscalYearFactory(association=nadia.association, closed=True)

    assert sheets.undo(batch, by=nadia) == 0


def test_undoing_twice_is_refused(nadia: Membership, people: list[Membership]) -> None:
    batch = sheets.record_sheet(Sheet(draft=_draft(nadia), minutes={people[0].pk: 60}), by=nadia)
    sheets.undo(batch, by=nadia)

    with pytest.raises(moderation.ModerationError, match="déjà annulé"):
        sheets.undo(batch, by=nadia)


class TestPage:
    """The page and its buttons."""

    def test_a_sheet_is_recorded_and_can_be_undone(
        self, nadia: Membership, people: list[Membership]
    ) -> None:
        rose, paul, _zoe = people
        browser = signed_in(nadia)
        form = _form(nadia, rose, paul, **{f"duration_{paul.pk}": "1h30", "names": "Inès\n\nInès"})

        page = browser.post(_url(nadia), form, follow=True)

        assert "C’est noté\u00a0: 3 personnes, 5\u00a0h\u00a030." in page.content.decode()
        browser.post(_url(nadia, "batch_undo", Batch.objects.get().pk))
        assert not Action.objects.exists()

    def test_a_wrong_duration_is_said_in_its_row(
        self, nadia: Membership, people: list[Membership]
    ) -> None:
        rose = people[0]
        form = _form(nadia, rose, **{f"duration_{rose.pk}": "2h75"})

        page = signed_in(nadia).post(_url(nadia), form)

        html = page.content.decode()
        assert page.status_code == 422
        assert "2h75\u00a0» n’est pas une durée" in html
        assert f'id="error-{rose.pk}"' in html
        assert not Action.objects.exists()

    def test_a_sheet_without_anybody_is_sent_back(self, nadia: Membership) -> None:
        page = signed_in(nadia).post(_url(nadia), _form(nadia))

        assert page.status_code == 422
        assert "Cochez qui était là." in page.content.decode()

    @pytest.mark.parametrize("present", ["x", "-1", "9" * 30, "１"])
    def test_nonsense_is_nobody(self, present: str, nadia: Membership) -> None:
        page = signed_in(nadia).post(_url(nadia), _form(nadia) | {"present": present})

        assert page.status_code == 422

    def test_the_same_as_last_time_are_ticked(
        self, nadia: Membership, people: list[Membership]
    ) -> None:
        rose, paul, zoe = people
        sheet = Sheet(draft=_draft(nadia), minutes={rose.pk: 60, paul.pk: 60})
        sheets.record_sheet(sheet, by=nadia)
        form = {"same": "1", "duration": "1h", "present": [zoe.pk]}

        page = signed_in(nadia).post(_url(nadia), form)

        ticked = {row.member.name for row in page.context["rows"] if row.is_present}
        assert ticked == {"Rose", "Paul", "Zoé"}
        assert 'value="1h"' in page.content.decode()
        assert Action.objects.count() == 2

    def test_without_a_sheet_before_there_is_nobody_to_tick_again_and_it_is_said(
        self, nadia: Membership, people: list[Membership]
    ) -> None:
        browser = signed_in(nadia)

        first = browser.post(_url(nadia), {"same": "1", "present": [people[0].pk]})

        assert "pas encore eu de feuille" in first.text
        assert [row.member for row in first.context["rows"] if row.is_present] == [people[0]]
        assert "pas encore eu de feuille" not in browser.get(_url(nadia)).text

    def test_looking_for_a_name_keeps_what_is_ticked(
        self, nadia: Membership, people: list[Membership]
    ) -> None:
        rose, _paul, zoe = people
        form = {"look": "1", "person": "zoe", "present": [rose.pk], f"duration_{rose.pk}": "3h"}

        page = signed_in(nadia).post(_url(nadia), form)

        shown = {row.member: (row.is_present, row.duration) for row in page.context["rows"]}
        assert shown == {rose: (True, "3h"), zoe: (False, "")}

    @pytest.mark.parametrize(
        "typed",
        [
            {"person": "\x00"},
            {"names": "\x00", "end_date": "x", "when": "autre", "date": "2026-99-99"},
            {"duration": "\x00" * 50, "what": "c99999999999999999", "title": "\x00"},
        ],
    )
    @pytest.mark.parametrize("button", ["look", "save"])
    def test_nonsense_is_no_error(
        self, button: str, typed: dict[str, str], nadia: Membership
    ) -> None:
        page = signed_in(nadia).post(_url(nadia), {button: "1", **typed})

        assert page.status_code == (422 if button == "save" else 200)

    def test_what_is_recorded_that_day_is_shown(
        self, nadia: Membership, people: list[Membership]
    ) -> None:
        yesterday = nadia.association.today() - datetime.timedelta(days=1)
        ActionFactory(member=people[0], title="Permanence", minutes=90, date=yesterday)
        browser = signed_in(nadia)

        today = browser.get(_url(nadia)).content.decode()
        html = browser.post(_url(nadia), {"look": "1", "when": "hier"}).content.decode()

        assert "Permanence" not in today
        assert "déjà hier : 1 h 30 Permanence" in " ".join(html.split())

    def test_who_does_not_manage_people_adds_none(self, people: list[Membership]) -> None:
        loic = MembershipFactory(association=people[0].association, rights=[Right.MANAGE_ACTIONS])
        form = _form(loic, people[0], names="Inès")

        signed_in(loic).post(_url(loic), form)

        assert Action.objects.get().member == people[0]
        assert not Membership.objects.filter(name="Inès").exists()

    def test_a_long_sheet_costs_few_queries(self, nadia: Membership, query_budget) -> None:
        MembershipFactory.create_batch(70, association=nadia.association, named=True)
        browser = signed_in(nadia)
        browser.get(_url(nadia))

        with query_budget(12):
            page = browser.get(_url(nadia))

        assert len(page.context["rows"]) == sheets.SHOWN

    def test_the_paper_twin_has_the_same_people_and_blank_rows(
        self, nadia: Membership, people: list[Membership]
    ) -> None:
        html = signed_in(nadia).get(_url(nadia, "sign_in_sheet")).content.decode()

        places = [html.index(f">{name}<") for name in ("Paul", "Rose", "Zoé")]
        assert places == sorted(places)
        assert "Signature" in html
        assert html.count("<tr><td></td>") == 10

"""The queue's page: what it shows, what its buttons do."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.actions.drafts import Draft
from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import Membership, Right
from benevalibre.instance.models import Instance
from benevalibre.journal.models import Batch
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    FiscalYearFactory,
    MembershipFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Membership:
    """Somebody who moderates an association that rereads hours."""
    association = AssociationFactory(rereads=True)
    return MembershipFactory(association=association, rights=[Right.MANAGE_ACTIONS])


@pytest.fixture
def jeanne(nadia: Membership) -> Membership:
    """Somebody who has recorded before."""
    member = MembershipFactory(
        association=nadia.association, user__first_name="Jeanne", user__last_name="Martin"
    )
    ActionFactory(member=member, date=timezone.localdate() - datetime.timedelta(days=40))
    return member


def _url(nadia: Membership, name: str = "queue", *more: int) -> str:
    return reverse(f"actions:{name}", args=[nadia.association_id, *more])


def _seen(*actions: Action) -> dict[str, list[str]]:
    return {"seen": [f"{action.pk}:{action.version}" for action in actions]}


def test_an_empty_queue_says_that_all_is_done(nadia: Membership) -> None:
    page = signed_in(nadia).get(_url(nadia))

    assert "Tout est validé. Rien à faire ici." in page.content.decode()


def test_the_queue_says_how_much_waits_and_from_how_many(
    nadia: Membership, jeanne: Membership
) -> None:
    ActionFactory.create_batch(2, member=jeanne, pending=True, minutes=75, project=None)
    ActionFactory(association=nadia.association, pending=True, minutes=60)
    ActionFactory(pending=True)

    html = signed_in(nadia).get(_url(nadia)).content.decode()

    assert "À valider\u00a0: 3 activités, 3\u00a0h\u00a030" in html
    assert "De 2 personnes" in html


def test_what_is_unusual_comes_first_with_the_reason(nadia: Membership, jeanne: Membership) -> None:
    usual = ActionFactory(member=jeanne, pending=True, minutes=60)
    long = ActionFactory(
        member=jeanne,
        pending=True,
        minutes=14 * 60,
        date=timezone.localdate() - datetime.timedelta(days=3),
    )

    page = signed_in(nadia).get(_url(nadia))

    queue = page.context["queue"]
    assert [item.action for item in queue.odd] == [long]
    assert [item.action for item in queue.usual] == [usual]
    assert "14\u00a0h en un jour" in page.content.decode()
    assert "Valider l’autre" in page.content.decode()


def test_the_usual_ones_are_approved_in_one_click(nadia: Membership, jeanne: Membership) -> None:
    actions = ActionFactory.create_batch(
        2, member=jeanne, pending=True, date=timezone.localdate(), minutes=60
    )
    actions[1].minutes = 90
    actions[1].save()

    page = signed_in(nadia).post(_url(nadia, "approvals"), _seen(*actions), follow=True)

    assert Action.objects.pending().count() == 0
    assert "2 activités validées." in page.content.decode()
    assert "Annuler" in page.content.decode()


def test_one_row_can_be_approved_alone(nadia: Membership, jeanne: Membership) -> None:
    one, other = ActionFactory.create_batch(2, member=jeanne, pending=True)
    data = _seen(one, other) | {"only": f"{other.pk}:1"}

    signed_in(nadia).post(_url(nadia, "approvals"), data)

    assert Action.objects.pending().get() == one


def test_what_changed_meanwhile_is_said_and_left(nadia: Membership, jeanne: Membership) -> None:
    one, other = ActionFactory.create_batch(2, member=jeanne, pending=True)
    seen = _seen(one, other)
    Action.objects.filter(pk=one.pk).update(version=2)

    page = signed_in(nadia).post(_url(nadia, "approvals"), seen, follow=True)

    html = page.content.decode()
    assert "1 activité validée. 1 autre n’a pas changé" in html
    assert Action.objects.pending().get() == one


@pytest.mark.parametrize(
    "seen", [[], ["x"], ["1"], ["1:"], ["1:2:3"], ["-1:1"], ["9" * 30 + ":1"], ["１:1"]]
)
@pytest.mark.parametrize("name", ["approvals", "corrections", "declines"])
def test_what_is_not_ticked_is_asked_for(name: str, seen: list[str], nadia: Membership) -> None:
    ActionFactory(association=nadia.association, pending=True)

    page = signed_in(nadia).post(_url(nadia, name), {"seen": seen})

    assert page.status_code == 422
    assert "Cochez" in page.content.decode()
    assert Action.objects.pending().count() == 1


def test_actions_of_another_association_stay_as_they_are(nadia: Membership) -> None:
    elsewhere = ActionFactory(pending=True)

    signed_in(nadia).post(_url(nadia, "approvals"), _seen(elsewhere))

    assert Action.objects.pending().get() == elsewhere


def test_asking_for_a_correction_asks_why_first(nadia: Membership, jeanne: Membership) -> None:
    action = ActionFactory(member=jeanne, pending=True)

    page = signed_in(nadia).post(_url(nadia, "corrections"), _seen(action))

    html = page.content.decode()
    assert page.status_code == 200
    assert "Que faut-il corriger\u00a0?" in html
    assert "Jeanne lira ce message." in html
    assert Action.objects.pending().count() == 1


def test_a_correction_without_a_reason_is_sent_back(nadia: Membership, jeanne: Membership) -> None:
    action = ActionFactory(member=jeanne, pending=True)

    page = signed_in(nadia).post(_url(nadia, "corrections"), _seen(action) | {"send": "1"})

    assert page.status_code == 422
    assert "Choisissez une raison" in page.content.decode()
    assert Action.objects.pending().count() == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [("corrections", Status.TO_CORRECT), ("declines", Status.DECLINED)],
)
def test_a_reason_joins_what_is_chosen_and_written(
    name: str, status: Status, nadia: Membership, jeanne: Membership
) -> None:
    action = ActionFactory(member=jeanne, pending=True)
    data = _seen(action) | {"send": "1", "choice": "duration", "text": "2 h ou 20 h\u00a0?"}

    signed_in(nadia).post(_url(nadia, name), data)

    action.refresh_from_db()
    assert action.status == status
    assert action.reason == "Durée à vérifier\u00a0: 2 h ou 20 h\u00a0?"


def test_what_the_author_corrected_shows_what_changed(
    nadia: Membership, jeanne: Membership
) -> None:
    action = ActionFactory(member=jeanne, pending=True, minutes=180)
    action.ask_correction(by=nadia, version=1, reason="Durée\u00a0?")
    action.refresh_from_db()
    draft = Draft(category=action.category, date=action.date, minutes=150, title=action.title)
    action.change(by=jeanne, draft=draft)

    page = signed_in(nadia).get(_url(nadia))

    html = page.content.decode()
    assert [item.action for item in page.context["queue"].odd] == [action]
    assert "<del>3\u00a0h</del> → <ins>2\u00a0h\u00a030</ins>" in html


def test_ones_own_hours_are_shown_apart(nadia: Membership) -> None:
    MembershipFactory(association=nadia.association, manager=True)
    own = ActionFactory(member=nadia, pending=True)

    page = signed_in(nadia).get(_url(nadia))

    assert [item.action for item in page.context["queue"].stuck] == [own]
    assert "Quelqu’un d’autre de l’équipe" in page.content.decode()
    assert f'value="{own.pk}:1"' not in page.content.decode()


def test_who_is_alone_may_approve_their_own(nadia: Membership) -> None:
    own = ActionFactory(member=nadia, pending=True)

    page = signed_in(nadia).get(_url(nadia))

    assert page.context["queue"].stuck == []
    assert f'value="{own.pk}:1"' in page.content.decode()


def test_what_lies_in_a_closed_year_is_shown_apart(nadia: Membership, jeanne: Membership) -> None:
    action = ActionFactory(member=jeanne, pending=True)
    start = datetime.date(action.date.year, 1, 1)
    FiscalYearFactory(association=nadia.association, closed=True, start=start)

    page = signed_in(nadia).get(_url(nadia))

    assert [item.action for item in page.context["queue"].stuck] == [action]


def test_nothing_is_offered_to_decide_while_the_association_moves(
    nadia: Membership, jeanne: Membership
) -> None:
    ActionFactory(member=jeanne, pending=True)
    approvals = reverse("actions:approvals", args=[nadia.association_id])
    before = signed_in(nadia).get(_url(nadia)).text

    nadia.association.state = "frozen"
    nadia.association.save()
    after = signed_in(nadia).get(_url(nadia)).text

    assert f'action="{approvals}"' in before
    assert "Valider" in before
    assert 'name="seen"' not in after
    assert "Rien ne se valide tant que l’association est en pause." in after


def test_undoing_brings_them_back(nadia: Membership, jeanne: Membership) -> None:
    actions = ActionFactory.create_batch(3, member=jeanne, pending=True)
    browser = signed_in(nadia)
    browser.post(_url(nadia, "approvals"), _seen(*actions))

    page = browser.post(_url(nadia, "batch_undo", Batch.objects.get().pk), follow=True)

    assert "C’est annulé\u00a0: 3 activités sont revenues comme avant." in page.content.decode()
    assert Action.objects.pending().count() == 3


def test_somebody_elses_batch_is_not_there_to_undo(nadia: Membership, jeanne: Membership) -> None:
    other = MembershipFactory(association=nadia.association, manager=True)
    batch = ActionFactory(member=jeanne, pending=True).approve(by=other, version=1)

    page = signed_in(nadia).post(_url(nadia, "batch_undo", batch.pk))

    assert page.status_code == 404
    assert Action.objects.pending().count() == 0


def test_two_hundred_waiting_cost_few_queries(nadia: Membership, query_budget) -> None:
    members = MembershipFactory.create_batch(20, association=nadia.association, named=True)
    category = ActionFactory(member=members[0], pending=True).category
    for member in members:
        ActionFactory.create_batch(
            10, member=member, category=category, pending=True, typed_by=None
        )
    MembershipFactory(association=nadia.association, manager=True)
    Action.objects.filter(
        pk=ActionFactory(member=nadia, category=category, pending=True).pk
    ).update(created_at=timezone.now() - datetime.timedelta(days=1))
    browser = signed_in(nadia)
    browser.get(_url(nadia))
    Instance.forget()

    with query_budget(10):
        page = browser.get(_url(nadia))

    assert page.context["queue"].count == 202
    assert len(page.context["queue"].items) == 100
    assert "102 autres suivront" in page.content.decode()

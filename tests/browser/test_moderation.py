"""A moderator before their screen: fourteen actions approved, one sent back and corrected."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import Membership, Right
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from tests.browser.journey import Journey
from tests.factories import ActionFactory, AssociationFactory, CategoryFactory, MembershipFactory

Beginning = Callable[[Page], Journey]
Opening = Callable[..., Page]


@pytest.fixture
def nadia(transactional_db: None) -> Membership:
    """Who moderates « Les Amis du vélo »."""
    association = AssociationFactory(name="Les Amis du vélo", rereads=True)
    return MembershipFactory(
        association=association,
        rights=[Right.MANAGE_ACTIONS, Right.SEE_STATISTICS],
        user__first_name="Nadia",
        user__last_name="Haddad",
    )


@pytest.fixture
def jeanne(nadia: Membership) -> Membership:
    """Who has recorded before."""
    member = MembershipFactory(
        association=nadia.association, user__first_name="Jeanne", user__last_name="Martin"
    )
    ActionFactory(
        member=member,
        category=CategoryFactory(association=nadia.association, name="Atelier"),
        date=timezone.localdate() - datetime.timedelta(days=50),
    )
    return member


def _fourteen(jeanne: Membership) -> None:
    """Twelve that are usual, one of 14 h and one of four months ago."""
    today = timezone.localdate()
    category = Action.objects.get(member=jeanne).category
    usual = [(today - datetime.timedelta(days=n), 60 + n) for n in range(1, 13)]
    odd = [(today - datetime.timedelta(days=20), 14 * 60), (today - datetime.timedelta(120), 60)]
    for day, minutes in [*usual, *odd]:
        ActionFactory(member=jeanne, category=category, date=day, minutes=minutes, pending=True)


def test_fourteen_actions_are_approved_in_three_clicks(
    nadia: Membership, jeanne: Membership, open_page: Opening, journey: Beginning
) -> None:
    _fourteen(jeanne)
    page = open_page(phone=False, person=nadia)
    page.goto("/")
    clicks = journey(page)

    clicks.tap(page.get_by_role("link", name=re.compile("14")).first)
    clicks.tap(page.get_by_role("button", name="Valider les 12 autres"))
    expect(page.get_by_text("12 activités validées.")).to_be_visible()
    clicks.tap(page.get_by_role("button", name="Valider ces 2"))

    expect(page.get_by_text("Tout est validé. Rien à faire ici.")).to_be_visible()
    assert Action.objects.approved().count() == 15
    assert clicks.taps <= 3


def test_what_was_approved_by_mistake_is_undone(
    nadia: Membership, jeanne: Membership, open_page: Opening
) -> None:
    _fourteen(jeanne)
    page = open_page(phone=True, person=nadia)
    page.goto(f"/associations/{nadia.association_id}/a-valider/")

    page.get_by_role("button", name="Valider les 12 autres").tap()
    page.get_by_role("button", name="Annuler").tap()

    expect(page.get_by_text("12 activités sont revenues comme avant")).to_be_visible()
    assert Action.objects.pending().count() == 14
    assert not Mail.objects.exists()


def test_one_is_sent_back_corrected_and_returns_with_what_changed(
    nadia: Membership, jeanne: Membership, open_page: Opening
) -> None:
    action = ActionFactory(
        member=jeanne,
        category=Action.objects.get(member=jeanne).category,
        title="Dépôt",
        minutes=14 * 60,
        pending=True,
    )
    desk = open_page(phone=False, person=nadia)
    desk.goto(f"/associations/{nadia.association_id}/a-valider/")

    desk.get_by_role("button", name="Demander une correction").first.click()
    desk.get_by_label("Durée à vérifier").check(force=True)
    desk.get_by_label("Votre message").fill("14 h ou 1 h 40 ?")
    desk.get_by_role("button", name="Demander une correction").click()
    expect(desk.get_by_text("Correction demandée pour 1 activité.")).to_be_visible()

    Mail.objects.update(not_before=timezone.now())
    outbox.send_due()
    assert "14 h ou 1 h 40 ?" in mail.outbox[-1].body
    link = re.search(r"https?://\S+(/activites/\d+/)", mail.outbox[-1].body)
    assert link is not None

    phone = open_page(phone=True, person=jeanne)
    phone.goto("/")
    expect(phone.get_by_text("14 h ou 1 h 40 ?").first).to_be_visible()
    phone.goto(link[1])
    phone.get_by_label("Combien de temps ?").fill("1h40")
    phone.get_by_role("button", name=re.compile("^Enregistrer")).tap()
    expect(phone.get_by_text("C’est modifié")).to_be_visible()

    desk.goto(f"/associations/{nadia.association_id}/a-valider/")
    expect(desk.get_by_text("corrigée")).to_be_visible()
    expect(desk.locator("del")).to_have_text("14\u00a0h")
    expect(desk.locator("ins")).to_have_text("1\u00a0h\u00a040")
    action.refresh_from_db()
    assert action.status == Status.PENDING


def test_a_group_sheet_is_filled_on_a_phone_and_undone(
    nadia: Membership, jeanne: Membership, open_page: Opening
) -> None:
    rose = MembershipFactory(association=nadia.association, named=True, name="Rose Léger")
    page = open_page(phone=True, person=nadia)
    page.goto(f"/associations/{nadia.association_id}/feuille/")

    page.get_by_label("Atelier", exact=True).first.check()
    page.get_by_label("Combien de temps ?").fill("2h")
    page.get_by_label("Jeanne Martin").first.check()
    page.get_by_label("Rose Léger").first.check()
    page.get_by_label("Durée de Rose Léger, si elle diffère").fill("45 min")
    expect(page.get_by_text("2 personnes")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Enregistrer")).last.tap()

    expect(page.get_by_text("2 personnes, 2\u00a0h\u00a045.")).to_be_visible()
    assert set(
        Action.objects.filter(date=timezone.localdate()).values_list("member", "minutes")
    ) == {
        (jeanne.pk, 120),
        (rose.pk, 45),
    }
    page.get_by_role("button", name="Annuler").tap()
    expect(page.get_by_text("2 activités retirées")).to_be_visible()
    assert Action.objects.count() == 1


def test_choosing_the_day_shows_what_is_recorded_then(
    nadia: Membership, jeanne: Membership, open_page: Opening
) -> None:
    yesterday = nadia.association.today() - datetime.timedelta(days=1)
    ActionFactory(member=jeanne, title="Permanence", date=yesterday, minutes=90)
    page = open_page(phone=True, person=nadia)
    page.goto(f"/associations/{nadia.association_id}/feuille/")
    page.get_by_label("Jeanne Martin").first.check()

    page.get_by_label("Hier", exact=True).check()

    expect(page.get_by_text("1\u00a0h\u00a030 Permanence")).to_be_visible()
    expect(page.get_by_label("Jeanne Martin").first).to_be_checked()

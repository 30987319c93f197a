"""Who is told of a decision, once each, and who is told that something waits."""

import pytest
import time_machine
from django.core import mail as post

from benevalibre.actions import moderation
from benevalibre.actions.mails import NOTICE_SECONDS, tell_moderators
from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership, Right
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import Rhythm, choose
from benevalibre.mailing.models import Mail
from tests.factories import ActionFactory, AssociationFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Membership:
    """Nadia, who may decide."""
    return MembershipFactory(
        association=AssociationFactory(rereads=True, name="L’Atelier d’été"),
        rights=[Right.MANAGE_ACTIONS],
        user__first_name="Nadia",
        user__last_name="Haddad",
    )


def test_an_author_gets_one_mail_for_all_of_theirs(moderator: Membership) -> None:
    jeanne = MembershipFactory(association=moderator.association, user__first_name="Jeanne")
    paul = MembershipFactory(association=moderator.association)
    actions = [
        *ActionFactory.create_batch(3, member=jeanne, pending=True, minutes=90),
        ActionFactory(member=paul, pending=True),
    ]

    moderation.approve_many(actions, by=moderator)

    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted(
        [jeanne.user.email, paul.user.email]
    )
    mail = Mail.objects.get(to=jeanne.user.email)
    assert mail.subject.startswith(
        "L’Atelier d’été\u00a0: vos heures sont validées (4\u00a0h\u00a030)"
    )
    assert all(action.title in mail.text for action in actions[:3])
    assert "Bonjour Jeanne" in mail.text
    assert "Bonjour Jeanne" in mail.html


def test_a_correction_says_who_asks_and_where_to_answer(moderator: Membership) -> None:
    action = ActionFactory(association=moderator.association, pending=True)

    action.ask_correction(by=moderator, version=1, reason="2 h ou <b>20 h</b>\u00a0?")

    mail = Mail.objects.get()
    assert mail.subject.endswith("Nadia Haddad vous demande de vérifier vos heures")
    assert "«\u00a02 h ou <b>20 h</b>\u00a0?\u00a0»" in mail.text
    assert "<b>20 h" not in mail.html
    assert f"/activites/{action.pk}/" in mail.text


def test_what_is_not_kept_is_said_with_its_reason(moderator: Membership) -> None:
    action = ActionFactory(association=moderator.association, pending=True)

    action.decline(by=moderator, version=1, reason="Déjà notée")

    mail = Mail.objects.get()
    assert "n’a pas été retenue" in mail.subject
    assert "«\u00a0Déjà notée\u00a0»" in mail.text


def test_who_has_no_account_is_told_nothing(moderator: Membership) -> None:
    actions = [
        ActionFactory(association=moderator.association, member__named=True, pending=True),
        ActionFactory(association=moderator.association, member__user__inactive=True, pending=True),
        ActionFactory(member=moderator, pending=True),
    ]

    moderation.approve_many(actions, by=moderator)

    assert not Mail.objects.exists()


def test_undoing_takes_back_the_mails(moderator: Membership) -> None:
    kept = ActionFactory(association=moderator.association, pending=True)
    kept.approve(by=moderator, version=1)
    other = ActionFactory(association=moderator.association, pending=True)
    batch = other.approve(by=moderator, version=1)

    moderation.undo(batch, by=moderator)

    assert Mail.objects.get().to == kept.member.user.email


def test_moderators_get_one_notice_while_one_waits(moderator: Membership, query_budget) -> None:
    association = moderator.association
    manager = MembershipFactory(association=association, manager=True)
    MembershipFactory(association=association, rights=[Right.MANAGE_MEMBERS])
    MembershipFactory(manager=True)
    ActionFactory(association=association, pending=True)
    tell_moderators(association)

    with query_budget(2):
        tell_moderators(association)

    assert set(Mail.objects.values_list("to", flat=True)) == {
        moderator.user.email,
        manager.user.email,
    }


def test_the_notice_is_taken_back_when_nothing_waits_any_more(moderator: Membership) -> None:
    action = ActionFactory(association=moderator.association, member__named=True, pending=True)
    tell_moderators(moderator.association)
    assert Mail.objects.exists()

    action.approve(by=moderator, version=1)

    assert not Mail.objects.exists()


def test_the_notice_says_how_much_waits_as_it_leaves(moderator: Membership) -> None:
    association = moderator.association
    with time_machine.travel("2026-06-15 10:00+02:00", tick=False) as now:
        ActionFactory(association=association, pending=True, minutes=60)
        tell_moderators(association)
        ActionFactory(association=association, pending=True, minutes=90)
        now.shift(NOTICE_SECONDS)

        outbox.send_due()

    [sent] = post.outbox
    assert sent.subject == "L’Atelier d’été\u00a0: 2 activités attendent d’être relues"
    assert "2 activités (2\u00a0h\u00a030)" in sent.body
    assert "Un message par heure au plus" in sent.body


def test_a_notice_about_what_was_dealt_with_does_not_leave(moderator: Membership) -> None:
    with time_machine.travel("2026-06-15 10:00+02:00", tick=False) as now:
        action = ActionFactory(association=moderator.association, pending=True)
        tell_moderators(moderator.association)
        Action.objects.filter(pk=action.pk).update(status="declined")
        now.shift(NOTICE_SECONDS)

        assert outbox.send_due() == 0

    assert not Mail.objects.exists()


def test_a_moderator_who_wants_it_daily_is_told_at_eight_where_the_association_is(
    moderator: Membership,
) -> None:
    association = moderator.association
    association.time_zone = "Indian/Reunion"
    association.save()
    hourly = MembershipFactory(association=association, manager=True)
    choose(moderator.user.email, "actions.waiting", Rhythm.DAILY)
    with time_machine.travel("2026-06-15 10:00+04:00", tick=False):
        ActionFactory(association=association, pending=True)
        tell_moderators(association)

    daily = Mail.objects.get(to=moderator.user.email)
    assert daily.not_before.isoformat() == "2026-06-16T04:00:00+00:00"
    assert "Un message par jour au plus" in daily.text
    assert Mail.objects.get(to=hourly.user.email).not_before < daily.not_before


def test_a_daily_notice_that_waits_keeps_nobody_else_from_theirs(moderator: Membership) -> None:
    association = moderator.association
    hourly = MembershipFactory(association=association, manager=True)
    choose(moderator.user.email, "actions.waiting", Rhythm.DAILY)
    with time_machine.travel("2026-06-15 10:00+02:00", tick=False) as now:
        for _hour in range(2):
            ActionFactory(association=association, pending=True)
            tell_moderators(association)
            now.shift(3600)
            outbox.send_due()

    assert [sent.to for sent in post.outbox] == [[hourly.user.email]] * 2

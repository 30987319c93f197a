"""Who is told of hours that somebody else noted, corrected or deleted for them."""

from datetime import date

import pytest
import time_machine
from django.core import mail as post

from benevalibre.actions import sheets
from benevalibre.actions.drafts import Draft
from benevalibre.actions.models import Action, Source
from benevalibre.actions.removing import restore
from benevalibre.associations.models import Category, Membership, Right
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import Rhythm, choose
from benevalibre.mailing.models import Mail
from tests.actions.recorded import noted
from tests.factories import ActionFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]

FOR_YOU = "actions.done_for_you"
BY_PERSON = "actions.corrected_by_person"


@pytest.fixture
def nadia(jeanne: Membership) -> Membership:
    """Who may note hours for the others."""
    return MembershipFactory(
        association=jeanne.association,
        rights=[Right.MANAGE_ACTIONS],
        user__first_name="Nadia",
        user__last_name="Haddad",
    )


@pytest.fixture
def category(jeanne: Membership) -> Category:
    return jeanne.association.categories.get()


def noted_by(nadia: Membership, jeanne: Membership, category: Category, **draft) -> Action:
    [action] = noted(jeanne, by=nadia, source=Source.MANAGER, category=category, **draft)
    return action


def corrected(action: Action, by: Membership, minutes: int) -> None:
    action.change(
        by=by,
        draft=Draft(
            date=action.date, minutes=minutes, category=action.category, title=action.title
        ),
    )


def test_hours_noted_for_somebody_are_told_in_one_mail(nadia, jeanne, category) -> None:
    noted_by(nadia, jeanne, category, title="Bourse <b>aux</b> vélos", minutes=150)
    noted_by(nadia, jeanne, category, title="Réunion")

    mail = Mail.objects.get()
    assert mail.to == jeanne.user.email
    assert mail.kind == FOR_YOU
    assert "Nadia Haddad a noté des heures pour vous" in mail.subject
    assert "- Bourse <b>aux</b> vélos, 15\u00a0juin 2026\u00a0: 2\u00a0h\u00a030" in mail.text
    assert "- Réunion, 15\u00a0juin 2026" in mail.text
    assert "<b>aux" not in mail.html
    assert "List-Unsubscribe" in mail.headers


def test_each_author_and_each_person_have_their_own_mail(nadia, jeanne, category) -> None:
    other = MembershipFactory(association=jeanne.association, manager=True)
    paul = MembershipFactory(association=jeanne.association)

    noted_by(nadia, jeanne, category)
    noted_by(other, jeanne, category)
    noted_by(nadia, paul, category)

    told = sorted(Mail.objects.values_list("to", flat=True))
    assert told == sorted([jeanne.user.email] * 2 + [paul.user.email])


def test_nobody_is_told_of_their_own_doing(nadia, jeanne, category) -> None:
    action = noted(jeanne, category=category)[0]
    noted(nadia, category=category, source=Source.SELF)
    noted(None, by=nadia, category=category, source=Source.MANAGER)
    corrected(action, jeanne, 60)
    action.remove(by=jeanne)

    assert not Mail.objects.exists()


def test_who_has_no_account_or_a_closed_one_is_told_nothing(nadia, jeanne, category) -> None:
    named = MembershipFactory(association=jeanne.association, named=True)
    closed = MembershipFactory(association=jeanne.association, user__inactive=True)

    noted_by(nadia, named, category)
    noted_by(nadia, closed, category)

    assert not Mail.objects.exists()


def test_deleting_what_one_just_noted_takes_the_mail_back(nadia, jeanne, category) -> None:
    kept = noted_by(nadia, jeanne, category, title="Gardée")
    undone = noted_by(nadia, jeanne, category, title="Annulée")

    undone.remove(by=nadia)

    assert "Annulée" not in Mail.objects.get().text
    kept.remove(by=nadia)
    assert not Mail.objects.exists()


def test_undoing_a_sheet_takes_all_its_mails_back(nadia, jeanne, category) -> None:
    paul = MembershipFactory(association=jeanne.association)
    draft = Draft(date=date(2026, 6, 15), minutes=60, category=category)
    sheet = sheets.Sheet(draft=draft, minutes={jeanne.pk: 60, paul.pk: 90, nadia.pk: 60})
    batch = sheets.record_sheet(sheet, by=nadia)
    told = set(Mail.objects.values_list("to", flat=True))

    sheets.undo(batch, by=nadia)

    assert told == {jeanne.user.email, paul.user.email}
    assert not Mail.objects.exists()


def test_a_correction_says_what_it_was_before(nadia, jeanne, category) -> None:
    action = ActionFactory(member=jeanne, category=category, title="Réunion", minutes=120)

    corrected(action, nadia, 60)
    corrected(action, nadia, 90)

    mail = Mail.objects.get()
    assert "a changé des heures à votre nom" in mail.subject
    assert "\u00a0: 1\u00a0h\u00a030" in mail.text
    assert "avant\u00a0: Réunion, 14\u00a0juin 2026\u00a0: 2\u00a0h" in mail.text


def test_a_new_entry_that_is_corrected_stays_a_new_entry(nadia, jeanne, category) -> None:
    corrected(noted_by(nadia, jeanne, category), nadia, 45)

    mail = Mail.objects.get()
    assert "45\u00a0min" in mail.text
    assert "avant" not in mail.text


def test_a_deletion_is_told_and_taken_back_with_it(nadia, jeanne, category) -> None:
    action = ActionFactory(member=jeanne, category=category, title="Réunion")

    batch = action.remove(by=nadia)
    told = Mail.objects.get().text
    restore(batch, by=nadia)

    assert "Supprimé\u00a0:\n- Réunion" in told
    assert not Mail.objects.exists()


def test_putting_back_a_new_entry_tells_of_it_again(nadia, jeanne, category) -> None:
    batch = noted_by(nadia, jeanne, category, title="Réunion").remove(by=nadia)

    restore(batch, by=nadia)

    assert "Noté\u00a0:\n- Réunion" in Mail.objects.get().text


def test_hours_given_to_another_person_are_told_to_both(nadia, jeanne, category) -> None:
    paul = MembershipFactory(association=jeanne.association)
    action = ActionFactory(member=jeanne, category=category)
    draft = Draft(date=action.date, minutes=120, category=category, title=action.title)

    action.change(by=nadia, draft=draft, member=paul)

    assert "Supprimé" in Mail.objects.get(to=jeanne.user.email).text
    assert "Noté" in Mail.objects.get(to=paul.user.email).text


def test_who_typed_is_told_of_what_the_person_corrects(nadia, jeanne, category) -> None:
    action = ActionFactory(member=jeanne, typed_by=nadia, category=category, title="Réunion")

    corrected(action, jeanne, 60)

    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == (BY_PERSON, nadia.user.email)
    assert "Jeanne" in mail.subject
    assert "avant\u00a0: Réunion" in mail.text


def test_the_mail_leaves_ten_minutes_after_the_first_and_says_all(nadia, jeanne, category) -> None:
    with time_machine.travel("2026-06-15 10:00+02:00", tick=False) as now:
        noted_by(nadia, jeanne, category, title="Une")
        now.shift(595)
        noted_by(nadia, jeanne, category, title="Deux")
        now.shift(30)
        early = outbox.send_due()
        now.shift(30)
        outbox.send_due()
        noted_by(nadia, jeanne, category, title="Trois")
        now.shift(600)
        outbox.send_due()

    assert early == 0
    assert ["Deux" in sent.body for sent in post.outbox] == [True, False]
    assert ["Trois" in sent.body for sent in post.outbox] == [False, True]


def test_many_lines_are_cut_with_how_many_there_were(nadia, jeanne, category) -> None:
    for number in range(53):
        noted_by(nadia, jeanne, category, title=f"Activité {number}")

    text = Mail.objects.get().text
    assert "Activité 49" in text
    assert "Et 3 autres." in text


def test_who_wants_no_such_mail_gets_none(nadia, jeanne, category) -> None:
    choose(jeanne.user.email, FOR_YOU, Rhythm.NEVER)

    noted_by(nadia, jeanne, category)

    assert not Mail.objects.exists()


def test_an_import_tells_nobody(nadia, jeanne) -> None:
    noted(jeanne, by=nadia, source=Source.IMPORT)

    assert not Mail.objects.exists()

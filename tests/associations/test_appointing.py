"""Naming a responsible person where an association has lost its last one."""

import datetime

import pytest
from django.utils import timezone

from benevalibre.associations.appointing import (
    appoint,
    cancel,
    candidates,
    is_orphan,
    orphans,
    settle_due,
)
from benevalibre.associations.models import Appointment, Membership, Right
from benevalibre.associations.spreading import settle_and_tell, tell_some
from benevalibre.associations.telling import tell
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.factories import AssociationFactory, MembershipFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Membership:
    """Somebody of an association that nobody manages."""
    found: Membership = MembershipFactory(
        user__first_name="Paulette", user__email="paulette@example.org"
    )
    return found


def named(person: Membership) -> Appointment:
    return appoint(person=person, by=UserFactory(host=True), reason="La seule qui réponde.")


def in_three_days(appointment: Appointment) -> None:
    Appointment.objects.filter(pk=appointment.pk).update(effective_at=timezone.now())


def test_an_association_without_manager_is_an_orphan(person):
    gone = MembershipFactory(manager=True, user__is_active=False).association
    MembershipFactory(manager=True)
    AssociationFactory(archived=True)

    assert set(orphans()) == {person.association, gone}
    assert is_orphan(gone)


def test_people_with_a_working_account_in_the_team_can_be_named(person):
    here = person.association
    MembershipFactory(association=here, named=True)
    MembershipFactory(association=here, left=True)
    MembershipFactory(association=here, pending=True)
    MembershipFactory(association=here, user__is_active=False)

    assert list(candidates(here)) == [person]


def test_it_takes_effect_after_three_days_and_not_before(person):
    appointment = named(person)

    assert settle_due() == 0
    assert appointment.effective_at - timezone.now() > datetime.timedelta(days=2, hours=23)
    in_three_days(appointment)
    assert settle_due() == 1
    person.refresh_from_db()

    assert person.may(Right.MANAGE_ASSOCIATION)
    assert not is_orphan(person.association)


def test_the_role_that_manages_there_is_given(person):
    role = RoleFactory(association=person.association, manager=True, name="Bureau")
    in_three_days(named(person))

    settle_due()

    person.refresh_from_db()
    assert person.role == role


def test_it_is_void_where_somebody_manages_again(person):
    appointment = named(person)
    MembershipFactory(association=person.association, manager=True)
    in_three_days(appointment)

    settle_due()

    appointment.refresh_from_db()
    person.refresh_from_db()
    assert appointment.state == Appointment.State.VOID
    assert not person.may(Right.MANAGE_ASSOCIATION)


def test_it_is_void_where_the_person_has_left(person):
    appointment = named(person)
    person.leave()
    in_three_days(appointment)

    settle_due()

    appointment.refresh_from_db()
    assert appointment.state == Appointment.State.VOID


def test_it_can_be_cancelled_until_it_takes_effect(person):
    appointment, host = named(person), UserFactory(host=True)

    cancel(appointment, by=host)
    in_three_days(appointment)

    assert settle_due() == 0
    with pytest.raises(RuleError, match="trop tard"):
        cancel(appointment, by=host)


@pytest.mark.parametrize("stranger", [True, False])
def test_nobody_is_named_who_is_elsewhere_nor_where_somebody_manages(person, stranger):
    if stranger:
        chosen = MembershipFactory(association=person.association, left=True)
    else:
        chosen = person
        MembershipFactory(association=person.association, manager=True)

    with pytest.raises(RuleError):
        named(chosen)

    assert not Appointment.objects.exists()


def test_one_person_is_named_at_a_time(person):
    named(person)

    with pytest.raises(RuleError, match="déjà désigné"):
        named(person)


def test_everyone_is_told_when_somebody_is_named_and_when_it_takes_effect(person):
    MembershipFactory(association=person.association, user__email="remi@example.org")
    appointment = named(person)

    settle_and_tell()
    told = {mail.to: mail.text for mail in Mail.objects.all()}
    in_three_days(appointment)
    settle_and_tell()

    assert "vous a désigné" in told["paulette@example.org"]
    assert "a désigné Paulette" in told["remi@example.org"]
    assert all("La seule qui réponde." in text for text in told.values())
    kinds = Mail.objects.filter(to="remi@example.org").values_list("kind", flat=True)
    assert list(kinds) == ["associations.appointment_done"]


def test_nobody_hears_of_what_was_taken_back_before_any_mail_left(person):
    appointment = named(person)
    settle_and_tell()

    cancel(appointment, by=UserFactory(host=True))
    settle_and_tell()

    assert not Mail.objects.exists()


def test_who_was_told_is_told_that_it_was_taken_back(person):
    appointment = named(person)
    settle_and_tell()
    Mail.objects.update(sent_at=timezone.now())

    cancel(appointment, by=UserFactory(host=True))
    settle_and_tell()

    assert Mail.objects.waiting().get().kind == "associations.appointment_cancelled"


def test_a_hundred_people_are_told_at_once_and_each_of_them_once(person):
    MembershipFactory.create_batch(100, association=person.association)
    appointment = named(person)
    late = Appointment.objects.get(pk=appointment.pk)

    assert tell_some(appointment)
    assert not tell_some(late)
    assert not tell_some(appointment)

    assert Mail.objects.count() == 101
    assert Mail.objects.values("to").distinct().count() == 101


def test_nothing_to_tell_costs_one_query(query_budget):
    with query_budget(1):
        settle_and_tell()


def test_both_journals_say_it_in_sentences(person):
    named(person)

    [inside] = tell(list(Entry.objects.of_association(person.association_id)))
    [outside] = tell(list(Entry.objects.of_instance()))

    assert "comme responsable, dans trois jours" in inside.text
    assert str(person.association) in outside.text
    assert "Paulette" not in outside.text

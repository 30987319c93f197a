"""What the host decides about a whole association."""

import pytest
from django.http import Http404

from benevalibre.associations import opening
from benevalibre.associations.access import membership_of
from benevalibre.associations.founding import found
from benevalibre.associations.models import Association, HostDecision
from benevalibre.associations.models.association import State
from benevalibre.associations.telling import tell
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Creation, Instance
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.factories import AssociationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def waiting() -> Association:
    association: Association = AssociationFactory(awaiting=True, name="Compost des Capucins")
    MembershipFactory(association=association, manager=True, user__email="nadia@example.org")
    return association


def test_hosts_are_told_of_an_association_that_waits_with_the_way_to_it():
    Instance.change(association_creation=Creation.MODERATED)
    UserFactory(host=True, email="hugo@example.org")

    association = found(name="Compost des Capucins", by=UserFactory())

    mail = Mail.objects.get(to="hugo@example.org")
    assert f"/hebergement/associations/{association.pk}/" in mail.text


def test_an_association_that_is_admitted_opens_and_its_founder_is_told():
    association, host = waiting(), UserFactory(host=True)

    opening.admit(association, by=host)

    assert association.state == State.ACTIVE
    mail = Mail.objects.get(to="nadia@example.org")
    assert mail.subject == "«\u00a0Compost des Capucins\u00a0» est ouverte"
    assert f"/associations/{association.pk}/" in mail.text


def test_one_that_is_not_admitted_is_kept_and_can_be_opened_later():
    association, host = waiting(), UserFactory(host=True)

    opening.turn_down(association, by=host, reason="Déjà présente ici.")
    opening.reopen(association, by=host)

    assert association.state == State.ACTIVE
    kinds = association.host_decisions.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [HostDecision.Kind.DECLINED, HostDecision.Kind.REOPENED]
    assert "Déjà présente ici." in Mail.objects.earliest("pk").text


def test_an_archived_association_is_closed_to_its_people_and_opens_again_as_it_was(rf):
    manager = MembershipFactory(manager=True)
    association, host = manager.association, UserFactory(host=True)

    opening.archive(association, by=host, reason="Dissoute en juin.")
    request = rf.get("/")
    request.user = manager.user
    with pytest.raises(Http404):
        membership_of(request, association.pk)
    opening.reopen(association, by=host)

    assert membership_of(request, association.pk) == manager
    assert "Dissoute en juin." in Mail.objects.earliest("pk").html


def test_two_hosts_do_not_decide_twice():
    association = waiting()
    also = Association.objects.get(pk=association.pk)
    opening.admit(association, by=UserFactory(host=True))

    with pytest.raises(RuleError, match="C’est déjà décidé"):
        opening.turn_down(also, by=UserFactory(host=True), reason="Non")

    assert Association.objects.get(pk=association.pk).state == State.ACTIVE


@pytest.mark.parametrize("state", [State.FROZEN, State.MOVED, State.IMPORTING, State.PURGING])
def test_what_moves_or_goes_is_left_alone(state):
    association = AssociationFactory(state=state)

    with pytest.raises(RuleError):
        opening.archive(association, by=UserFactory(host=True), reason="Non")
    with pytest.raises(RuleError):
        opening.reopen(association, by=UserFactory(host=True))


def test_a_decision_stands_in_both_journals_without_its_reason():
    association = waiting()
    host = UserFactory(host=True, first_name="Hugo", last_name="")

    opening.turn_down(association, by=host, reason="Un secret")

    for entries in (Entry.objects.of_association(association.pk), Entry.objects.of_instance()):
        [line] = tell(list(entries))
        assert line.text == (
            "Hugo, qui héberge le site, n’a pas accepté «\u00a0Compost des Capucins\u00a0»."
        )
        assert "secret" not in str(entries[0].changes)

"""Many certificates are issued by the worker: gapless, checked, gone on with where it stopped."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from typing import TypedDict

import pytest
from django.db import connection
from django.utils import timezone

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import MembershipQuerySet
from benevalibre.associations.writing import RuleError
from benevalibre.certificates import establishing
from benevalibre.certificates.issuing import issue, issue_some
from benevalibre.certificates.models import Certificate
from benevalibre.mailing.models import Mail
from benevalibre.reports import bundling
from benevalibre.reports.models import Bundle, BundleStage
from tests.certificates.conftest import END, START
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory
from tests.personas import signed_in


class Days(TypedDict):
    start: date
    end: date


DAYS: Days = {"start": START, "end": END}


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are issued at once, more by the worker, two at a time."""
    monkeypatch.setattr(establishing, "FEW", 2)
    monkeypatch.setattr(establishing, "PART", 2)


@pytest.fixture
def crowd(jeanne: Membership) -> Membership:
    """Jeanne, and four others who gave something."""
    category = CategoryFactory(association=jeanne.association)
    for number in range(4):
        person = MembershipFactory(
            association=jeanne.association, named=True, name=f"Personne {number}"
        )
        ActionFactory(member=person, category=category, date=START)
    return jeanne


def people(somebody: Membership) -> MembershipQuerySet:
    """Everybody there who gave something."""
    gave = Action.objects.filter(association=somebody.association_id).values("member")
    return Membership.objects.filter(pk__in=gave).order_by("pk")


def establish(crowd: Membership, issuer: Membership) -> Bundle:
    assert establishing.establish(people(crowd), by=issuer, **DAYS) == 0
    return Bundle.objects.get()


def numbers() -> list[int]:
    return list(Certificate.objects.order_by("number").values_list("number", flat=True))


@pytest.mark.django_db
def test_few_are_there_at_once(jeanne: Membership, issuer: Membership) -> None:
    assert establishing.establish(people(jeanne), by=issuer, **DAYS) == 1

    assert not Bundle.objects.exists()


@pytest.mark.django_db
def test_many_are_issued_by_the_worker_as_one_act(crowd: Membership, issuer: Membership) -> None:
    establish(crowd, issuer)
    before = numbers()
    bundling.work_waiting()

    bundle = Bundle.objects.get()
    assert before == []
    assert numbers() == [1, 2, 3, 4, 5]
    assert Certificate.objects.values("issued_at").distinct().count() == 1
    assert (bundle.stage, bundle.progress) == (BundleStage.DONE, 5)
    assert bundle.result["made"] == 5
    assert bundle.result["first"] == Certificate.objects.get(number=1).pk
    assert not bundle.file


@pytest.mark.django_db
def test_each_is_checked_when_it_is_issued(crowd: Membership, issuer: Membership) -> None:
    establish(crowd, issuer)
    issue([crowd], by=issuer, **DAYS)
    last = people(crowd).last()
    assert last is not None
    last.actions.update(status="refused")

    bundling.work_waiting()

    result = Bundle.objects.get().result
    assert numbers() == [1, 2, 3, 4]
    assert result["made"] == 3
    assert sorted(result["passed"].values()) == [1, 1]
    assert "Aucune heure validée entre ces deux dates." in result["passed"]


@pytest.mark.django_db
def test_it_goes_on_where_it_stopped(
    crowd: Membership, issuer: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = []

    def issue_once(*args: object, **options: object) -> object:
        parts.append(args)
        if len(parts) == 2:
            raise OSError
        return real(*args, **options)

    real = issue_some
    establish(crowd, issuer)
    with monkeypatch.context() as patch:
        patch.setattr(establishing, "issue_some", issue_once)
        patch.setattr(bundling.logger, "exception", lambda *_words: None)
        bundling.work_waiting()
    stopped = Bundle.objects.get()
    page = signed_in(issuer).get(path(crowd)).content.decode()

    signed_in(issuer).post(path(crowd))
    bundling.work_waiting()

    assert (stopped.stage, stopped.progress) == (BundleStage.FAILED, 2)
    assert "2 attestations sont établies" in page
    assert "Réessayer" in page
    assert numbers() == [1, 2, 3, 4, 5]
    assert Certificate.objects.values("issued_at").distinct().count() == 1
    assert Bundle.objects.get().result["made"] == 5


def path(somebody: Membership) -> str:
    return f"/associations/{somebody.association_id}/attestations/en-cours/"


@pytest.mark.django_db
def test_two_workers_issue_nothing_twice(crowd: Membership, issuer: Membership) -> None:
    slow = establish(crowd, issuer)
    slow.claim()
    Bundle.objects.update(claimed_at=timezone.now() - timedelta(hours=1))

    bundling.work_waiting()
    with pytest.raises(bundling.StoppedError):
        establishing._issue_part(slow)

    assert numbers() == [1, 2, 3, 4, 5]
    assert Bundle.objects.get().stage == BundleStage.DONE


@pytest.mark.django_db
def test_others_wait_until_it_is_over(crowd: Membership, issuer: Membership) -> None:
    establish(crowd, issuer)

    with pytest.raises(RuleError, match="s’établissent déjà"):
        establishing.establish(people(crowd), by=issuer, **DAYS)
    bundling.work_waiting()
    Certificate.objects.get(number=5).revoke(by=issuer, reason="Erreur")
    establish(crowd, issuer)

    assert Bundle.objects.get().stage == BundleStage.WAITING


@pytest.mark.django_db
def test_who_may_not_issue_any_more_issues_nothing(crowd: Membership, issuer: Membership) -> None:
    establish(crowd, issuer)
    Membership.objects.filter(pk=issuer.pk).update(role=None)

    bundling.work_waiting()

    assert "ne peut plus établir" in Bundle.objects.get().failure
    assert numbers() == []


@pytest.mark.django_db
def test_nothing_is_issued_once_the_association_leaves(
    crowd: Membership, issuer: Membership
) -> None:
    establish(crowd, issuer)
    Association.objects.update(state=State.FROZEN)

    bundling.work_waiting()
    answer = signed_in(issuer).post(path(crowd), follow=True).content.decode()

    assert "n’est pas ouverte" in Bundle.objects.get().failure
    assert "rien ne peut y changer" in answer
    assert Bundle.objects.get().stage == BundleStage.FAILED
    assert numbers() == []


@pytest.mark.django_db
def test_the_pages_lead_from_choosing_to_printing(crowd: Membership, issuer: Membership) -> None:
    browser = signed_in(issuer)
    sent = {"everyone": "on", "start": START.isoformat(), "end": END.isoformat()}
    here = f"/associations/{crowd.association_id}/attestations/"

    waiting = browser.post(f"{here}nouvelles/", sent, follow=True).content.decode()
    listed = browser.get(here).content.decode()
    twice = browser.post(f"{here}nouvelles/", sent)
    Bundle.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    bundling.work_waiting()
    done = browser.get(path(crowd)).content.decode()

    first = Certificate.objects.get(number=1)
    mail = Mail.objects.get(kind="reports.bundle")
    assert "Personnes\u00a0: 0 sur 5" in waiting
    assert "0 personnes sur 5" in listed
    assert twice.status_code == 422
    assert "5 attestations établies" in done
    assert f"{here}lot-{first.pk}/" in done
    assert "5 attestations de «\u00a0Les Amis du vélo\u00a0» sont établies" in mail.subject
    assert path(crowd) in mail.text


@pytest.mark.django_db(transaction=True)
def test_numbers_stay_gapless_whoever_issues_meanwhile(
    crowd: Membership, issuer: Membership
) -> None:
    category = CategoryFactory(association=crowd.association)
    late = MembershipFactory.create_batch(3, association=crowd.association, named=True)
    for person in late:
        ActionFactory(member=person, category=category, date=START)
    wanted = people(crowd).exclude(pk__in=[person.pk for person in late])
    establishing.establish(wanted, by=issuer, **DAYS)

    def alone(acts: Callable[[], object]) -> None:
        try:
            acts()
        finally:
            connection.close()

    by_hand = [partial(issue, [person], by=issuer, **DAYS) for person in late]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(alone, [bundling.work_waiting, *by_hand, bundling.work_waiting]))

    assert numbers() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert Bundle.objects.get().result["made"] == 5

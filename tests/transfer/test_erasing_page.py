"""The page that says what deleting one’s account will do, asks for a proof, and does it."""

import re

import pytest
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import PASSWORD, ActionFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/compte/suppression/"
CODE = "/compte/suppression/code/"


@pytest.fixture
def jeanne() -> Membership:
    return MembershipFactory(user__email="jeanne@example.org")


def test_it_says_in_figures_what_will_happen(jeanne: Membership) -> None:
    ActionFactory(member=jeanne, minutes=2400)
    ActionFactory(member__user=jeanne.user, minutes=120)
    ActionFactory(member=jeanne, pending=True, minutes=90)
    ActionFactory(member=jeanne, declined=True)

    page = signed_in(jeanne).get(PAGE).content.decode()

    assert "Vos 42\u00a0h restent dans les totaux de 2 associations, sans votre nom." in page
    assert "Une activité (1\u00a0h\u00a030) attend encore" in page
    assert "Une activité à corriger ou non retenue ne comptera pas." in page


def test_who_is_alone_reads_where_and_cannot(jeanne: Membership) -> None:
    alone = MembershipFactory(user=jeanne.user, manager=True, association__name="<i>Seule</i>")
    browser = signed_in(jeanne)

    page = browser.get(PAGE).content.decode()
    answer = browser.post(PAGE, {"password": PASSWORD})

    assert "&lt;i&gt;Seule" in page
    assert alone.role.name in page
    assert reverse("associations:member_list", args=[alone.association_id]) in page
    assert 'name="password"' not in page
    assert answer.status_code == 422
    assert User.objects.filter(pk=jeanne.user.pk).exists()


def test_the_password_deletes_and_signs_out(jeanne: Membership) -> None:
    browser = signed_in(jeanne)

    answer = browser.post(PAGE, {"password": PASSWORD})

    assert answer["Location"] == reverse("home:home")
    assert "Votre compte est supprimé" in browser.get(answer["Location"]).content.decode()
    assert "_auth_user_id" not in browser.session
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["", "autre", "x\x00", "x" * 5000])
def test_another_password_deletes_nothing(jeanne: Membership, password: str) -> None:
    answer = signed_in(jeanne).post(PAGE, {"password": password})

    assert answer.status_code == 422
    assert User.objects.exists()


def test_without_password_a_code_is_sent_and_asked(jeanne: Membership) -> None:
    browser = without_password(jeanne.user)
    page = browser.get(PAGE).content.decode()

    browser.post(CODE)
    answer = browser.post(PAGE, {"code": code_sent()})

    assert 'name="code"' not in page
    assert answer["Location"] == reverse("home:home")
    assert not User.objects.exists()


@pytest.mark.parametrize("code", ["", "000000x", "١٢٣٤٥٦", "x\x00", "9" * 500])
def test_a_wrong_code_deletes_nothing(jeanne: Membership, code: str) -> None:
    browser = without_password(jeanne.user)
    browser.post(CODE)

    answer = browser.post(PAGE, {"code": code})

    assert answer.status_code == 422
    assert User.objects.exists()


def test_a_code_has_five_tries(jeanne: Membership, empty_cache: None) -> None:
    browser = without_password(jeanne.user)
    browser.post(CODE)
    code = code_sent()
    for _try in range(4):
        browser.post(PAGE, {"code": "abcdef"})
    session = browser.session
    session["proof"]["tries"] = 0
    session.save()

    answer = browser.post(PAGE, {"code": code})

    assert answer.status_code in {422, 429}
    assert User.objects.exists()


def test_tries_are_limited(jeanne: Membership, empty_cache: None) -> None:
    browser = signed_in(jeanne)

    answers = [browser.post(PAGE, {"password": "x"}).status_code for _try in range(6)]

    assert answers == [422] * 5 + [429]


def test_who_has_a_password_is_sent_no_code(jeanne: Membership) -> None:
    signed_in(jeanne).post(CODE)

    assert not Mail.objects.exists()


def test_it_costs_few_queries(jeanne: Membership, query_budget) -> None:
    for _place in range(3):
        MembershipFactory(user=jeanne.user, manager=True)
    browser = signed_in(jeanne)

    with query_budget(10):
        browser.get(PAGE)


def without_password(user: User) -> StrictClient:
    user.set_unusable_password()
    user.save()
    return signed_in(user)


def code_sent() -> str:
    [code] = re.findall(r"\b[0-9]{6}\b", Mail.objects.get(kind="accounts.deletion_code").text)
    return str(code)

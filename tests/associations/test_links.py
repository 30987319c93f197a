"""Tests of ``benevalibre.associations.links`` and of the pages that a link opens."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import InvalidToken
from django.urls import reverse
from django.utils import timezone

from benevalibre.associations.access import GUEST_KEY
from benevalibre.associations.links import (
    ClosedLinkError,
    LinkError,
    digest_of,
    find,
    make_link,
    new_secret,
    open_link,
    reveal,
    seal,
)
from benevalibre.associations.models import GuestLink, Membership
from benevalibre.associations.writing import RuleError
from tests.client import StrictClient
from tests.factories import MembershipFactory, UserFactory
from tests.personas import Personas, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> tuple[Membership, str]:
    """A guest and the secret of their link."""
    manager = MembershipFactory(manager=True)
    return make_link(manager.association, "Tablette", by=manager)


def close(guest: Membership, how: str) -> None:
    if how == "expired":
        guest.link.expires_at = timezone.now() - datetime.timedelta(minutes=1)
    if how == "switched off":
        guest.link.is_active = False
    guest.link.save()
    if how == "left":
        guest.leave()
    if how == "archived":
        guest.association.state = "archived"
        guest.association.save()


CLOSED = ["expired", "switched off", "left", "archived"]


def test_a_link_is_found_by_its_secret_alone(made: tuple[Membership, str]) -> None:
    guest, secret = made

    assert find(secret) == guest
    for wrong in (secret[:-1], secret[::-1], guest.link.digest, "", "\0", "é"):
        with pytest.raises(LinkError):
            find(wrong)


def test_a_secret_has_80_bits_and_no_two_letters_that_look_alike() -> None:
    made = {new_secret() for _time in range(200)}

    assert len(made) == 200
    assert {len(secret.replace("-", "")) for secret in made} == {16}
    assert not set("".join(made)) & set("ilou")


def test_a_secret_may_be_copied_by_hand(made: tuple[Membership, str]) -> None:
    guest, secret = made

    by_hand = secret.upper().replace("-", "").replace("0", "O").replace("1", "l")

    assert find(by_hand) == guest


def test_a_long_secret_is_found_as_it_was_written() -> None:
    former = "Zt3-x_9QkLmN0pQrStUvWxYz1234567890abcdefGHI"

    assert digest_of(former) != digest_of(former.lower())


def test_the_secret_is_not_in_the_database_and_is_shown_again(
    made: tuple[Membership, str],
) -> None:
    guest, secret = made

    stored = GuestLink.objects.get(membership=guest)
    for form in (secret, secret.replace("-", "")):
        assert form not in stored.sealed + stored.digest
    assert reveal(stored) == secret


def test_a_secret_sealed_under_another_key_is_not_read(
    made: tuple[Membership, str], settings: Any
) -> None:
    guest, _secret = made
    settings.LINK_KEY = "another one"

    with pytest.raises(InvalidToken):
        reveal(guest.link)


def test_a_uuid_has_one_digest_with_and_without_dashes() -> None:
    uuid = uuid4()

    assert digest_of(str(uuid)) == digest_of(uuid.hex) == digest_of(str(uuid).upper())


@pytest.mark.parametrize("how", CLOSED)
def test_a_link_that_is_over_opens_nothing(how: str, made: tuple[Membership, str]) -> None:
    guest, secret = made
    close(guest, how)

    with pytest.raises(ClosedLinkError):
        open_link(secret)

    assert GuestLink.objects.get(membership=guest).visits == 0


def test_each_visit_is_counted(made: tuple[Membership, str]) -> None:
    guest, secret = made

    open_link(secret)
    open_link(secret)

    link = GuestLink.objects.get(membership=guest)
    assert link.visits == 2
    assert link.last_visit is not None


def test_opening_a_link_makes_a_session_that_ends_with_the_browser(
    client: StrictClient, made: tuple[Membership, str]
) -> None:
    guest, secret = made

    response = client.get(reverse("associations:guest_open", args=[secret]))

    assert response.status_code == 302
    assert secret not in response.headers["Location"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert client.session[GUEST_KEY] == guest.pk
    assert client.session.get_expire_at_browser_close()
    assert response.cookies["session"]["max-age"] == ""


def test_opening_a_link_changes_the_key_of_the_session(
    client: StrictClient, made: tuple[Membership, str]
) -> None:
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["session"] = planted.session_key

    client.get(reverse("associations:guest_open", args=[made[1]]))

    assert client.session.session_key != planted.session_key
    assert "planted" not in client.session


@pytest.mark.parametrize("written", ["hex", "dashes"])
def test_a_link_of_the_old_application_works_at_its_old_address(
    client: StrictClient, written: str, made: tuple[Membership, str]
) -> None:
    guest, _secret = made
    uuid = uuid4()
    digest, sealed = digest_of(uuid.hex), seal(uuid.hex)
    GuestLink.objects.filter(membership=guest).update(digest=digest, sealed=sealed)

    vuid = uuid.hex if written == "hex" else str(uuid)
    client.get(reverse("associations:guest_open_old"), {"vuid": vuid})

    assert client.session[GUEST_KEY] == guest.pk


def test_the_old_address_without_a_link_leads_home(client: StrictClient) -> None:
    response = client.get(reverse("associations:guest_open_old"))

    assert response.headers["Location"] == reverse("home:home")


@pytest.mark.parametrize("vuid", ["", "x", "\0", "a" * 5000, "../..", "é" * 40])
def test_nonsense_in_the_old_address_is_never_an_error(client: StrictClient, vuid: str) -> None:
    response = client.get(reverse("associations:guest_open_old"), {"vuid": vuid})

    assert response.status_code in {302, 404}


def test_an_unknown_link_says_so(client: StrictClient) -> None:
    response = client.get(reverse("associations:guest_open", args=["inconnu"]))

    assert response.status_code == 404
    assert "Ce lien n’existe pas" in response.content.decode()


@pytest.mark.parametrize("how", ["expired", "switched off"])
def test_the_poster_of_a_link_that_is_over_is_not_offered(
    how: str, made: tuple[Membership, str]
) -> None:
    guest, _secret = made
    manager = guest.association.memberships.managers().get()
    page = reverse("associations:link_detail", args=[guest.association_id, guest.pk])
    browser = signed_in(manager)
    before = browser.get(page).text

    close(guest, how)

    assert "Imprimer l’affiche" in before
    assert "Imprimer l’affiche" not in browser.get(page).text


@pytest.mark.parametrize("how", CLOSED)
def test_a_link_that_is_over_says_so(
    client: StrictClient, how: str, made: tuple[Membership, str]
) -> None:
    guest, secret = made
    close(guest, how)

    response = client.get(reverse("associations:guest_open", args=[secret]))

    assert response.status_code == 410
    assert "Ce lien ne sert plus" in response.content.decode()
    assert GUEST_KEY not in client.session


@pytest.mark.parametrize("how", CLOSED)
def test_a_session_ends_with_its_link(how: str, made: tuple[Membership, str]) -> None:
    guest, _secret = made
    browser = signed_in(guest)
    page = reverse("associations:policy", args=[guest.association_id])
    assert browser.get(page).status_code == 200

    close(guest, how)

    assert browser.get(page).status_code == 404


def test_somebody_signed_in_stays_so_and_is_offered_their_own_way(
    made: tuple[Membership, str],
) -> None:
    guest, secret = made
    user = UserFactory()
    browser = signed_in(user)

    response = browser.get(reverse("associations:guest_open", args=[secret]), follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(reverse("associations:guest_offer"), 302)]
    assert "Vous êtes déjà là" in page
    assert reverse("associations:join", args=[guest.association_id]) in page
    assert GUEST_KEY not in browser.session
    assert GuestLink.objects.get(membership=guest).visits == 0


def test_the_team_is_offered_to_note_its_own_hours(made: tuple[Membership, str]) -> None:
    guest, secret = made
    member = MembershipFactory(association=guest.association)

    response = signed_in(member).get(reverse("associations:guest_open", args=[secret]), follow=True)

    assert reverse("actions:record") in response.content.decode()


def test_a_guest_closes_their_session(made: tuple[Membership, str]) -> None:
    browser = signed_in(made[0])

    browser.post(reverse("associations:guest_close"))

    assert GUEST_KEY not in browser.session


def test_closing_does_not_sign_an_account_out(personas: Personas) -> None:
    browser = personas.client("member")

    browser.post(reverse("associations:guest_close"))

    page = reverse("associations:leave", args=[personas.association.pk])
    assert browser.get(page).status_code == 200


def test_an_association_has_a_thousand_links_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benevalibre.associations.links.MOST", 1)
    manager = MembershipFactory(manager=True)
    make_link(manager.association, "Affiche", by=manager)

    with pytest.raises(RuleError, match="Il y a déjà"):
        make_link(manager.association, "Tablette", by=manager)

    elsewhere = MembershipFactory(manager=True)
    assert make_link(elsewhere.association, "Affiche", by=elsewhere)
    assert GuestLink.objects.count() == 2

"""What an issuer may answer: only a document and a list of its own prove anything."""

from datetime import timedelta

import pytest
from joserfc.jwk import OKPKey

from benevalibre import outside
from benevalibre.associations.writing import RuleError
from benevalibre.badges import verifying
from benevalibre.badges.tokens import is_signed_by
from benevalibre.badges.verifying import RevokedError, SilentError, verify
from tests.badges.conftest import (
    DID,
    HOST,
    INDEX,
    JEANNE,
    KID,
    NOW,
    Abroad,
    make_key,
    said,
    signed,
)


def brought(text: str) -> None:
    verify(text, addresses=[JEANNE], now=NOW)


def document_of_another(abroad: Abroad) -> None:
    abroad.document["id"] = "did:web:pirate.example.org"


def key_of_another(abroad: Abroad) -> None:
    abroad.document["verificationMethod"][0]["controller"] = "did:web:pirate.example.org"


def not_for_assertions(abroad: Abroad) -> None:
    abroad.document["assertionMethod"] = []


def no_document(abroad: Abroad) -> None:
    abroad.document = None


def odd_document(abroad: Abroad) -> None:
    abroad.document = {"id": DID, "verificationMethod": {"id": KID}, "assertionMethod": "x"}


def odd_keys(abroad: Abroad) -> None:
    abroad.document["verificationMethod"] = [1, None, {"id": KID}, {"id": KID, "controller": DID}]


def a_key_of_another_kind(abroad: Abroad) -> None:
    jwk = abroad.document["verificationMethod"][0]["publicKeyJwk"]
    jwk["crv"] = "X25519"


def a_key_that_is_none(abroad: Abroad) -> None:
    abroad.document["verificationMethod"][0]["publicKeyJwk"]["x"] = "AAAA"


def unreachable(abroad: Abroad) -> None:
    abroad.failure = outside.UnreachableError("No route")


def private(abroad: Abroad) -> None:
    abroad.failure = outside.RefusedError("Private")


def redirecting(abroad: Abroad) -> None:
    abroad.status = 302


def revoked(abroad: Abroad) -> None:
    abroad.revoked = [INDEX]


def list_signed_by_another(abroad: Abroad) -> None:
    abroad.list_key = make_key("b")


def list_of_another_issuer(abroad: Abroad) -> None:
    abroad.list_changes = {"iss": "did:web:pirate.example.org"}


def list_of_another_place(abroad: Abroad) -> None:
    abroad.list_changes = {"id": f"https://{HOST}/badges/revocations/1/"}


def list_of_long_ago(abroad: Abroad) -> None:
    abroad.list_changes = {"exp": int((NOW - timedelta(days=1)).timestamp())}


def list_without_end(abroad: Abroad) -> None:
    abroad.list_changes = {"exp": None}


def list_at_the_end_of_time(abroad: Abroad) -> None:
    abroad.list_changes = {"exp": 10**30}


def list_too_short(abroad: Abroad) -> None:
    abroad.list_changes = {"credentialSubject": {"statusPurpose": "revocation", "encodedList": "u"}}


def list_of_something_else(abroad: Abroad) -> None:
    abroad.list_changes = {"type": ["VerifiableCredential"]}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (document_of_another, SilentError),
        (key_of_another, RevokedError),
        (not_for_assertions, RevokedError),
        (no_document, SilentError),
        (odd_document, SilentError),
        (odd_keys, RevokedError),
        (a_key_of_another_kind, RevokedError),
        (a_key_that_is_none, RuleError),
        (unreachable, SilentError),
        (private, RuleError),
        (redirecting, SilentError),
        (revoked, RevokedError),
        (list_signed_by_another, SilentError),
        (list_of_another_issuer, SilentError),
        (list_of_another_place, SilentError),
        (list_of_long_ago, SilentError),
        (list_without_end, SilentError),
        (list_at_the_end_of_time, SilentError),
        (list_too_short, SilentError),
        (list_of_something_else, SilentError),
    ],
)
def test_an_answer_that_proves_nothing_is_refused(change, error, abroad: Abroad) -> None:
    change(abroad)

    with pytest.raises(error):
        brought(signed(said()))


def test_the_time_is_shared_between_both_questions(
    abroad: Abroad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "SECONDS", 0.0)

    with pytest.raises(SilentError):
        brought(signed(said()))

    assert abroad.asked == []


def test_a_key_of_another_curve_never_signs() -> None:
    other = OKPKey.generate_key("Ed448")

    assert not is_signed_by(signed(said()), other.as_dict(private=False)["x"])

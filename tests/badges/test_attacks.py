"""What an attacker may bring, and what an issuer may answer: each is refused with a sentence."""

import base64
import copy
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest

from benevalibre.associations.writing import RuleError
from benevalibre.badges.claims import MINUTES, Attested, YearHours
from benevalibre.badges.verifying import verify
from tests.badges.conftest import DID, HOST, JEANNE, KID, LIST, NOW, Abroad, make_key, said, signed


def part(content: Any) -> str:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def brought(text: str) -> Attested:
    return verify(text, addresses=["autre@example.org", JEANNE], now=NOW)


def changed(**changes: Any) -> dict[str, Any]:
    """The claims, with something of their subject changed."""
    found = copy.deepcopy(said())
    found["credentialSubject"] |= changes
    return found


def test_a_good_one_says_its_hours(abroad: Abroad) -> None:
    found = brought(signed(said()))

    assert (found.association, found.register_number) == ("Le Jardin partagé", "W751234567")
    assert found.years == (YearHours(year=2025, minutes=42 * 60, direction=600),)
    assert abroad.asked == [f"https://{HOST}/.well-known/did.json", LIST]


def without_signature() -> str:
    return f"{part({'alg': 'none', 'kid': KID})}.{part(said())}."


def signed_with_the_public_key() -> str:
    """HMAC with what everybody knows: the confusion that JWT is known for."""
    head = f"{part({'alg': 'HS256', 'kid': KID})}.{part(said())}"
    x = base64.urlsafe_b64decode(f"{make_key().as_dict(private=False)['x']}=")
    return f"{head}.{part(hmac.new(x, head.encode(), hashlib.sha256).digest())}"


def with_its_own_key() -> str:
    """The key in the header is not a key that the issuer vouches for."""
    other = make_key("b")
    head = {"alg": "EdDSA", "kid": KID, "jwk": other.as_dict(private=False)}
    start = f"{part(head)}.{part(said())}"
    sign: Any = other.get_op_key("sign")
    return f"{start}.{part(sign.sign(start.encode()))}"


def tampered() -> str:
    head, _body, signature = signed(said()).split(".")
    return f"{head}.{part(changed(activityStartDate='2025-02-01T00:00:00Z'))}.{signature}"


def deep() -> str:
    nested: Any = "x"
    for _n in range(60):
        nested = [nested]
    return signed(said(more=nested))


def very_deep() -> str:
    return raw(b'{"a":' + b"[" * 20_000 + b"]" * 20_000 + b"}")


def raw(body: bytes, **header: Any) -> str:
    """A token of any content, with a signature that is none."""
    return f"{part({'alg': 'EdDSA', 'kid': KID} | header)}.{part(body)}.{part(b'0' * 64)}"


NOT_OURS = "pas une attestation de bénévolat sous forme de badge"
FORGED = "La signature ne vient pas"
ATTACKS = {
    "alg none": (without_signature, NOT_OURS),
    "alg HS256": (signed_with_the_public_key, NOT_OURS),
    "its own key": (with_its_own_key, FORGED),
    "tampered": (tampered, FORGED),
    "another key of the same name": (lambda: signed(said(), make_key("b")), FORGED),
    "kid of another host": (
        lambda: signed(said(), kid="did:web:pirate.example.org#key-1"),
        FORGED,
    ),
    "kid that begins alike": (lambda: signed(said(), kid=f"{DID}.example.org#key-1"), FORGED),
    "list of another host": (
        lambda: signed(
            said(
                credentialStatus=said()["credentialStatus"]
                | {"statusListCredential": "https://pirate.example.org/0/"}
            )
        ),
        FORGED,
    ),
    "list by http": (
        lambda: signed(
            said(
                credentialStatus=said()["credentialStatus"]
                | {"statusListCredential": LIST.replace("https", "http")}
            )
        ),
        FORGED,
    ),
    "no list": (lambda: signed(said(credentialStatus={})), NOT_OURS),
    "two issuers": (lambda: signed(said(issuer={"id": "did:web:pirate.example.org"})), NOT_OURS),
    "two identifiers": (lambda: signed(said(jti="https://other.example.org/")), NOT_OURS),
    "did:key": (lambda: signed(said(iss="did:key:z6Mk", issuer={"id": "did:key:z6Mk"})), NOT_OURS),
    "not yet valid": (
        lambda: signed(said(nbf=int((NOW + timedelta(hours=1)).timestamp()))),
        "pas encore valable",
    ),
    "expired": (lambda: signed(said(exp=int(NOW.timestamp()) - 3600)), "plus valable"),
    "expired by its other date": (
        lambda: signed(said(validUntil="2026-02-01T00:00:00Z")),
        "plus valable",
    ),
    "a date without zone": (lambda: signed(said(validUntil="2027-02-01T00:00:00")), NOT_OURS),
    "for somebody else": (
        lambda: signed(changed(identifier=[
            said()["credentialSubject"]["identifier"][0] | {"salt": "another"}
        ])),
        "une autre adresse mail",
    ),
    "address in clear": (
        lambda: signed(changed(identifier=[
            {"hashed": False, "identityHash": JEANNE, "identityType": "emailAddress"}
        ])),
        "une autre adresse mail",
    ),
    "more hours than days": (
        lambda: signed(changed(activityStartDate="2025-12-31T00:00:00Z")),
        NOT_OURS,
    ),
    "hours before they were given": (
        lambda: signed(changed(activityEndDate="2026-06-01T00:00:00Z")),
        NOT_OURS,
    ),
    "days the wrong way round": (
        lambda: signed(changed(activityEndDate="2024-12-31T00:00:00Z")),
        NOT_OURS,
    ),
    "hours that are no figure": (
        lambda: signed(changed(result=[{"resultDescription": f"{MINUTES}:2025", "value": "-60"}])),
        NOT_OURS,
    ),
    "the same year twice": (
        lambda: signed(changed(result=said()["credentialSubject"]["result"] * 2)),
        NOT_OURS,
    ),
    "no hours of ours": (lambda: signed(changed(result=[{"value": "12"}])), NOT_OURS),
    "NUL": (lambda: signed(changed(note="a\x00b")), NOT_OURS),
    "half a character": (lambda: raw(b'{"a": "\\ud800"}'), NOT_OURS),
    "deep": (deep, NOT_OURS),
    "very deep": (very_deep, NOT_OURS),
    "huge": (lambda: signed(said(more="x" * 70_000)), NOT_OURS),
    "a name twice": (lambda: raw(b'{"iss": 1, "iss": 2}'), NOT_OURS),
    "a huge number": (lambda: raw(b'{"nbf": ' + b"9" * 5000 + b"}"), NOT_OURS),
    "not a number": (lambda: raw(b'{"nbf": NaN}'), NOT_OURS),
    "critical header": (
        lambda: raw(json.dumps(said()).encode(), crit=["b64"], b64=False),
        NOT_OURS,
    ),
    "not a token": (lambda: "bonjour", NOT_OURS),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_what_an_attacker_brings_is_refused(name: str, abroad: Abroad) -> None:
    make, sentence = ATTACKS[name]

    with pytest.raises(RuleError, match=sentence):
        brought(make())


@pytest.mark.parametrize("name", [n for n, (_make, why) in ATTACKS.items() if why != FORGED])
def test_nobody_is_called_for_what_could_not_be_accepted(name: str, abroad: Abroad) -> None:
    with pytest.raises(RuleError):
        brought(ATTACKS[name][0]())

    assert abroad.asked == []


def test_a_certificate_of_this_site_is_refused_kindly(abroad: Abroad, settings) -> None:
    settings.BASE_URL = f"https://{HOST}"

    with pytest.raises(RuleError, match="comptent déjà pour vous ici"):
        brought(signed(said()))

    assert abroad.asked == []

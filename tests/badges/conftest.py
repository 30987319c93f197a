"""Another instance: its key, what it signs, and what it answers; and somebody who brings it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from benevalibre import outside
from benevalibre.badges import claims, statuses, tokens

HOST = "ailleurs.example.org"
DID = f"did:web:{HOST}"
KID = f"{DID}#key-1"
LIST = f"https://{HOST}/badges/revocations/0/"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
JEANNE = "jeanne@example.org"
INDEX = 7


_KEYS = {letter: OKPKey.generate_key("Ed25519") for letter in "ab"}


def make_key(letter: str = "a") -> OKPKey:
    """The issuer’s, or another one (« b »)."""
    return _KEYS[letter]


def jwk_of(key: OKPKey) -> dict[str, Any]:
    return {name: key.as_dict(private=False)[name] for name in ("kty", "crv", "x")}


def said(**changes: Any) -> dict[str, Any]:
    """The claims of a certificate of 2025: 42 h for Jeanne, 10 h of which in the direction."""
    descriptions, results = claims.results_of(
        [claims.YearHours(year=2025, minutes=42 * 60, direction=600)],
        {kind: f"{kind} %(year)s" for kind in claims.KINDS},
    )
    found = {
        "@context": claims.CONTEXTS,
        "id": f"https://{HOST}/verifier/ABCD-EFGH-JKMN/",
        "jti": f"https://{HOST}/verifier/ABCD-EFGH-JKMN/",
        "type": claims.TYPES,
        "iss": DID,
        "issuer": {"id": DID, "type": ["Profile"], "name": "Le Jardin partagé"},
        "validFrom": "2026-01-15T09:00:00Z",
        "nbf": int(datetime(2026, 1, 15, 9, tzinfo=UTC).timestamp()),
        "sub": "urn:uuid:5f0e2b46-7a0f-4c0b-8c76-1e8d4d0c5f55",
        "credentialSubject": {
            "id": "urn:uuid:5f0e2b46-7a0f-4c0b-8c76-1e8d4d0c5f55",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": claims.hash_of(JEANNE, "salt"),
                    "identityType": "emailAddress",
                    "salt": "salt",
                }
            ],
            "activityStartDate": "2025-01-01T00:00:00Z",
            "activityEndDate": "2025-12-31T00:00:00Z",
            "achievement": {
                "id": "urn:uuid:0b7c8a56-5c0e-4a3c-9b41-2a3f0f5f1d11",
                "type": ["Achievement"],
                "name": "Attestation de bénévolat",
                "creator": {
                    "id": "urn:uuid:1b7c8a56-5c0e-4a3c-9b41-2a3f0f5f1d11",
                    "type": ["Profile"],
                    "name": "Le Jardin partagé",
                    "otherIdentifier": [
                        {
                            "type": "IdentifierEntry",
                            "identifier": "W751234567",
                            "identifierType": claims.REGISTER,
                        }
                    ],
                },
                "resultDescription": descriptions,
            },
            "result": results,
        },
        "credentialStatus": {
            "id": f"{LIST}#{INDEX}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(INDEX),
            "statusListCredential": LIST,
        },
    }
    return found | changes


def signed(content: dict[str, Any], key: OKPKey | None = None, kid: str = KID) -> str:
    return tokens.sign(content, key or make_key(), kid=kid)


class Abroad:
    """What the other instance answers, by address; the tests change it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.document: Any = {
            "id": DID,
            "verificationMethod": [
                {
                    "id": KID,
                    "type": "JsonWebKey2020",
                    "controller": DID,
                    "publicKeyJwk": jwk_of(make_key()),
                }
            ],
            "assertionMethod": [KID],
        }
        self.revoked: list[int] = []
        self.list_changes: dict[str, Any] = {}
        self.list_key = make_key()
        self.failure: Exception | None = None
        self.status = 200

    def list_claims(self) -> dict[str, Any]:
        return {
            "id": LIST,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "iss": DID,
            "nbf": int((NOW - timedelta(hours=1)).timestamp()),
            "exp": int((NOW + timedelta(days=30)).timestamp()),
            "credentialSubject": {
                "statusPurpose": "revocation",
                "encodedList": statuses.encode(self.revoked),
            },
        } | self.list_changes

    def call(self, method: str, url: str, *, seconds: float) -> outside.Answer:
        assert (method, seconds > 0) == ("GET", True)
        self.asked.append(url)
        if self.failure is not None:
            raise self.failure
        if url.endswith("/did.json"):
            return outside.Answer(self.status, self.document, json.dumps(self.document).encode())
        content = signed(self.list_claims(), self.list_key).encode()
        return outside.Answer(self.status, None, content)


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Abroad:
    found = Abroad()
    monkeypatch.setattr(outside, "call", found.call)
    return found

"""Who signs here: the document of our did:web, and the profile of the issuer."""

from typing import Any, Final

from django.conf import settings

from benevalibre.badges import keys
from benevalibre.badges.claims import CONTEXTS
from benevalibre.badges.web import own_did
from benevalibre.instance.models import Instance

DID_CONTEXTS: Final = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
]


def document() -> dict[str, Any]:
    """Our public keys, the present one first; it names no association and nobody."""
    did = own_did()
    methods = [
        {
            "id": f"{did}#{name}",
            "type": "JsonWebKey2020",
            "controller": did,
            "publicKeyJwk": keys.public_jwk(x),
        }
        for name, x in keys.published().items()
    ]
    return {
        "@context": DID_CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def profile() -> dict[str, Any]:
    """The issuer, as Open Badges 3.0 has it."""
    return {
        "@context": CONTEXTS[:2],
        "id": own_did(),
        "type": ["Profile"],
        "name": Instance.current().name,
        "url": settings.BASE_URL,
    }

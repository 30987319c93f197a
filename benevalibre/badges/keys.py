"""The key with which this instance signs: made from ``BADGE_KEY``, which is kept with the secrets.

Ed25519 (RFC 8037). The public half of each key that ever signed is kept in the database and stays
in the identity document, so that what a former key signed can still be verified.
"""

import base64
import hashlib
from functools import lru_cache
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from joserfc.jwk import OKPKey

from benevalibre.badges import tokens
from benevalibre.badges.models import IssuingKey
from benevalibre.badges.web import own_did

PURPOSE: Final = b"benevalibre: the key that signs badges, 1\0"
NAME_LENGTH: Final = 16


def signing_key() -> OKPKey:
    """The private key of this instance; the same as long as ``BADGE_KEY`` is."""
    return _made_from(settings.BADGE_KEY)


def name_of(key: OKPKey) -> str:
    """« key-… », from the thumbprint of the key (RFC 7638)."""
    return f"key-{key.thumbprint()[:NAME_LENGTH]}"


def public_jwk(x: str) -> dict[str, str]:
    """An Ed25519 public key as JWK (RFC 8037); ``x`` is its base64url."""
    return {"kty": "OKP", "crv": "Ed25519", "x": x}


def sign(claims: dict[str, Any]) -> str:
    """``claims`` as a compact JWS of this instance, which remembers the public key."""
    key = signing_key()
    name = name_of(key)
    IssuingKey.objects.get_or_create(name=name, defaults={"x": _public(key)})
    return tokens.sign(claims, key, kid=f"{own_did()}#{name}")


def published() -> dict[str, str]:
    """The public keys of this instance by name, the present one first, without the withdrawn."""
    key = signing_key()
    present = name_of(key)
    rows = IssuingKey.objects.order_by("-made_at", "-pk")
    withdrawn = {row.name for row in rows if row.withdrawn_at is not None}
    found = {present: _public(key)} | {row.name: row.x for row in rows}
    return {name: x for name, x in found.items() if name not in withdrawn}


@lru_cache(maxsize=4)
def _made_from(secret: str) -> OKPKey:
    seed = hashlib.sha256(PURPOSE + secret.encode()).digest()
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return OKPKey.import_key({**public_jwk(_text(public)), "d": _text(seed)})


def _public(key: OKPKey) -> str:
    return str(key.as_dict(private=False)["x"])


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")

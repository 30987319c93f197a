"""A signed text as it travels: compact JWS, one algorithm, and nothing hostile inside.

What comes from outside is read with bounds before any of it is believed: size, depth, no name
twice, no NUL. The key is never taken from the text itself.
"""

import base64
import json
import re
import warnings
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OKPKey

ALGORITHM: Final = "EdDSA"
"""RFC 9864 calls it « Ed25519 »; the verifiers that are in use only know this name."""
ALGORITHMS: Final = (ALGORITHM, "Ed25519")
LARGEST: Final = 64 * 1024
DEEPEST: Final = 24
COMPACT: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_CONTROL: Final = re.compile("[\x00\ud800-\udfff]")

warnings.filterwarnings("ignore", message="EdDSA is deprecated", category=SecurityWarning)


class BadTokenError(ValueError):
    """Not a signed text that we read."""


@dataclass(frozen=True, slots=True)
class Unverified:
    """What a text says, without knowing yet who signed it."""

    text: str
    kid: str
    claims: dict[str, Any]


def sign(claims: dict[str, Any], key: OKPKey, *, kid: str) -> str:
    """``claims`` signed, as a compact JWS; the same text each time."""
    header = {"alg": ALGORITHM, "kid": kid, "typ": "JWT"}
    content = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(header, content.encode(), key, algorithms=ALGORITHMS)


def read(text: str) -> Unverified:
    """What ``text`` says; ``BadTokenError`` for another algorithm, shape, size or depth."""
    if len(text) > LARGEST or not COMPACT.fullmatch(text):
        raise BadTokenError("Not a compact JWS.")
    head, body, _signature = text.split(".")
    header, claims = _object(head), _object(body)
    kid = header.get("kid")
    if header.get("alg") not in ALGORITHMS or not isinstance(kid, str):
        raise BadTokenError("Another algorithm, or no key is named.")
    if {"crit", "b64"} & header.keys():
        raise BadTokenError("It wants to be read in a way of its own.")
    return Unverified(text, kid, claims)


def is_signed_by(text: str, x: str) -> bool:
    """Did the Ed25519 key whose public half is ``x`` (base64url) sign exactly this?"""
    try:
        key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})
        jws.deserialize_compact(text, key, algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError):
        return False
    return True


def _object(part: str) -> dict[str, Any]:
    try:
        content = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        found = json.loads(
            content, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse
        )
    except (ValueError, RecursionError) as error:
        raise BadTokenError("Not JSON that we read.") from error
    if not isinstance(found, dict):
        raise BadTokenError("Not an object.")
    _check(found, DEEPEST)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadTokenError("A name stands twice.")
    return found


def _refuse(_number: str) -> Any:
    raise BadTokenError("A number that no figure of ours is.")


def _check(value: Any, depth: int) -> None:
    """``BadTokenError`` where something is too deep, or holds what no text holds."""
    if depth < 0:
        raise BadTokenError("Too deep.")
    if isinstance(value, dict):
        for name, each in value.items():
            _check(name, depth - 1)
            _check(each, depth - 1)
    elif isinstance(value, list):
        for each in value:
            _check(each, depth - 1)
    elif isinstance(value, str) and _CONTROL.search(value):
        raise BadTokenError("Not a text.")

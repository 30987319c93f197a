"""Identities of the method did:web: ours, and the address where somebody else’s document is.

https://w3c-ccg.github.io/did-method-web/: ``did:web:host`` is at ``/.well-known/did.json``,
``did:web:host:sub:path`` at ``/sub/path/did.json``; a port is written ``host%3A8443``.
"""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings

METHOD: Final = "did:web:"
LONGEST: Final = 500
_HOST: Final = re.compile(
    r"(?P<host>[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)(?:%3a(?P<port>[1-9][0-9]{0,4}))?",
    re.IGNORECASE,
)
_SEGMENT: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}")


class BadIdentityError(ValueError):
    """Not a did:web that we read."""


def own_did() -> str:
    """The identity of this instance, from its address."""
    parts = urlsplit(settings.BASE_URL)
    segments = [quote(part, safe="") for part in parts.path.split("/") if part]
    return METHOD + ":".join([quote(parts.netloc, safe=""), *segments])


def document_url(did: str) -> str:
    """Where the document of ``did`` is, https; ``BadIdentityError`` for what is no did:web."""
    host, segments = _read(did)
    path = "/".join(segments) if segments else ".well-known"
    return f"https://{host}/{path}/did.json"


def host_of(did: str) -> str:
    """« benevoles.example.org », with the port where there is one."""
    return _read(did)[0]


def _read(did: str) -> tuple[str, list[str]]:
    if len(did) > LONGEST or not did.startswith(METHOD):
        raise BadIdentityError(did)
    name, *segments = did.removeprefix(METHOD).split(":")
    found = _HOST.fullmatch(name)
    if found is None or not all(_SEGMENT.fullmatch(segment) for segment in segments):
        raise BadIdentityError(did)
    host, port = found["host"].lower(), found["port"]
    return (f"{host}:{port}" if port else host), segments

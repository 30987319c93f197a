"""Guests' links: a secret that is found by its digest and shown again from a sealed copy."""

import base64
import hashlib
import secrets
from uuid import UUID

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from benevalibre.associations.models import Association, GuestLink, Membership
from benevalibre.associations.models.membership import Kind
from benevalibre.associations.writing import writing
from benevalibre.journal.models import record

BYTES = 32


class LinkError(LookupError):
    """No participant behind this secret."""


class ClosedLinkError(LinkError):
    """The link was real, and is over: expired, switched off, or its association is gone."""


def make_link(association: Association, name: str, *, by: Membership) -> tuple[Membership, str]:
    """A guest called ``name`` and the secret of their link (256 bits), open and without end."""
    secret = secrets.token_urlsafe(BYTES)
    with writing(association):
        guest = Membership.objects.create(
            association=association, kind=Kind.GUEST, name=name.strip()
        )
        GuestLink.objects.create(membership=guest, digest=digest_of(secret), sealed=seal(secret))
        record("link.make", on=guest, by=by)
    return guest, secret


def open_link(secret: str) -> Membership:
    """The guest whose link this is, the visit counted.

    ``LinkError`` where there never was such a link, ``ClosedLinkError`` where it is over.
    """
    guest = find(secret)
    with transaction.atomic():
        guest.link.count_visit(timezone.now())
    return guest


def find(secret: str) -> Membership:
    """The guest whose open link this is, nothing counted; errors as ``open_link``."""
    link = (
        GuestLink.objects.select_related("membership__association")
        .filter(digest=digest_of(secret))
        .first()
    )
    if link is None:
        raise LinkError
    guest = link.membership
    exists = Association.objects.visible().filter(pk=guest.association_id).exists()
    if not (exists and guest.is_active and link.is_open(timezone.now())):
        raise ClosedLinkError
    return guest


def digest_of(secret: str) -> str:
    """What a secret is found by: a UUID has one digest, with its dashes or without."""
    return hashlib.sha256(_canonical(secret).encode("utf-8", "surrogateescape")).hexdigest()


def seal(secret: str) -> str:
    """``secret`` enciphered with the instance's LINK_KEY, which is not in the database."""
    return _cipher().encrypt(secret.encode()).decode("ascii")


def reveal(link: GuestLink) -> str:
    """The secret of a link, to show its address again.

    ``cryptography.fernet.InvalidToken`` where it was sealed with another key.
    """
    return _cipher().decrypt(link.sealed.encode()).decode()


def _canonical(secret: str) -> str:
    try:
        return UUID(secret).hex
    except ValueError:
        return secret


def _cipher() -> Fernet:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"benevalibre guest links")
    return Fernet(base64.urlsafe_b64encode(derivation.derive(settings.LINK_KEY.encode())))

"""Guests' links: a secret that is found by its digest and shown again from a sealed copy."""

import base64
import hashlib
import re
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.associations.models import Association, GuestLink, Membership
from benevalibre.associations.models.membership import Kind
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record
from benevalibre.mailing.addresses import absolute

BYTES = 32
LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's thirty-two: none looks like another one on paper."""
LENGTH: Final = 16
GROUP: Final = 4
MOST: Final = 1_000
"""Links that the list of an association shows, closed ones too."""
_WRITTEN: Final = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")
_MISREAD: Final = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})


class LinkError(LookupError):
    """No participant behind this secret."""


class ClosedLinkError(LinkError):
    """The link was real, and is over: expired, switched off, or its association is gone."""


def make_link(
    association: Association, name: str, *, by: Membership, expires_at: datetime | None = None
) -> tuple[Membership, str]:
    """A guest called ``name`` and the secret of their link, open until ``expires_at`` if given.

    ``RuleError`` where the association has too many already.
    """
    secret = new_secret()
    with writing(association):
        if GuestLink.objects.of_association(association).count() >= MOST:
            raise RuleError(
                _("Il y a déjà %(n)s liens\u00a0: rouvrez ou refaites-en un qui ne sert plus.")
                % {"n": MOST}
            )
        guest = Membership.objects.create(
            association=association, kind=Kind.GUEST, name=name.strip()
        )
        GuestLink.objects.create(
            membership=guest, digest=digest_of(secret), sealed=seal(secret), expires_at=expires_at
        )
        record("link.make", on=guest, by=by)
    return guest, secret


def renew_link(guest: Membership, *, by: Membership) -> str:
    """Another secret, open at once; the old one and the sessions that it opened end here.

    An end that has passed goes. ``RuleError`` where the guest is no longer in the team.
    """
    secret = new_secret()
    with writing(guest.association):
        if not guest.is_active:
            raise RuleError(_("%(name)s n’est plus dans l’équipe.") % {"name": guest.display_name})
        link = guest.link
        link.digest, link.sealed, link.is_active = digest_of(secret), seal(secret), True
        if not link.is_open(timezone.now()):
            link.expires_at = None
        link.save(update_fields=["digest", "sealed", "is_active", "expires_at"])
        record("link.renew", on=guest, by=by)
    return secret


def new_secret() -> str:
    """80 bits, short enough to be copied from a poster: « 7dq2-mk4p-x9rt-hw3b »."""
    letters = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def address_of(link: GuestLink) -> str:
    """The address that opens ``link``, to give away; raises as ``reveal``."""
    return absolute(reverse("associations:guest_open", args=[reveal(link)]))


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
    """What a secret is found by, however it was copied: its case and its dashes do not count."""
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
    """A UUID (links of Bénévalibre 2.0) without dashes, one of ours as written, else as it is."""
    try:
        return UUID(secret).hex
    except ValueError:
        written = secret.lower().translate(_MISREAD)
        return written if _WRITTEN.fullmatch(written) else secret


def _cipher() -> Fernet:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"benevalibre guest links")
    return Fernet(base64.urlsafe_b64encode(derivation.derive(settings.LINK_KEY.encode())))

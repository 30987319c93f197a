"""Absolute addresses in mails, and the signed one that stops a kind of mail."""

from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse

from benevalibre.mailing.models import OptOut
from benevalibre.namekeys import name_key

SALT = "mailing.opt-out"


class Reception(NamedTuple):
    """What an opt-out is about: one address, one kind of mail."""

    to: str
    kind: str


def absolute(path: str) -> str:
    """``path`` (as ``reverse`` gives it) with the host of BASE_URL before it."""
    return urljoin(f"{settings.BASE_URL}/", path)


def opt_out_url(to: str, kind: str) -> str:
    """The address that, on a POST, stops the mails of ``kind`` to ``to``; it never expires."""
    token = signing.dumps([name_key(to), kind], salt=SALT, compress=True)
    return absolute(reverse("accounts:opt_out", args=[token]))


def read_opt_out(token: str) -> Reception:
    """What a token of ``opt_out_url`` is about; ``signing.BadSignature`` when it is not ours."""
    address, kind = signing.loads(token, salt=SALT)
    return Reception(address, kind)


def opt_out(reception: Reception) -> None:
    """From now on, no mail of this kind to this address. Twice changes nothing."""
    OptOut.objects.get_or_create(address_key=name_key(reception.to), kind=reception.kind)


def wants(to: str, kind: str) -> bool:
    """Whether ``to`` has not opted out of ``kind``."""
    return not OptOut.objects.filter(address_key=name_key(to), kind=kind).exists()

"""Absolute addresses in mails, and the signed one that stops a kind of mail."""

from enum import StrEnum
from typing import Final, NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse

from benevalibre.mailing.models import Mail, OptOut
from benevalibre.namekeys import name_key

SALT = "mailing.opt-out"
HOURLY_OF: Final = "%s/hourly"
"""Who stops this of a kind gets that kind once a day."""


class Reception(NamedTuple):
    """What an opt-out is about: one address, one kind of mail."""

    to: str
    kind: str


class Rhythm(StrEnum):
    """How often an address wants the mails of one kind."""

    HOURLY = "hourly"
    """As soon as may be; grouped ones once an hour at most."""
    DAILY = "daily"
    NEVER = "never"


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
    choose(*reception, Rhythm.NEVER)


def choose(to: str, kind: str, rhythm: Rhythm) -> None:
    """Write how often ``to`` wants ``kind``; what waits is taken back where that is never."""
    key, hourly = name_key(to), HOURLY_OF % kind
    stopped = {Rhythm.NEVER: kind, Rhythm.DAILY: hourly}.get(rhythm)
    OptOut.objects.filter(address_key=key, kind__in=[kind, hourly]).exclude(kind=stopped).delete()
    if stopped:
        OptOut.objects.get_or_create(address_key=key, kind=stopped)
    if rhythm == Rhythm.NEVER:
        Mail.objects.waiting().filter(to=to, kind=kind).delete()


def rhythms(to: str) -> dict[str, Rhythm]:
    """How often ``to`` wants each kind about which it has chosen."""
    found: dict[str, Rhythm] = {}
    stopped = OptOut.objects.filter(address_key=name_key(to)).values_list("kind", flat=True)
    for kind in sorted(stopped, reverse=True):
        of, is_hourly, _rest = kind.partition("/")
        found[of] = Rhythm.DAILY if is_hourly else Rhythm.NEVER
    return found


def rhythm(to: str, kind: str) -> Rhythm:
    """How often ``to`` wants ``kind``: as soon as may be, unless it chose otherwise."""
    return rhythms(to).get(kind, Rhythm.HOURLY)


def wants(to: str, kind: str) -> bool:
    """Whether ``to`` has not opted out of ``kind``."""
    return not OptOut.objects.filter(address_key=name_key(to), kind=kind).exists()


def follow(former: str, new: str) -> None:
    """Keep for the address ``new`` what was chosen for ``former``, which is forgotten."""
    for kind, chosen in rhythms(former).items():
        choose(new, kind, chosen)
    forget(former)


def forget(address: str) -> None:
    """Forget what was chosen for an address."""
    OptOut.objects.filter(address_key=name_key(address)).delete()

"""Papers that an archive tells of: lines of a register, for which nothing here ever vouches."""

import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.certificates.models import Certificate, MissionSheet
from benevalibre.transfer.archive.rows import Builder, moment, read
from benevalibre.transfer.archive.shape import ArchiveError, Row, damaged

A_DAY: Final = datetime.timedelta(days=1)
"""It may already be tomorrow where the association is."""


def certificate(builder: Builder, row: Row) -> models.Model:
    """As it was, with where it was issued: that it is from elsewhere is never for it to say.

    ``ArchiveError`` for days that no paper has, and for a text that is none of its kind.
    """
    file = builder.section.file
    for done in row["activities"]:
        first, last = _day(done["first"], file), _day(done["last"], file)
        if last < first:
            raise damaged(file)
    if _day(row["start"], file) > _day(row["issued_on"], file):
        raise damaged(file)
    if (row["kind"] == Certificate.Kind.MISSION) != bool(row["mission"].get("title")):
        raise damaged(file)
    _require_past(row["issued_at"], row["revoked_at"], day=_day(row["issued_on"], file))
    _require_site(row["origin"], file)
    return builder.build(row, user=None, signature=None, logo=None)


def request(builder: Builder, row: Row) -> models.Model:
    """As it was, if it was asked for already."""
    _require_past(row["asked_at"], row["answered_at"])
    return builder.build(row)


def mission_sheet(builder: Builder, row: Row) -> models.Model:
    """As it was; it names a paper where it is confirmed, and nowhere else."""
    _require_past(row["asked_at"], row["answered_at"])
    is_confirmed = row["state"] == MissionSheet.State.CONFIRMED
    if is_confirmed != (row["certificate"] is not None):
        raise damaged(builder.section.file)
    return builder.build(row)


def _day(text: str, file: str) -> datetime.date:
    found: datetime.date = read(datetime.date.fromisoformat, text, file)
    return found


def _require_past(*moments: Any, day: datetime.date | None = None) -> None:
    latest = timezone.now() + A_DAY
    is_to_come = any(moment(text) > latest for text in moments if text is not None)
    if is_to_come or (day is not None and day > latest.date()):
        raise ArchiveError(_("Cette archive contient une attestation datée d’un jour à venir."))


def _require_site(address: str, file: str) -> None:
    """``ArchiveError`` unless a page can lead there: a host, and a port that there may be."""
    try:
        parts = urlsplit(address)
        is_site = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_site = False
    if not (is_site and address.isprintable()):
        raise damaged(file)

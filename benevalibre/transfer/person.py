"""All that the instance keeps about a person, for that person: JSON, or a folder of CSV files.

Other people are not named: who read, typed or answered something is left out. What somebody wrote
to this person (the reason of a refusal) is theirs to read, and is there as it was written. The
format is described in ``docs/utiliser/mes-donnees.md``; ``VERSION`` changes when a key does.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from zipfile import ZipFile

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Function, Invitation
from benevalibre.badges.models import BroughtBadge
from benevalibre.certificates.models import TEXTS, Certificate, CertificateRequest, MissionSheet
from benevalibre.documents.archives import zipped
from benevalibre.documents.separated import write_french_csv
from benevalibre.documents.tables import Column, Table, in_parts
from benevalibre.instance.models import Instance
from benevalibre.journal.models import Entry
from benevalibre.mailing import addresses
from benevalibre.mailing.models import Mail
from benevalibre.namekeys import name_key
from benevalibre.reports.exports import action_table
from benevalibre.transfer import driven

FORMAT: Final = "benevalibre-person"
VERSION: Final = 1
CHUNK: Final = 2_000
OTHERS: Final = {"Notée par", "Relue par"}
"""Columns of the list of actions that name somebody else."""

Row = dict[str, Any]


def write_json(user: User) -> Iterator[bytes]:
    """The whole as one JSON object, in parts; long lists are read a row at a time."""
    return in_parts(_texts(user))


def write_folder(user: User) -> Iterator[bytes]:
    """A zip of CSV files that a French spreadsheet opens, the JSON, and the picture."""

    def fill(archive: ZipFile) -> None:
        for table in tables(user):
            _add(archive, f"{table.title}.csv", write_french_csv(table))
        _add(archive, "mes-donnees.json", write_json(user))
        picture = str(user.avatar.name or "")
        if picture and user.avatar.storage.exists(picture):
            with user.avatar.open() as file:
                _add(archive, picture.replace("avatars/", "photo/"), file.chunks())

    return zipped(fill)


def tables(user: User) -> Iterator[Table]:
    """One table for each kind of thing; their titles are names of files."""
    mine = Action.objects.filter(member__user=user).order_by()
    yield _without("activites", action_table(mine), OTHERS)
    yield _table("compte", [_account(user)])
    yield _table("associations", _memberships(user))
    yield _table("fonctions", _functions(user))
    yield _table("attestations", _certificates(user))
    yield _table("attestations-ailleurs", _brought(user))
    yield _table("fiches-mission", _sheets(user))
    yield _table("vehicules", driven.vehicles_of(user))
    yield _table("frais", driven.waivers_of(user))
    yield _table("invitations", _invitations(user))
    yield _table("mails", _mails(user))
    yield _table("appareils", _sessions(user))
    yield _table("journal", _journal(user))


def _texts(user: User) -> Iterator[str]:
    instance = Instance.current()
    head = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": timezone.now(),
        "instance": {"name": instance.name, "url": addresses.absolute("/")},
        "account": _account(user),
    }
    yield _dumped(head)[:-1]
    for name, rows in _lists(user).items():
        yield f',\n"{name}": '
        before = "[\n"
        for row in rows:
            yield before + _dumped(row)
            before = ",\n"
        yield "\n]" if before == ",\n" else "[]"
    yield "\n}\n"


def _lists(user: User) -> dict[str, Iterable[Row]]:
    return {
        "addresses": EmailAddress.objects.filter(user=user).values("email", "verified", "primary"),
        "memberships": _memberships(user),
        "functions": _functions(user),
        "certificates": _certificates(user),
        "certificate_requests": _requests(user),
        "certificates_from_elsewhere": _brought(user),
        "mission_sheets": _sheets(user),
        "vehicles": driven.vehicles_of(user),
        "waivers": driven.waivers_of(user),
        "actions": _actions(user),
        "typed_for_others": _typed(user),
        "invitations": _invitations(user),
        "mail_choices": _choices(user),
        "mails": _mails(user),
        "sessions": _sessions(user),
        "journal": _journal(user),
    }


def _account(user: User) -> Row:
    names = (
        "id", "email", "first_name", "last_name", "pseudonym", "theme", "language", "is_host",
        "date_joined", "last_login", "seen_on", "terms_accepted", "terms_accepted_at",
    )  # fmt: skip
    found = {name: getattr(user, name) for name in names}
    return found | {"picture": user.avatar.name or "", "has_password": user.has_usable_password()}


def _memberships(user: User) -> Iterator[Row]:
    rows = user.memberships.order_by("pk").values(
        "id", "association_id", "association__name", "association__state", "role__name", "state",
        "state_at", "kind", "usual_level__name", "last_entry_on", "created_at",
    )  # fmt: skip
    return _read(rows)


def _functions(user: User) -> Iterator[Row]:
    rows = Function.objects.filter(membership__user=user).order_by("pk")
    return _read(rows.values("membership_id", "kind", "start", "until"))


def _certificates(user: User) -> Iterator[Row]:
    """What the papers say, who signed them included: that is for whoever reads them."""
    rows = Certificate.objects.by_user(user).order_by("pk")
    return _read(
        rows.values(
            "id", "association_id", "number", "code", "origin", "issuer", "volunteer", "start",
            "end", "kind", "activities", "mission", "minutes", "signatory", "quality", "issued_at",
            "revoked_at", "reason",
        )
    )  # fmt: skip


def _brought(user: User) -> Iterator[Row]:
    rows = BroughtBadge.objects.filter(user=user).order_by("pk")
    return _read(
        rows.values(
            "host", "issuer", "identifier", "association", "register_number", "siren",
            "volunteer", "start", "end", "minutes", "years", "issued_at", "verified_at",
            "checked_at", "revoked_at", "token",
        )
    )  # fmt: skip


def _requests(user: User) -> Iterator[Row]:
    rows = CertificateRequest.objects.filter(member__user=user).order_by("pk")
    return _read(rows.values("id", "association_id", "start", "end", "state", "asked_at", "reason"))


def _sheets(user: User) -> Iterator[Row]:
    """Drafts too: they are this person's words."""
    rows = MissionSheet.objects.filter(member__user=user).order_by("pk")
    return _read(
        rows.values(
            "id", "association_id", "title", "start", "end", *TEXTS, "show_hours", "state",
            "asked_at", "reason", "certificate_id",
        )
    )  # fmt: skip


def _actions(user: User) -> Iterator[Row]:
    rows = Action.objects.filter(member__user=user).order_by("pk")
    return _read(
        rows.values(
            "id", "association_id", "member_id", "category__name", "level__name",
            "project__name", "title", "description", "date", "end_date", "minutes",
            "travel_minutes", "distance_hundredths", "status", "status_at", "reason", "source",
            "cec_function", "created_at",
        )
    )  # fmt: skip


def _typed(user: User) -> Iterator[Row]:
    """How much one typed for others, without saying for whom."""
    rows = Action.objects.filter(typed_by__user=user).exclude(member__user=user)
    counted = rows.order_by("association").values("association_id", "association__name")
    return _read(counted.annotate(count=Count("pk"), minutes=Sum("minutes")))


def _invitations(user: User) -> Iterator[Row]:
    rows = Invitation.objects.filter(email_key=name_key(user.email)).order_by("pk")
    return _read(rows.values("association_id", "association__name", "state", "created_at"))


def _choices(user: User) -> Iterator[Row]:
    for kind, rhythm in addresses.rhythms(user.email).items():
        yield {"kind": kind, "rhythm": rhythm.value}


def _mails(user: User) -> Iterator[Row]:
    """What was written to the address in the last sixty days; not the texts, which name others."""
    rows = Mail.objects.filter(to=user.email).order_by("pk")
    return _read(rows.values("kind", "created_at", "sent_at", "failed_at"))


def _sessions(user: User) -> Iterator[Row]:
    rows = UserSession.objects.filter(user=user).order_by("pk")
    return _read(rows.values("created_at", "last_seen_at", "ip", "user_agent"))


def _journal(user: User) -> Iterator[Row]:
    """What one did, and when; on what only where it is one's own, with what changed then."""
    places = set(user.memberships.values_list("pk", flat=True))
    mine = Q(user_id=user.pk) | Q(membership_id__in=places)
    rows = Entry.objects.filter(mine).order_by("pk")
    actions = set(Action.objects.filter(member__in=places).values_list("pk", flat=True))
    owned = {"actions.action": actions, "associations.membership": places}
    for row in rows.values("at", "association_id", "verb", "object_type", "object_id", "changes"):
        yield _own_only(dict(row), owned)


def _own_only(row: Row, owned: dict[str, set[int]]) -> Row:
    """The row, without what it says of somebody else's things."""
    if row["object_id"] in owned.get(row["object_type"], ()):
        return row
    return row | {"object_id": None, "changes": {}}


def _read(rows: Any) -> Iterator[Row]:
    for row in rows.iterator(chunk_size=CHUNK):
        yield {name.replace("__", "_"): value for name, value in row.items()}


def _dumped(row: Row) -> str:
    return json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)


def _table(title: str, rows: Iterable[Row]) -> Table:
    """Rows of the JSON as a table: its columns are the keys of the first row."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return Table(title, [], [])
    columns = [Column(name) for name in first]

    def cells() -> Iterator[list[str | None]]:
        yield _cells(first)
        yield from map(_cells, waiting)

    return Table(title, columns, cells())


def _cells(row: Row) -> list[str | None]:
    return [None if value is None else _said(value) for value in row.values()]


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return _dumped(value).strip('"')


def _without(title: str, table: Table, hidden: set[str]) -> Table:
    """``table`` without the columns of those names."""
    kept = [n for n, column in enumerate(table.columns) if column.name not in hidden]
    rows = ([row[n] for n in kept] for row in table.rows)
    return Table(title, [table.columns[n] for n in kept], rows)


def _add(archive: ZipFile, path: str, parts: Iterable[bytes]) -> None:
    with archive.open(path, "w") as file:
        for part in parts:
            file.write(part)

"""What an archive's rows become here, where that is not just the same columns."""

import datetime
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.links import BYTES, digest_of, seal
from benevalibre.associations.models import (
    Association,
    DefaultCategory,
    GuestLink,
    Invitation,
    Membership,
)
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.namekeys import name_key
from benevalibre.transfer.archive import journal, papers, registering
from benevalibre.transfer.archive.ids import Ids
from benevalibre.transfer.archive.opening import Archive
from benevalibre.transfer.archive.rows import Builder, moment, read
from benevalibre.transfer.archive.sections import Section
from benevalibre.transfer.archive.shape import WORDS, ArchiveError, Row, damaged
from benevalibre.valuation.models.gifts import MOST_A_YEAR

INVITED_FOR: Final = datetime.timedelta(days=30)
Made = list[models.Model]


@dataclass
class Arriving:
    """One import under way. ``late``: by section and row here, the columns still to write.

    ``stored``: the files that were kept so far.
    """

    archive: Archive
    association: Association
    by: User
    ids: dict[str, Ids] = field(default_factory=dict)
    late: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    mine: Membership | None = None
    my_role: int | None = None
    guests: set[int] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    categories: dict[str, int] = field(default_factory=dict)
    stored: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    gifts: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        confirmed = EmailAddress.objects.filter(user=self.by, verified=True)
        self.my_addresses = {name_key(each) for each in confirmed.values_list("email", flat=True)}
        self.now = timezone.now()
        self.tomorrow = (self.now + datetime.timedelta(days=1)).date()

    def refuse_wrong(self, row: Row) -> None:
        """``ArchiveError`` for an association that could not stand on a page."""
        try:
            URLValidator(schemes=["http", "https"])(row["website"]) if row["website"] else None
        except ValidationError as error:
            raise damaged("website") from error
        if not name_key(row["name"]):
            raise damaged("name")
        if row["time_zone"] not in available_timezones():
            row["time_zone"] = ""

    def build(self, section: Section, builder: Builder, rows: list[Row]) -> Made:
        """The rows to write for these rows of the archive."""
        if section.name == "links":
            return self._links(builder, rows)
        build = {
            "categories": self._category,
            "people": self._person,
            "invitations": self._invitation,
            "actions": self._action,
            "gifts": self._gift,
            "statements": self._statement,
            "waivers": self._waiver,
            "certificates": registering.certificate,
            "certificate_requests": registering.request,
            "mission_sheets": registering.mission_sheet,
            "journal": self._entry,
        }.get(section.name)
        return [build(builder, row) if build else builder.build(row) for row in rows]

    def made(self, section: Section, rows: list[Row], made: Made) -> None:
        """What follows from rows that have their identifiers now."""
        if section.name == "people":
            self._invite(rows, [each for each in made if isinstance(each, Membership)])

    def complete(self, section: Section) -> None:
        """What waits for a whole section: rows merged into others of it, links of all guests."""
        late = self.late.get(section.name, {})
        merged = {pk: each["merged_into"] for pk, each in late.items() if "merged_into" in each}
        ids = self.ids[section.name]
        edges = {pk: ids.get(into) for pk, into in merged.items()}
        if None in edges.values() or _goes_round(edges):
            raise damaged(section.file)
        if edges:
            rows = [section.model(pk=pk, merged_into_id=into) for pk, into in edges.items()]
            section.model._base_manager.bulk_update(rows, ["merged_into"], batch_size=200)
        if section.name == "links":
            self._link_guests()

    def _category(self, builder: Builder, row: Row) -> models.Model:
        """Attached to the line of that name in this instance's nomenclature, else to the last."""
        if not self.categories:
            found = DefaultCategory.objects.order_by("position", "pk").values_list("name_key", "pk")
            self.categories = dict(found)
        known = self.categories
        if not known:
            raise ArchiveError(_("Cette instance n’a pas de catégories par défaut."))
        pk = known.get(name_key(row["default_category"]), next(reversed(known.values())))
        return builder.build(row, default_category_id=pk)

    def _person(self, builder: Builder, row: Row) -> models.Model:
        """Someone by name; whoever imports is known by a confirmed address."""
        email = row["email"]
        if email is not None:
            _require_address(email)
        role = None if row["role"] is None else builder.follow("role", row["role"])
        kind = Kind.GUEST if row["kind"] == "guest" else Kind.NAMED
        more: dict[str, Any] = {"kind": kind, "role_id": None}
        is_mine = email is not None and name_key(email) in self.my_addresses
        if is_mine and self.mine is None and kind == Kind.NAMED:
            self.my_role = role
            more = {"kind": Kind.ACCOUNT, "user": self.by, "role_id": None, "name": ""}
            more["state"] = MembershipState.ACTIVE
        person = builder.build(row, **more)
        if more.get("user") and isinstance(person, Membership):
            self.mine = person
        return person

    def _invite(self, rows: list[Row], people: list[Membership]) -> None:
        """Who has an address is invited to take their place; a request to join waits as it did."""
        invitations = []
        for row, person in zip(rows, people, strict=True):
            if person.kind == Kind.GUEST:
                self.guests.add(person.pk)
            if row["email"] is None or person is self.mine or not self._is_new(row["email"]):
                continue
            waits = person.state == MembershipState.ACTIVE
            invitations.append(
                Invitation(
                    association=self.association,
                    email=row["email"].lower(),
                    name=row["name"],
                    role_id=self.ids["roles"].get(row["role"]),
                    claims=person,
                    digest=_unknown_digest(),
                    created_at=self.now,
                    expires_at=self.now + INVITED_FOR if waits else self.now,
                    sent_at=None if waits else self.now,
                )
            )
        Invitation.objects.bulk_create(invitations)

    def _links(self, builder: Builder, rows: list[Row]) -> Made:
        """The same secrets, sealed with our key; one that is taken here is made anew."""
        for row in rows:
            if row["secret"] is not None:
                row["digest"] = digest_of(row["secret"])
        digests = [row["digest"] for row in rows]
        taken = set(GuestLink.objects.filter(digest__in=digests).values_list("digest", flat=True))
        made = []
        for row in rows:
            secret = row["secret"]
            if row["digest"] in taken:
                secret = secrets.token_urlsafe(BYTES)
                row["digest"] = digest_of(secret)
            sealed = "" if secret is None else seal(secret)
            link = builder.build(row, sealed=sealed)
            if isinstance(link, GuestLink):
                link.is_active = link.is_active and link.membership_id in self.guests
            made.append(link)
        return made

    def _link_guests(self) -> None:
        """Each guest has a link: one that the archive lacks is there, and closed."""
        mine = GuestLink.objects.filter(membership__association=self.association)
        without = self.guests - set(mine.values_list("pk", flat=True))
        GuestLink.objects.bulk_create(
            GuestLink(membership_id=pk, digest=_unknown_digest(), is_active=False)
            for pk in sorted(without)
        )

    def _invitation(self, builder: Builder, row: Row) -> models.Model:
        """Sent again from here, unless its time was over."""
        _require_address(row["email"])
        if not self._is_new(row["email"]):
            raise damaged(builder.section.file)
        is_over = moment(row["expires_at"]) <= self.now
        sent_at = moment(row["created_at"]) if is_over else None
        return builder.build(row, digest=_unknown_digest(), sent_at=sent_at)

    def _action(self, builder: Builder, row: Row) -> models.Model:
        action = builder.build(row)
        if isinstance(action, Action) and action.date > self.tomorrow:
            raise ArchiveError(_("Cette archive contient une activité à venir."))
        return action

    def _gift(self, builder: Builder, row: Row) -> models.Model:
        """With its evidence, where the archive has it: those of old had not.

        Each paper belongs to one gift, so that none is stored again and again.
        """
        self.gifts[row["fiscal_year"]] += 1
        if self.gifts[row["fiscal_year"]] > MOST_A_YEAR:
            raise damaged(builder.section.file)
        name = row.get("evidence")
        if name is None:
            return builder.build(row, evidence="")
        if name in self.named:
            raise damaged(name)
        self.named.add(name)
        stored = papers.keep(self.archive.content(name), name)
        self.stored.append(stored)
        return builder.build(row, evidence=stored)

    def _statement(self, builder: Builder, row: Row) -> models.Model:
        """The figures as they were; each share is that of the same person here, each word too."""
        figures = row["figures"]
        for each in (figures, *figures["lines"]):
            read(datetime.date.fromisoformat, each["start"], builder.section.file)
            read(datetime.date.fromisoformat, each["end"], builder.section.file)
        for each in (*figures.get("rates", ()), *figures.get("wages", ())):
            read(datetime.date.fromisoformat, each["start"], builder.section.file)
        for share in figures["people"]:
            share["member"] = self.ids["people"].get(share["member"])
        for line in figures["lines"]:
            for name, section in WORDS.items():
                line[name] = self.ids[section].get(line.get(name))
        return builder.build(row)

    def _waiver(self, builder: Builder, row: Row) -> models.Model:
        """As it was; its ways are on days that there were."""
        for trip in row["trips"]:
            read(datetime.date.fromisoformat, trip["day"], builder.section.file)
        return builder.build(row)

    def _entry(self, builder: Builder, row: Row) -> models.Model:
        row["person"] = row["person"] if row["person"] in self.ids["people"] else None
        if row["object_type"] == journal.ITSELF:
            row["object"] = self.association.pk
        return builder.build(journal.followed(row, lambda name, pk: self.ids[name].get(pk)))

    def _is_new(self, email: str) -> bool:
        key = name_key(email)
        is_new = key not in self.addresses
        self.addresses.add(key)
        return is_new


def _require_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise damaged("email") from error


def _unknown_digest() -> str:
    """The digest of a secret that nobody knows."""
    return digest_of(secrets.token_urlsafe(BYTES))


def _goes_round(edges: dict[int, Any]) -> bool:
    """Does following these edges ever come back?"""
    done: set[int] = set()
    for start in edges:
        path: set[int] = set()
        at = start
        while at in edges and at not in done:
            if at in path:
                return True
            path.add(at)
            at = edges[at]
        done |= path
    return False

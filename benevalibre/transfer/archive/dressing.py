"""What a row says in an archive where it is not just its columns: names, addresses, secrets."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.utils.text import get_valid_filename

from benevalibre.accounts.models import User
from benevalibre.associations import links
from benevalibre.associations.models import Association, GuestLink, Invitation
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.namekeys import name_key
from benevalibre.transfer.archive import journal, papers
from benevalibre.transfer.archive.shape import LARGEST_PICTURE, WORDS, Row

HERE: Final = {MembershipState.ACTIVE, MembershipState.PENDING}
NAMES: Final = ("first_name", "last_name", "pseudonym")
MORE: Final = {"people": ("user__is_active", *(f"user__{name}" for name in NAMES))}
SUFFIXES: Final = {"webp", "png", "jpg", "jpeg", "gif"}


class Dress:
    """The rows of one association; ``known`` tells which rows are in the archive so far."""

    def __init__(self, association: Association, known: Callable[[str, int], int | None]) -> None:
        self.known = known
        self.name = association.name
        pending = Invitation.objects.filter(association=association, state=Invitation.State.PENDING)
        claims = pending.exclude(claims=None).order_by("pk")
        self.claims: dict[int | None, tuple[str, int | None]] = {
            person: (email, role)
            for person, email, role in claims.values_list("claims_id", "email", "role_id")
        }
        self.addresses: set[str] = set()
        self.papers = papers.Leaving()

    def more(self, section: str) -> tuple[str, ...]:
        """Further look-ups that ``row`` needs."""
        return MORE.get(section, ())

    def row(self, section: str, row: Row, more: Sequence[Any]) -> Row | None:
        """The row as the archive holds it; None where it is left out."""
        if section == "people":
            return self._person(row, *more)
        if section == "links":
            return _link(row)
        if section == "invitations":
            return row if self._is_new(row["email"]) else None
        if section == "gifts":
            row["evidence"] = self.papers.name(row["evidence"]) if row["evidence"] else None
        if section == "statements":
            return self._statement(row)
        if section == "certificates":
            row["origin"] = row["origin"] or settings.BASE_URL
        if section == "journal":
            if row["person"] is not None:
                row["person"] = self.known("people", row["person"])
            return journal.followed(row, self.known)
        return row

    def _person(self, row: Row, is_active: bool | None, *names: str) -> Row:
        """Someone by name; the address only of who may be invited to take the place again."""
        is_account = row["kind"] == Kind.ACCOUNT
        if is_active is not None:
            row["name"] = User(**dict(zip(NAMES, names, strict=True))).display_name
        row["kind"] = "guest" if row["kind"] == Kind.GUEST else "person"
        email = row["email"] if is_active else None
        if not is_account:
            email, row["role"] = self.claims.get(row["id"], (None, None))
        if email is None or row["state"] not in HERE or not self._is_new(email):
            email = row["role"] = None
        row["email"] = email
        return row

    def _statement(self, row: Row) -> Row:
        """The shares of people who are in the archive, by their identifier."""
        for share in row["figures"]["people"]:
            share["member"] = share["member"] and self.known("people", share["member"])
        for line in row["figures"]["lines"]:
            for name, section in WORDS.items():
                word = line.get(name)
                line[name] = word and self.known(section, word)
        row["figures"].setdefault("gifts", [])
        row["issuer"] = row["issuer"] or {"name": self.name, "lines": []}
        return row

    def _is_new(self, email: str) -> bool:
        """The first one of that address."""
        key = name_key(email)
        is_new = key not in self.addresses
        self.addresses.add(key)
        return is_new


def _link(row: Row) -> Row:
    """The secret as it stands in the address: the destination seals it with its own key."""
    try:
        sealed = row["secret"]
        row["secret"] = links.reveal(GuestLink(sealed=sealed)) if sealed else None
    except InvalidToken:
        row["secret"] = None
    return row


def association(row: Association, names: Sequence[str]) -> Row:
    """The columns of the association, with its field of activity by name and no logo yet."""
    found = {name: getattr(row, name) for name in names}
    field = row.activity_field
    group = field.group.name if field is not None and field.group is not None else None
    found["activity_field"] = None if field is None else {"group": group, "name": field.name}
    found["logo"] = None
    return found


def logo(row: Association) -> tuple[str, bytes] | None:
    """The name in the archive and the content of the logo; None where there is none."""
    if not row.logo:
        return None
    suffix = get_valid_filename(str(row.logo.name).rsplit(".", 1)[-1].lower())
    try:
        with row.logo.open("rb") as file:
            content: bytes = file.read(LARGEST_PICTURE + 1)
    except OSError:
        return None
    if len(content) > LARGEST_PICTURE or suffix not in SUFFIXES:
        return None
    return f"files/logo.{suffix}", content

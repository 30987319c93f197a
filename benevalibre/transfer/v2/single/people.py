"""The people of a 2.0.x association: without account here, until each accepts an invitation.

The account that brings the association becomes its manager, by its own act. Nobody else's account
is made, changed, or given a place.
"""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.crypto import get_random_string

from benevalibre.accounts.models import User
from benevalibre.associations.links import digest_of, seal
from benevalibre.associations.models import GuestLink, Membership
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.transfer.models import Arrival, Expected
from benevalibre.transfer.v2.single import shapes
from benevalibre.transfer.v2.single.bringing import Bringing, manager_role
from benevalibre.transfer.v2.single.reading import Fields
from benevalibre.transfer.v2.values import Row


def bring_people(bringing: Bringing, arrival: Arrival, *, by: User) -> Membership:
    """Everyone of the team, whoever waits to join, and ``by`` as manager; the latter's place."""
    accounts = {
        fields["email"].strip().lower(): fields for fields in bringing.content.of(shapes.USER)
    }
    own = {
        email.lower()
        for email in EmailAddress.objects.filter(user=by, verified=True).values_list(
            "email", flat=True
        )
    }
    mine: Membership | None = None
    for row in bringing.rows(shapes.MEMBER):
        email = row.values["user"][0].strip().lower()
        if email in bringing.people:
            row.note("personne déjà dans l’équipe", email)
            continue
        if email in own and mine is None:
            mine = _manager(bringing, by)
            bringing.people[email] = mine.pk
        else:
            _bring_one(bringing, arrival, row, email, accounts.get(email))
        bringing.team.append(bringing.people[email])
        bringing.report.written[shapes.MEMBER] += 1
    return mine or _manager(bringing, by)


def departed(bringing: Bringing, email: str) -> int:
    """Someone who left before the move and whose actions stay: the file has only the address."""
    key = email.strip().lower()
    if key not in bringing.people:
        row = bringing.row(shapes.USER, key, {})
        row.note("partie avant le déménagement : le fichier ne dit pas son nom")
        bringing.people[key] = Membership.objects.create(
            association=bringing.association,
            kind=Kind.NAMED,
            name=Row("", {"id": key.partition("@")[0]}, bringing.report).text("id", 255),
            state=MembershipState.LEFT,
        ).pk
    return bringing.people[key]


def bring_guests(bringing: Bringing) -> None:
    """Guests with the links that they had: only the address before the secret changes."""
    for row in bringing.rows(shapes.GUEST):
        guest = Membership.objects.create(
            association=bringing.association,
            kind=Kind.GUEST,
            name=row.text("name", 255),
            created_at=row.moment("created_at") or timezone.now(),
        )
        secret = _secret(row)
        bringing.guests.setdefault(str(row.values["uuid"]), guest.pk)
        text = secret.hex if secret else get_random_string(40)
        GuestLink.objects.create(
            membership=guest,
            digest=digest_of(text),
            sealed=seal(text),
            expires_at=row.moment("expiration_date"),
            is_active=row.flag("is_active") and secret is not None,
            last_visit=row.moment("last_visit"),
        )
        bringing.report.written[shapes.GUEST] += 1


def _secret(row: Row) -> UUID | None:
    """The link's secret, unless it is none or another link of this instance has it."""
    secret = row.uuid("uuid")
    if secret is None or GuestLink.objects.filter(digest=digest_of(secret.hex)).exists():
        row.note("lien fermé : son secret est inutilisable ou déjà pris")
        return None
    return secret


def _bring_one(
    bringing: Bringing, arrival: Arrival, row: Row, email: str, account: Fields | None
) -> None:
    active = row.flag("is_active")
    person = Membership.objects.create(
        association=bringing.association,
        kind=Kind.NAMED,
        name=_name_of(bringing, email, account),
        state=MembershipState.ACTIVE if active else MembershipState.LEFT,
    )
    bringing.people[email] = person.pk
    if not active:
        row.note("demande encore sans réponse : la personne pourra la refaire", email)
    elif not _is_address(email):
        row.note("sans invitation : son adresse ne se lit pas", email)
    else:
        role = bringing.roles.get(row.values["role"][0])
        if role is None:
            row.note("rôle d’office : le sien n’est pas dans le fichier", row.values["role"][0])
        Expected.objects.create(arrival=arrival, membership=person, role=role, email=email)


def _manager(bringing: Bringing, by: User) -> Membership:
    role = manager_role(bringing.association)
    return Membership.objects.create(association=bringing.association, user=by, role=role)


def _name_of(bringing: Bringing, email: str, account: Fields | None) -> str:
    """« Prénom Nom (pseudo) », else what stands before the @."""
    row = Row(shapes.USER, {"id": email, **(account or {})}, bringing.report)
    if account is not None:
        name = User(
            first_name=row.text("first_name", 30),
            last_name=row.text("last_name", 50),
            pseudonym=row.text("pseudo", 30),
        ).display_name
        if name:
            return name
    row.note("sans nom dans le fichier : appelée d’après son adresse")
    return row.text("id").partition("@")[0][:255] or "?"


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254

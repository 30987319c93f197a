"""Accounts with their passwords, and everyone's place in the associations."""

import re

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, get_hashers_by_algorithm
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.crypto import get_random_string

from benevalibre.accounts.models import Theme, User
from benevalibre.associations.links import digest_of, seal
from benevalibre.associations.models import GuestLink, Membership
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.transfer.v2.arrival import Arrival, Names
from benevalibre.transfer.v2.places import home_of
from benevalibre.transfer.v2.values import Row

# Each names its cost, ten million rounds or a gigabyte at most; what is odd is not even tried.
FAIR_HASHES = re.compile(
    r"pbkdf2_sha(1|256)\$(10000000|[1-9][0-9]{0,6})\$[^$]+\$[A-Za-z0-9+/=]+"
    r"|argon2\$argon2id?\$v=19\$m=[0-9]{1,6},t=[0-9]{1,2},p=[0-9]{1,2}(\$[A-Za-z0-9+/]+){2}",
    re.ASCII,
)


def bring_accounts(arrival: Arrival) -> None:
    """Every account under its own key, able to sign in as before (MODEL §1 for inactive ones)."""
    table = "accounts_user"
    names, users, addresses = Names(), [], []
    for pk, row in arrival.rows(table):
        user = account_of(pk, row, names, arrival)
        users.append(user)
        if usable(user.email):
            confirmed = row.flag("is_active")
            addresses.append(
                EmailAddress(user=user, email=user.email, verified=confirmed, primary=True)
            )
        arrival.users.add(pk)
    arrival.write(table, User, users)
    EmailAddress.objects.bulk_create(addresses, batch_size=500)


def account_of(pk: int, row: Row, names: Names, arrival: Arrival) -> User:
    """One account; inactive and never signed in is « to confirm », inactive otherwise closed."""
    email, last_login = address_of(row, names), row.moment("last_login")
    confirmed = row.flag("is_active")
    user = User(
        pk=pk,
        email=email,
        password=password_of(row),
        first_name=row.text("first_name", 30),
        last_name=row.text("last_name", 50),
        pseudonym=row.text("pseudo", 30),
        is_active=usable(email) and (confirmed or last_login is None),
        is_host=arrival.hosts and row.flag("is_superuser"),
        last_login=last_login,
        date_joined=row.moment("date_joined") or timezone.now(),
        theme=theme_of(row),
        avatar=arrival.files.picture(row, "avatar", "avatars", square=True),
    )
    name_someone(user, row)
    user.sort_key = user.sorting_key()
    if row.flag("is_superuser") and not user.is_host:
        row.note("compte d’hébergeur repris comme un compte simple, sans --hosts")
    if not confirmed:
        state = "adresse à confirmer" if user.is_active else "désactivé"
        row.note(f"compte inactif repris comme « {state} »")
    return user


def usable(email: str) -> bool:
    """False for the stand-in of an address that could not be taken."""
    return not email.endswith(".invalid")


def address_of(row: Row, names: Names) -> str:
    """The account's address in small letters, or a stand-in that cannot be written to."""
    found = row.text("email").lower()
    try:
        validate_email(found)
        if len(found) > 254:
            raise ValidationError("")
    except ValidationError:
        row.note("adresse inutilisable : compte désactivé", found)
        found = f"compte-{row.pk}@adresse.invalid"
    kept = found
    taken = names.taken.setdefault("email", set())
    if found in taken:
        row.note("adresse déjà prise, à la casse près : compte désactivé", found)
        kept = f"compte-{row.pk}@doublon.invalid"
    taken.add(kept)
    return kept


def password_of(row: Row) -> str:
    """The hash as it was where ours can check it at a fair cost, else none."""
    found = row.text("password", 128)
    algorithm = found.partition("$")[0]
    if algorithm in get_hashers_by_algorithm() and FAIR_HASHES.fullmatch(found):
        return found
    if found and not found.startswith(UNUSABLE_PASSWORD_PREFIX):
        row.note("mot de passe laissé : la personne entrera par un code envoyé par mail")
    return UNUSABLE_PASSWORD_PREFIX + get_random_string(40)


def theme_of(row: Row) -> str:
    """The theme chosen, or the device's."""
    found = row.text("theme")
    return found if found in Theme.values else Theme.AUTO


def name_someone(user: User, row: Row) -> None:
    """Give a pseudonym to an account that has no name at all."""
    if not user.display_name:
        user.pseudonym = f"Bénévole {row.pk}"[:30]
        row.note(f"sans nom : appelé « {user.pseudonym} »")


def bring_memberships(arrival: Arrival) -> None:
    """Who takes part with an account, in which role, or asks to."""
    table = "associations_associationmembership"
    found = []
    for pk, row in arrival.rows(table):
        association = home_of(arrival, row)
        if association is None:
            continue
        user = row.key("user_id")
        if user not in arrival.users or (association, user) in arrival.members:
            row.note("ligne laissée : compte inconnu ou déjà dans l’équipe", user)
            continue
        role = row.key("role_id")
        if arrival.roles.get(role or 0) != association:
            row.note("role_id : remplacé par le rôle d’office", role)
            role = arrival.default_roles[association]
        active = row.flag("is_active")
        found.append(
            Membership(
                pk=pk,
                association_id=association,
                user_id=user,
                role_id=role,
                state=MembershipState.ACTIVE if active else MembershipState.PENDING,
            )
        )
        arrival.members[association, user] = pk
    arrival.write(table, Membership, found)
    _tell_orphans(arrival)


def _tell_orphans(arrival: Arrival) -> None:
    managed = set(Membership.objects.managers().values_list("association_id", flat=True))
    for association in sorted(arrival.associations - managed):
        arrival.report.note(
            "associations_association",
            association,
            "personne ne la gère : l’hébergeur peut nommer un responsable",
        )


def bring_guests(arrival: Arrival) -> None:
    """Guests, their links working at the old address."""
    table = "associations_associationanonymousmember"
    digests: set[str] = set()
    for pk, row in arrival.rows(table):
        association = home_of(arrival, row)
        if association is None:
            continue
        secret = row.uuid("uuid")
        if secret is None or digest_of(secret.hex) in digests:
            row.note("lien fermé : son secret est inutilisable ou en double")
            secret = None
        guest = Membership.objects.create(
            association_id=association,
            kind=Kind.GUEST,
            name=row.text("name", 255),
            created_at=row.moment("created_at") or timezone.now(),
        )
        arrival.guests[pk] = (association, guest.pk)
        text = secret.hex if secret else get_random_string(40)
        digests.add(digest_of(text))
        GuestLink.objects.create(
            membership=guest,
            digest=digest_of(text),
            sealed=seal(text),
            expires_at=row.moment("expiration_date"),
            is_active=row.flag("is_active") and secret is not None,
            last_visit=row.moment("last_visit"),
        )
        arrival.report.written[table] += 1


def departed(arrival: Arrival, association: int, user: int) -> int:
    """The participation of an account, made as one who left where there is none."""
    known = arrival.members.get((association, user))
    if known is None:
        known = Membership.objects.create(
            association_id=association,
            user_id=user,
            role_id=arrival.default_roles[association],
            state=MembershipState.LEFT,
        ).pk
        arrival.members[association, user] = known
    return known

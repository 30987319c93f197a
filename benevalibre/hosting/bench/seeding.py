"""Fills an empty instance with a great many rows, as unequally spread as real ones.

A fifth of the actions and a tenth of the people are in one association; one volunteer there has
two thousand actions where there are a million (MODEL §2, DOMAIN §8).
"""

import datetime
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from random import Random
from typing import TypeVar

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations import founding
from benevalibre.associations.models import Association, Category, Membership, Project, Role
from benevalibre.namekeys import sort_key
from benevalibre.reports import rollups
from benevalibre.valuation.models import Rate

PASSWORD = "bench-benevalibre"  # noqa: S105 (throw-away data)
BIG_MANAGER = "grande@example.org"
SMALL_MANAGER = "petite@example.org"
BUSY_VOLUNTEER = "assidue@example.org"
KNOWN = (BIG_MANAGER, SMALL_MANAGER, BUSY_VOLUNTEER)

CHUNK = 20_000
DAYS = 5 * 365
MINUTES = (30, 45, 60, 90, 90, 120, 120, 120, 150, 180, 180, 240, 300, 420)
TITLES = ("", "", "", "Permanence", "Réunion", "Atelier", "Préparation", "Rangement", "Accueil")
FIRST_NAMES = (
    "Jeanne",
    "Nadia",
    "Paul",
    "Inès",
    "Loïc",
    "Aïcha",
    "Rémi",
    "Solène",
    "Hugo",
    "Odile",
)
LAST_NAMES = ("Martin", "Bernard", "Le Goff", "Haddad", "Nguyen", "Petit", "Diallo", "Roux")

FIRST_RATE = datetime.date(2019, 1, 1)
DISTANCES = (300, 550, 1_200, 2_500, 8_000)
NOTED_AT = datetime.time(19, 30, tzinfo=datetime.UTC)

Say = Callable[[str], None]
PickedT = TypeVar("PickedT")


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each; a million actions go with 1 000 associations and 20 000 accounts."""

    actions: int
    associations: int

    @property
    def accounts(self) -> int:
        return max(20, self.actions // 50, self.associations * 2)

    @property
    def big_people(self) -> int:
        return max(10, min(2_000, self.accounts // 10))


@dataclass(frozen=True, slots=True)
class Spot:
    """What actions hang on in one association: ids only."""

    association: int
    is_moderated: bool
    members: Sequence[int]
    shares: Sequence[float]
    categories: Sequence[int]
    projects: Sequence[int]


def seed(size: Size, *, today: datetime.date, say: Say) -> None:
    """Write everything to an empty instance; ``say`` is told how far it is."""
    rng = Random("bench")  # noqa: S311
    users = _accounts(size)
    say(f"{len(users)} comptes")
    places = _associations(size)
    say(f"{len(places)} associations")
    _memberships(size, places, users, rng)
    spots = _spots(places)
    say(f"{sum(len(spot.members) for spot in spots)} places dans les associations")
    written = 0
    actions = _actions(size, spots, today, rng)
    while chunk := list(islice(actions, CHUNK)):
        with transaction.atomic():
            Action.objects.bulk_create(chunk)
        written += len(chunk)
        say(f"{written} activités sur {size.actions}")
    _note_last_entries()
    say("totaux par mois")
    rollups.refresh_all()
    say("Prêt.")


def tidy() -> None:
    """Let the database count its rows: good plans, and index-only scans on PostgreSQL.

    Not inside a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _accounts(size: Size) -> list[User]:
    """Accounts that share one password, the known ones first; two of them are hosts too."""
    password = make_password(PASSWORD)
    users = []
    for rank in range(size.accounts):
        first, last = FIRST_NAMES[rank % 10], f"{LAST_NAMES[rank % 8]} {rank}"
        email = KNOWN[rank] if rank < len(KNOWN) else f"compte{rank}@example.org"
        users.append(
            User(email=email, first_name=first, last_name=last, password=password,
                 is_host=rank < 2, sort_key=sort_key(f"{last} {first} "))
        )  # fmt: skip
    with transaction.atomic():
        User.objects.bulk_create(users)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
        )
    return users


def _associations(size: Size) -> list[Association]:
    """The big one first, then the small one that pages are compared in: both reread hours.

    So does every third of the others. The big one gives its hours a value.
    """
    with transaction.atomic():
        places = Association.objects.bulk_create(
            Association(
                name=f"Association {rank}",
                policy_moderate_actions=rank < 2 or rank % 3 == 0,
                policy_valued=rank == 0,
                policy_seen_at=timezone.now(),
            )
            for rank in range(size.associations)
        )
        for place in places:
            founding.furnish(place)
        Project.objects.bulk_create(
            Project(association=place, name=f"Projet {rank}")
            for place in places
            for rank in range(25 if place is places[0] else 4)
        )
        Rate.objects.create(association=places[0], start=FIRST_RATE, coefficient=1)
    return places


def _memberships(
    size: Size, places: Sequence[Association], users: Sequence[User], rng: Random
) -> None:
    """Each account in one association (67 %), two (21 %) or three; each has a manager."""
    default = dict(Role.objects.filter(is_default=True).values_list("association", "pk"))
    managing = dict(Role.objects.filter(manage_association=True).values_list("association", "pk"))
    taken: dict[tuple[int, int], int] = {}
    for rank, place in enumerate(places):
        head = users[rank] if rank < 2 else users[rank + 1]
        taken[place.pk, head.pk] = managing[place.pk]
    for user in [users[2], *users[-(size.big_people - 2) :]]:
        taken.setdefault((places[0].pk, user.pk), default[places[0].pk])
    others = places[1:]
    for user in users[2:]:
        for place in rng.sample(others, min(len(others), rng.choices((1, 2, 3), (67, 21, 12))[0])):
            taken.setdefault((place.pk, user.pk), default[place.pk])
    with transaction.atomic():
        Membership.objects.bulk_create(
            Membership(association_id=place, user_id=user, role_id=role)
            for (place, user), role in taken.items()
        )


def _spots(places: Sequence[Association]) -> list[Spot]:
    """What each association has, people in the order of their accounts."""
    people = Membership.objects.order_by("user_id").values_list("association_id", "pk")
    members = _by_association(people)
    categories = _by_association(Category.objects.values_list("association_id", "pk"))
    projects = _by_association(Project.objects.values_list("association_id", "pk"))
    return [
        Spot(
            association=place.pk,
            is_moderated=place.policy_moderate_actions,
            members=members[place.pk],
            shares=_unequal(members[place.pk]),
            categories=categories[place.pk],
            projects=projects[place.pk],
        )
        for place in places
    ]


def _by_association(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for association, pk in pairs:
        found.setdefault(association, []).append(pk)
    return found


def _unequal(rows: Sequence[object]) -> list[float]:
    """Cumulated weights: the first third of the rows weighs four fifths."""
    return list(accumulate(1 / (rank + 2) for rank in range(len(rows))))


def _actions(
    size: Size, spots: Sequence[Spot], today: datetime.date, rng: Random
) -> Iterator[Action]:
    """Five years of actions of all associations, mixed, in the order of their dates."""
    small = spots[1:] or spots
    shares = _unequal(small)
    start = today - datetime.timedelta(days=DAYS)
    for rank in range(size.actions):
        is_big = rank % 5 == 0
        spot = spots[0] if is_big else _pick(small, shares, rng)
        member = _pick(spot.members, spot.shares, rng)
        if is_big and rank // 5 % 100 == 0:
            member = spot.members[1]
        age = min(DAYS, DAYS * rank // size.actions + rng.randint(0, 3))
        yield _action(spot, member, start + datetime.timedelta(days=age), today, rng)


def _pick(rows: Sequence[PickedT], shares: Sequence[float], rng: Random) -> PickedT:
    return rows[bisect(shares, rng.random() * shares[-1], hi=len(rows) - 1)]


def _action(
    spot: Spot, member: int, date: datetime.date, today: datetime.date, rng: Random
) -> Action:
    noted = datetime.datetime.combine(date, NOTED_AT)
    return Action(
        association_id=spot.association,
        member_id=member,
        typed_by_id=member,
        category_id=spot.categories[int(rng.random() ** 2 * len(spot.categories))],
        project_id=rng.choice(spot.projects) if rng.random() < 0.6 else None,
        title=rng.choice(TITLES),
        date=date,
        minutes=rng.choice(MINUTES),
        distance_hundredths=rng.choice(DISTANCES) if rng.random() < 0.1 else None,
        status=_status(spot, (today - date).days, rng),
        created_at=noted,
    )


def _status(spot: Spot, days_ago: int, rng: Random) -> Status:
    """Where hours are reread, half of the last three weeks wait."""
    if not spot.is_moderated:
        return Status.APPROVED
    if days_ago < 21 and rng.random() < 0.5:
        return Status.PENDING
    return rng.choices((Status.APPROVED, Status.DECLINED, Status.TO_CORRECT), (97, 2, 1))[0]


def _note_last_entries() -> None:
    last = (
        Action.objects.filter(member=OuterRef("pk"))
        .order_by()
        .values("member")
        .annotate(last=Max("date"))
        .values("last")
    )
    Membership.objects.update(last_entry_on=Subquery(last))

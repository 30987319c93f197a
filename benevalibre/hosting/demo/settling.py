"""Who is where: accounts, associations, participants of the demo, written to the database."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.associations import founding
from benevalibre.associations.models import (
    ActivityField,
    Association,
    Category,
    FiscalYear,
    Membership,
    Project,
    Role,
)
from benevalibre.associations.models.membership import Kind as PersonKind
from benevalibre.associations.models.membership import MembershipState
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.people import Person
from benevalibre.hosting.demo.places import PLACES
from benevalibre.hosting.demo.shapes import Kind, Place
from benevalibre.hosting.demo.telling import dated

PASSWORD = "demo-benevalibre"  # noqa: S105 (the demo is open to all)
TWO_YEARS = datetime.timedelta(days=732)


@dataclass(frozen=True, slots=True)
class Settled:
    """An association that stands: what its actions hang on."""

    association: Association
    members: dict[Person, Membership]
    categories: dict[Kind, Category]
    projects: dict[str, Project]


def open_accounts(*, now: datetime.datetime) -> dict[Person, User]:
    """An account with a confirmed address for each person who has one."""
    password = make_password(PASSWORD)
    users: dict[Person, User] = {}
    for person in _with_account():
        users[person] = User(
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            password=password,
            is_host=person is people.HOST,
            date_joined=now - TWO_YEARS,
        )
        users[person].save()
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in users.values()
    )
    return users


def _with_account() -> Iterable[Person]:
    """Each once, in the same order every time."""
    inside = (
        person
        for place in PLACES
        for person in (*place.managers, *place.helpers, *place.people, *place.left)
    )
    return dict.fromkeys([people.JEANNE, people.HOST, *inside, people.CAMILLE])


def settle(place: Place, users: dict[Person, User], *, today: datetime.date) -> Settled:
    """Found an association with its projects, years and people."""
    at = timezone.now() - TWO_YEARS
    with dated(at):
        association = founding.found(
            name=place.name,
            by=users[place.managers[0]],
            activity_field=ActivityField.objects.filter(
                name__startswith=place.activity_field
            ).first(),
            created_at=at,
            **place.choices,
        )
    association.memberships.update(created_at=association.created_at)
    for year in range(today.year - 2, today.year + 1):
        FiscalYear.objects.get_or_create(
            association=association,
            start=datetime.date(year, 1, 1),
            defaults={"end": datetime.date(year, 12, 31)},
        )
    ordered = association.categories.order_by("default_category__position", "pk")
    categories = dict(zip(Kind, ordered, strict=True))
    return Settled(
        association=association,
        members=_people_of(place, association, users),
        categories=categories,
        projects=_projects_of(place, association, categories),
    )


def _projects_of(
    place: Place, association: Association, categories: dict[Kind, Category]
) -> dict[str, Project]:
    return {
        name: Project.objects.create(
            association=association,
            name=name,
            usual_category=categories[kind],
            closed_at=timezone.now() if name in place.closed_projects else None,
        )
        for name, kind in place.projects.items()
    }


def _people_of(
    place: Place, association: Association, users: dict[Person, User]
) -> dict[Person, Membership]:
    """The founder is there already; the others take their place with their role."""
    roles = list(association.roles.order_by("pk"))
    volunteer = next(role for role in roles if role.is_default)
    manager = next(role for role in roles if role.manage_association)
    helper = next((role for role in roles if role not in (volunteer, manager)), volunteer)
    for person in place.everyone[1:]:
        role = manager if person in place.managers else volunteer
        _take_place(
            association,
            person,
            users.get(person),
            role=helper if person in place.helpers else role,
            state=MembershipState.LEFT if person in place.left else MembershipState.ACTIVE,
        )
    rows = association.memberships.select_related("user", "role", "association")
    by_name = {row.display_name: row for row in rows}
    return {person: by_name[person.name] for person in place.everyone}


def _take_place(
    association: Association, person: Person, user: User | None, *, role: Role, state: str
) -> None:
    Membership.objects.create(
        association=association,
        user=user,
        name="" if user else person.name,
        kind=PersonKind.ACCOUNT if user else PersonKind.NAMED,
        role=role if user else None,
        state=state,
        created_at=association.created_at,
    )

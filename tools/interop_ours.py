"""Runs in our own virtual environment: ``fill``, ``session EMAIL`` or ``figures NAME``; JSON."""

import datetime
import hashlib
import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benevalibre.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.test import Client  # noqa: E402

from benevalibre.accounts.models import User  # noqa: E402
from benevalibre.actions.models import Action, Status  # noqa: E402
from benevalibre.associations.founding import found  # noqa: E402
from benevalibre.associations.links import make_link  # noqa: E402
from benevalibre.associations.models import Association, Invitation, Membership  # noqa: E402
from benevalibre.associations.models.membership import Kind, MembershipState  # noqa: E402
from benevalibre.transfer.models import Departure  # noqa: E402

PEOPLE = (
    ("nadia@example.org", "Nadia", "Ferrand", ""),
    ("loic@example.org", "Loïc", "Le Goff", ""),
    ("aicha@example.org", "Aïcha", "", "aï"),
)
STATUSES = (Status.APPROVED, Status.APPROVED, Status.PENDING, Status.APPROVED)


def fill() -> dict[str, Any]:
    """An association of ours with everything that 2.0 knows, and some things that it does not."""
    users = [_account(*person) for person in PEOPLE]
    here = found(name="Ici d’abord", by=users[0], description="Née ici.\nÀ « emporter ».")
    manager = Membership.objects.get(association=here, user=users[0])
    role = here.default_role()
    people: list[Membership | None] = [
        manager,
        *(Membership.objects.create(association=here, user=user, role=role) for user in users[1:]),
        Membership.objects.create(association=here, kind=Kind.NAMED, name="Paule sans compte"),
        Membership.objects.create(
            association=here, kind=Kind.NAMED, name="Rémi parti", state=MembershipState.LEFT
        ),
        make_link(here, "Tablette", by=manager)[0],
        None,
    ]
    _record(here, people)
    return {"id": here.pk, "name": here.name}


def _account(email: str, first: str, last: str, pseudonym: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(
            email=email, first_name=first, last_name=last, pseudonym=pseudonym
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _record(here: Association, people: list[Membership | None]) -> None:
    categories = [*here.categories.order_by("pk")]
    levels = [here.levels.create(name=name) for name in ("Débute", "Sait « faire »")]
    projects = [here.projects.create(name=name) for name in ("Atelier vélo", "L’été « dehors »")]
    for number in range(120):
        day = datetime.date(2025, 12, 20) + datetime.timedelta(days=number % 40)
        Action.objects.create(
            association=here,
            member=people[number % len(people)],
            title=f'Sortie n° {number} ; "=1+1"' if number % 5 else "",
            description="" if number % 3 else "Deux lignes.\nDont celle-ci.",
            date=day,
            end_date=day + datetime.timedelta(days=2) if number % 11 == 0 else None,
            minutes=10 * (number % 13),
            distance_hundredths=number * 53 + 1 if number % 13 == 0 or number % 2 else None,
            category=categories[number % len(categories)],
            level=levels[number % len(levels)] if levels and number % 4 else None,
            project=projects[number % 2] if number % 3 else None,
            status=Status.DECLINED if number % 20 == 19 else STATUSES[number % 4],
        )


def session(email: str) -> dict[str, Any]:
    """A session in which that confirmed account is signed in."""
    client = Client()
    client.force_login(_account(email, "Nadia", "Ferrand", ""))
    return {"session": client.cookies["session"].value}


def figures(name: str) -> dict[str, Any]:
    """What 2.0 can know of the association of that name, counted, summed, and line by line."""
    here = Association.objects.get(name=name)
    members = here.memberships.exclude(kind=Kind.GUEST)
    placed = members.filter(state=MembershipState.ACTIVE, user__isnull=False)
    rows = here.actions.exclude(status=Status.DECLINED).select_related(
        "member__user", "category", "level", "project"
    )
    lines = sorted(_line(row) for row in rows)
    departure = Departure.objects.filter(pk=here.pk).first()
    return {
        "team": members.count(),
        "people": placed.count(),
        "guests": here.memberships.filter(kind=Kind.GUEST).count(),
        "others": here.memberships.exclude(pk__in=placed).count(),
        "roles": here.roles.count(),
        "categories": here.categories.count(),
        "levels": here.levels.count(),
        "projects": here.projects.count(),
        "actions": len(lines),
        "approved": sum(line[-1] for line in lines),
        "seconds": sum(line[5] for line in lines if line[-1]),
        "hundredths": sum(line[6] for line in lines if line[-1]),
        "lines": hashlib.sha256(json.dumps(lines).encode()).hexdigest()[:12],
        "invited": Invitation.objects.filter(association=here).count(),
        "state": here.state,
        "moved_to": departure.destination_url if departure else "",
        "id": here.pk,
    }


def _line(row: Action) -> list[Any]:
    return [
        row.member.display_name if row.member else "",
        str(row.date),
        str(row.end_date or ""),
        row.title or (row.project.name if row.project else row.category.name)[:127],
        row.description,
        row.minutes * 60,
        row.distance_hundredths or 0,
        row.category.name,
        row.level.name if row.level else "",
        row.project.name if row.project else "",
        row.status == Status.APPROVED,
    ]


if __name__ == "__main__":
    order, *words = sys.argv[1:]
    doing: Any = {"fill": fill, "session": session, "figures": figures}[order]
    print(json.dumps(doing(*words)))

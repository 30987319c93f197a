"""The file of an association that 2.0.x imports, written object after object.

2.0.x checks each object strictly and knows fewer things; what it does not know becomes the nearest
thing that it does. People without account, and those who left, become guests whose link is closed,
so that no action loses its author; declined actions stay here.
"""

import json
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID, uuid4

from cryptography.fernet import InvalidToken
from django.utils import timezone

from benevalibre.actions.models import Action, Status
from benevalibre.associations.links import reveal
from benevalibre.associations.models import (
    Association,
    Membership,
    Right,
    Role,
    Travel,
)
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.associations.nomenclature import ACTIVITIES, FIELDS
from benevalibre.namekeys import name_key
from benevalibre.transfer.v2.single import shapes
from benevalibre.transfer.v2.single.durations import duration_text
from benevalibre.ui.durations import format_duration

VERSION: Final = "2.0.1"
CHUNK: Final = 2000
LARGEST_DISTANCE: Final = 99_999_99
LARGEST_INCOME: Final = 2**31 - 1

RIGHTS: Final = {
    "list_members": Right.LIST_MEMBERS,
    "manage_members": Right.MANAGE_MEMBERS,
    "manage_benevalos": Right.MANAGE_ACTIONS,
    "manage_benevalo_categories": Right.MANAGE_CATEGORIES,
    "manage_benevalo_levels": Right.MANAGE_LEVELS,
    "manage_projects": Right.MANAGE_PROJECTS,
    "manage_roles": Right.MANAGE_ROLES,
    "manage_association": Right.MANAGE_ASSOCIATION,
}

Fields = dict[str, Any]


class Leaving:
    """One association on its way to 2.0.x; ``parts`` gives the pieces of the file."""

    def __init__(self, association: Association, *, endpoint: str, token: str) -> None:
        self.association = association
        self.endpoint = endpoint
        self.token = token
        self.key = [association.name]
        self.accounts: dict[int, str] = {}
        self.guests: dict[int, str] = {}
        self.default_role = _default_role(association)

    def parts(self) -> Iterator[str]:
        """The JSON of the file, as text; ``join`` them or send them one by one."""
        yield '{"objects": ['
        for number, thing in enumerate(self.objects()):
            yield (", " if number else "") + json.dumps(thing, ensure_ascii=False)
        metadata = {
            "app_version": VERSION,
            "date": timezone.now().isoformat(timespec="seconds"),
            "endpoint": self.endpoint,
            "token": str(UUID(self.token)),
        }
        yield f'], "metadata": {json.dumps(metadata)}}}'

    def objects(self) -> Iterator[Fields]:
        """Each object after those that it names."""
        here = self.association
        members = list(
            here.memberships.select_related("user", "role", "link").unmerged().order_by("pk")
        )
        team = [member for member in members if _has_place(member)]
        for member in team:
            yield _object(shapes.USER, self._user(member))
        yield _object(shapes.ASSOCIATION, _association(here))
        for category in here.categories.select_related("default_category").order_by("pk"):
            yield _object(shapes.CATEGORY, self._word(category) | _attached(category))
        for level in here.levels.order_by("pk"):
            yield _object(shapes.LEVEL, self._word(level))
        for project in here.projects.order_by("pk"):
            yield _object(shapes.PROJECT, self._word(project))
        yield _object(shapes.ROLE, self._role(self.default_role))
        for role in here.roles.exclude(pk=self.default_role.pk).order_by("pk"):
            yield _object(shapes.ROLE, self._role(role))
        for member in team:
            yield _object(shapes.MEMBER, self._member(member))
        yield from self._guests([member for member in members if not _has_place(member)])
        yield from self._actions()

    def _user(self, member: Membership) -> Fields:
        user = member.user
        if user is None:
            raise ValueError("A place without account.")
        self.accounts[member.pk] = user.email.lower()
        return {
            "email": user.email.lower(),
            "first_name": user.first_name,
            "last_name": user.last_name,
            "pseudo": user.pseudonym,
        }

    def _word(self, word: Any) -> Fields:
        return {"name": word.name, "description": word.description, "association": self.key}

    def _role(self, role: Role) -> Fields:
        held = role.rights
        rights = {column: right in held for column, right in RIGHTS.items()}
        return self._word(role) | rights | {"is_default": role is self.default_role}

    def _member(self, member: Membership) -> Fields:
        role = member.role or self.default_role
        return {
            "association": self.key,
            "user": [self.accounts[member.pk]],
            "role": [role.name, self.association.name],
            "is_active": member.is_active,
        }

    def _guests(self, members: list[Membership]) -> Iterator[Fields]:
        """Who comes by a link, and whoever has no place there but may have given hours."""
        for member in members:
            link = getattr(member, "link", None) if member.kind == Kind.GUEST else None
            secret = _uuid(link)
            self.guests[member.pk] = str(secret or uuid4())
            yield _object(
                shapes.GUEST,
                {
                    "association": self.key,
                    "uuid": self.guests[member.pk],
                    "name": member.display_name if member.user_id or member.name else "",
                    "expiration_date": _moment(link.expires_at) if link else None,
                    "is_active": bool(link and link.is_active and member.is_active),
                    "created_at": _moment(member.created_at),
                    "last_visit": _moment(link.last_visit) if link else None,
                },
            )

    def _actions(self) -> Iterator[Fields]:
        words = self._names()
        included = self.association.policy_travel == Travel.INCLUDED
        rows = self.association.actions.exclude(status=Status.DECLINED).order_by("pk")
        for action in rows.iterator(chunk_size=CHUNK):
            yield {**_object(shapes.ACTION, self._action(action, words, included)), "pk": action.pk}

    def _action(self, action: Action, words: "_Names", included: bool) -> Fields:
        minutes = action.minutes + (action.travel_minutes if included else 0)
        distance = action.distance_hundredths
        if not minutes and not distance:
            distance = 1  # 2.0.x takes nothing that has neither a duration nor a distance
        user = self.accounts.get(action.member_id or 0)
        guest = self.guests.get(action.member_id or 0)
        title = action.title or words.projects.get(action.project_id or 0)
        return {
            "user": [user] if user else None,
            "anonymous_member": [guest, self.association.name] if guest else None,
            "association": self.key,
            "project": self._named(words.projects.get(action.project_id or 0)),
            "level": self._named(words.levels.get(action.level_id or 0)),
            "category": self._named(words.categories[action.category_id]),
            "date": action.date.isoformat(),
            "end_date": action.end_date.isoformat() if action.end_date else None,
            "title": (title or words.categories[action.category_id])[:127],
            "description": _with_travel(action, included=included),
            "distance": _kilometres(distance),
            "duration": duration_text(minutes),
            "is_active": action.status == Status.APPROVED,
        }

    def _named(self, name: str | None) -> list[str] | None:
        return [name, self.association.name] if name else None

    def _names(self) -> "_Names":
        return _Names(self.association)


class _Names:
    """The names of an association's words by their keys."""

    def __init__(self, association: Association) -> None:
        self.categories: dict[int, str] = dict(association.categories.values_list("pk", "name"))
        self.levels: dict[int, str] = dict(_pairs(association.levels))
        self.projects: dict[int, str] = dict(_pairs(association.projects))


def _pairs(words: Any) -> list[tuple[int, str]]:
    return list(words.values_list("pk", "name"))


def _object(model: str, fields: Fields) -> Fields:
    return {"model": model, "fields": fields}


def _has_place(member: Membership) -> bool:
    """Whether they keep an account's place there: in the team, or waiting to be."""
    here = member.state in {MembershipState.ACTIVE, MembershipState.PENDING}
    return here and member.user is not None


def _default_role(association: Association) -> Role:
    """Theirs, else the first one without rights, else a new one: 2.0.x cannot do without."""
    roles = list(association.roles.order_by("-is_default", "pk"))
    for role in roles:
        if role.is_default or not role.rights:
            return role
    names = {role.name_key for role in roles}
    return Role(name="Bénévole (sans droit)" if "bénévole" in names else "Bénévole")


def _association(here: Association) -> Fields:
    income = here.income
    return {
        "name": here.name,
        "description": here.description,
        "website_url": here.website,
        "activity_field": _activity_field(here),
        "logo": "",
        "is_hidden": here.hidden,
        "moderate_membership": here.policy_moderate_members,
        "moderate_benevalo": here.policy_moderate_actions,
        "country": here.country,
        "postal_code": here.postal_code,
        "has_employees": here.has_employees,
        "income": income if income is None or income <= LARGEST_INCOME else None,
        "is_active": True,
    }


def _activity_field(here: Association) -> list[str] | None:
    """By the names of the national survey, which every instance of 2.0.x has."""
    field = here.activity_field
    if field is None or field.group is None:
        return None
    wanted = (field.name_key, field.group.name_key)
    for group, names in FIELDS.items():
        for name in names:
            if (name_key(name), name_key(group)) == wanted:
                return [name, group]
    return None


def _attached(category: Any) -> Fields:
    known = {name_key(activity.name): activity.name for activity in ACTIVITIES}
    found = known.get(category.default_category.name_key)
    return {"default_category": [found or ACTIVITIES[-1].name]}


def _uuid(link: Any) -> UUID | None:
    """The secret of a link that came from 2.0.x; ours are longer than it can hold."""
    try:
        return UUID(reveal(link)) if link else None
    except (ValueError, InvalidToken):
        return None


def _with_travel(action: Action, *, included: bool) -> str:
    """The description; it says the travel that 2.0.x has no place for."""
    if included or not action.travel_minutes:
        return action.description
    return f"{action.description}\n\nTrajet : {format_duration(action.travel_minutes)}".strip()


def _moment(at: Any) -> str | None:
    return at.isoformat() if at else None


def _kilometres(hundredths: int | None) -> str | None:
    if hundredths is None:
        return None
    whole, rest = divmod(min(hundredths, LARGEST_DISTANCE), 100)
    return f"{whole}.{rest:02d}"

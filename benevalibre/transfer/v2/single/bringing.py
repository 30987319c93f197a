"""Bring one association of 2.0.x into one of ours that nobody sees yet.

Everything that hangs on it is written anew: identifiers of the file mean nothing here, names do.
No account is made or changed: people come without account (see ``people``).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from benevalibre.associations.models import (
    ActivityField,
    Association,
    Category,
    DefaultCategory,
    Field,
    Level,
    Project,
    Role,
)
from benevalibre.associations.models.vocabulary import Word
from benevalibre.namekeys import name_key
from benevalibre.transfer.v2.arrival import Names
from benevalibre.transfer.v2.places import LARGEST_INCOME, country, give_rights, website
from benevalibre.transfer.v2.report import Report
from benevalibre.transfer.v2.single import shapes
from benevalibre.transfer.v2.single.reading import Content, Fields
from benevalibre.transfer.v2.values import Row

WordT = TypeVar("WordT", bound=Word)


@dataclass
class Bringing:
    """One association under way. The dictionaries map a name of the file to a row of ours."""

    association: Association
    content: Content
    report: Report = field(default_factory=Report)
    names: Names = field(default_factory=Names)
    roles: dict[str, Role] = field(default_factory=dict)
    added_roles: int = 0
    team: list[int] = field(default_factory=list)
    categories: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    guests: dict[str, int] = field(default_factory=dict)

    def rows(self, model: str) -> list[Row]:
        """The objects of that kind, as rows whose columns are cleaned when read."""
        return [self.row(model, number, fields) for number, fields in self._numbered(model)]

    def row(self, model: str, key: object, fields: Fields) -> Row:
        """One object as a row; ``key`` names it in the report."""
        self.report.read[model] += 1
        return Row(model, {"id": key, **fields}, self.report)

    def write(self, model: str, things: list[Any]) -> None:
        """Insert what the objects of a kind became."""
        if things:
            type(things[0])._default_manager.bulk_create(things, batch_size=500)
        self.report.written[model] += len(things)

    def _numbered(self, model: str) -> list[tuple[object, Fields]]:
        return [(fields.get("name") or number, fields) for number, fields in self._of(model)]

    def _of(self, model: str) -> list[tuple[int, Fields]]:
        return list(enumerate(self.content.of(model), start=1))


def clear(association: Association) -> None:
    """Take away what an import that stopped had brought: the next one begins anew."""
    with transaction.atomic():
        association.actions.all().delete()
        association.memberships.all().delete()
        hanging: list[models.Manager[Any]] = [
            association.projects,
            association.categories,
            association.levels,
            association.roles,
        ]
        for rows in hanging:
            rows.all().delete()


def describe(bringing: Bringing) -> None:
    """What the association says of itself, and the two rules that 2.0.x knows."""
    row = bringing.row(shapes.ASSOCIATION, bringing.association.name, bringing.content.association)
    here = bringing.association
    here.description = row.text("description", lines=True)
    here.website = website(row)
    here.activity_field = activity_field(row)
    here.hidden = row.flag("is_hidden")
    here.country = country(row)
    here.postal_code = row.text("postal_code", 10)
    here.has_employees = row.tristate("has_employees")
    here.income = row.whole("income", LARGEST_INCOME)
    here.policy_moderate_members = row.flag("moderate_membership")
    here.policy_moderate_actions = row.flag("moderate_benevalo")
    has_levels = bool(bringing.content.of(shapes.LEVEL))
    here.policy_level = Field.OPTIONAL if has_levels else Field.HIDDEN
    here.save()
    bringing.report.written[shapes.ASSOCIATION] += 1


def activity_field(row: Row) -> ActivityField | None:
    """The field of activity of that name, in the group of that name where one is said."""
    words = [name_key(word) for word in row.values["activity_field"] or [] if word]
    if not words:
        return None
    found = ActivityField.objects.filter(name_key=words[0]).order_by("pk")
    if len(words) > 1:
        found = found.filter(group__name_key=words[1])
    if found.first() is None:
        row.note("domaine d’activité laissé : il n’existe pas ici", row.values["activity_field"][0])
    return found.first()


def bring_roles(bringing: Bringing) -> None:
    """Roles with the equivalent rights; one is given to whoever joins, one manages."""
    found: list[Role] = []
    has_default = False
    for row in bringing.rows(shapes.ROLE):
        role = Role(
            association=bringing.association,
            name=_name(bringing, row, "role", "Rôle"),
            description=row.text("description", lines=True),
            is_default=row.flag("is_default") and not has_default,
        )
        if row.flag("is_default") and has_default:
            row.note("un autre rôle est déjà celui d’office")
        has_default = has_default or role.is_default
        give_rights(role, row)
        bringing.roles.setdefault(row.values["name"], role)
        found.append(role)
    bringing.write(shapes.ROLE, found)
    _complete_roles(bringing, found, has_default=has_default)


def manager_role(association: Association) -> Role:
    """The first role that manages; there is one since ``bring_roles``."""
    return association.roles.filter(manage_association=True).earliest("pk")


def _complete_roles(bringing: Bringing, found: list[Role], *, has_default: bool) -> None:
    """What an association cannot do without, added and told where the file has none."""
    added: list[Role] = []
    head = bringing.row(shapes.ASSOCIATION, bringing.association.name, {})
    if not has_default:
        head.note("rôle d’office ajouté : l’association n’en avait pas")
        name = bringing.names.free(head, "Bénévole", scope="role", limit=255, empty="Rôle")
        added.append(Role(association=bringing.association, name=name, is_default=True))
    if not any(role.manage_association for role in found):
        head.note("rôle de direction ajouté : l’association n’en avait pas")
        name = bringing.names.free(head, "Direction", scope="role", limit=255, empty="Rôle")
        added.append(Role(association=bringing.association, name=name, manage_association=True))
    for role in added:
        role.save()
    bringing.added_roles = len(added)


def bring_words(bringing: Bringing) -> None:
    """Levels, categories attached to the nomenclature, projects."""
    bringing.levels = _bring(bringing, shapes.LEVEL, Level, lambda _row: {})
    bringing.projects = _bring(bringing, shapes.PROJECT, Project, lambda _row: {})
    known = {row.name_key: row for row in DefaultCategory.objects.all()}
    last = DefaultCategory.objects.latest("position", "pk")

    def attached(row: Row) -> dict[str, Any]:
        default = known.get(name_key(row.values["default_category"][0]))
        if default is None:
            row.note("rattachée à la dernière catégorie commune : la sienne n’existe pas ici")
            default = last
        same = default.name_key == name_key(row.values["name"])
        return {
            "default_category": default,
            "short_name": default.short_name if same else "",
            "cec_kind": default.cec_kind if same else "",
        }

    bringing.categories = _bring(bringing, shapes.CATEGORY, Category, attached)


def without_category(bringing: Bringing, row: Row) -> int:
    """The archived « Sans catégorie », for what has none."""
    row.note("rangée dans « Sans catégorie »")
    category, _created = Category.objects.get_or_create(
        association=bringing.association,
        name_key="sans catégorie",
        defaults={
            "name": "Sans catégorie",
            "default_category": DefaultCategory.objects.latest("position", "pk"),
            "archived_at": timezone.now(),
        },
    )
    return category.pk


def _bring(
    bringing: Bringing,
    model: str,
    kind: type[WordT],
    more: Callable[[Row], dict[str, Any]],
) -> dict[str, int]:
    found: dict[str, WordT] = {}
    things: list[WordT] = []
    for row in bringing.rows(model):
        word = kind(
            association=bringing.association,
            name=_name(bringing, row, model, "Sans nom"),
            description=row.text("description", lines=True),
            **more(row),
        )
        found.setdefault(row.values["name"], word)
        things.append(word)
    bringing.write(model, things)
    return {name: word.pk for name, word in found.items()}


def _name(bringing: Bringing, row: Row, scope: str, empty: str) -> str:
    text = row.text("name", 255)
    return bringing.names.free(row, text, scope=scope, limit=255, empty=empty)

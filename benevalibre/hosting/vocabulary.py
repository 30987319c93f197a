"""The words and roles that each new association receives, as the host writes them.

They are copied when an association is founded: nothing here changes one that exists. What is used
(an association's category is attached to it, or a field of activity chosen) is put away instead
of being deleted: it is offered no more, and stays where it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import (
    ActivityField,
    ActivityFieldGroup,
    Association,
    Category,
    DefaultCategory,
    DefaultLevel,
    DefaultRole,
)
from benevalibre.associations.writing import RuleError, change, refusing_twins
from benevalibre.journal.models import record


@dataclass(frozen=True)
class Kind:
    """One of the lists: its rows, and how many things of the associations hang on one of them."""

    slug: str
    model: Any
    uses: Callable[[Any], int] = lambda _row: 0

    @property
    def can_archive(self) -> bool:
        """Are its rows put away once they have been used?"""
        return any(field.name == "archived_at" for field in self.model._meta.fields)

    def rows(self) -> "models.QuerySet[Any]":
        """All of them, those put away too, in their order."""
        if self.model is ActivityField:
            return ActivityField.objects.select_related("group").order_by(
                F("group__position").asc(nulls_first=True), "group_id", "position", "pk"
            )
        return self.model.objects.order_by("position", "pk")  # type: ignore[no-any-return]


CATEGORIES = Kind(
    "categories",
    DefaultCategory,
    lambda row: Category.objects.filter(default_category=row).count(),
)
LEVELS = Kind("niveaux", DefaultLevel)
ROLES = Kind("roles", DefaultRole)
FIELDS = Kind(
    "domaines", ActivityField, lambda row: Association.objects.filter(activity_field=row).count()
)
GROUPS = Kind(
    "groupes", ActivityFieldGroup, lambda row: ActivityField.objects.filter(group=row).count()
)
KINDS = {kind.slug: kind for kind in (CATEGORIES, LEVELS, ROLES, FIELDS, GROUPS)}


def add(kind: Kind, *, by: User, **columns: Any) -> models.Model:
    """A new row, the last of its list; ``RuleError`` where its name is taken."""
    with transaction.atomic():
        last = kind.model.objects.aggregate(last=Max("position"))["last"]
        with refusing_twins(_taken()):
            row = kind.model(position=min((last or 0) + 1, 32_767), **columns)
            row.save(force_insert=True)
        _only_default(row)
        record("word.create", on=row, by=by)
    return row  # type: ignore[no-any-return]


def correct(row: Any, *, by: User, **columns: Any) -> None:
    """Write other ``columns``; the associations that exist keep theirs."""
    with transaction.atomic(), refusing_twins(_taken()):
        if isinstance(row, DefaultRole) and row.is_default and not columns["is_default"]:
            raise RuleError(
                _("Choisissez plutôt l’autre rôle à donner à qui arrive."), field="is_default"
            )
        change(row, "word.change", by=by, columns=columns)
        _only_default(row)


def discard(kind: Kind, row: Any, *, by: User) -> None:
    """Delete it for good; ``RuleError`` where it is used."""
    with transaction.atomic():
        if kind.uses(row):
            raise RuleError(_in_use(kind))
        if isinstance(row, DefaultRole) and row.is_default:
            raise RuleError(_("Choisissez d’abord un autre rôle à donner à qui arrive."))
        record("word.delete", on=row, by=by)
        row.delete()


def put_away(row: Any, *, by: User) -> None:
    """Offer it no more."""
    _archive(row, timezone.now(), "word.archive", by=by)


def bring_back(row: Any, *, by: User) -> None:
    """Offer it again."""
    _archive(row, None, "word.unarchive", by=by)


def rise(kind: Kind, row: Any, *, by: User) -> None:
    """Put it one place higher in its list."""
    with transaction.atomic():
        siblings = kind.rows().select_for_update(of=("self",))
        if isinstance(row, ActivityField):
            siblings = siblings.filter(group=row.group)
        order = list(siblings)
        place = order.index(row)
        if not place:
            return
        order[place - 1], order[place] = order[place], order[place - 1]
        for position, each in enumerate(order):
            each.position = position
        kind.model.objects.bulk_update(order, ["position"])
        record("word.rise", on=row, by=by)


def _archive(row: Any, at: Any, verb: str, *, by: User) -> None:
    with transaction.atomic():
        if (row.archived_at is None) != (at is None):
            row.archived_at = at
            row.save(update_fields=["archived_at"])
            record(verb, on=row, by=by)


def _only_default(row: Any) -> None:
    """One role is given to whoever arrives: the last one so chosen."""
    if isinstance(row, DefaultRole) and row.is_default:
        DefaultRole.objects.exclude(pk=row.pk).update(is_default=False)


def _taken() -> str:
    return _("Ce nom est déjà dans la liste.")


def _in_use(kind: Kind) -> str:
    if kind is GROUPS:
        return _("Ce groupe n’est pas vide\u00a0: déplacez d’abord ses domaines.")
    return _("Des associations s’en servent\u00a0: archivez plutôt, rien ne sera perdu.")

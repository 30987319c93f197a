"""Purging the associations that were deleted: their people told, then their rows and files gone.

Every foreign key of the database towards an association is walked, those of the rooms above too,
without knowing them, and so are the rows that hold only its number. A step is a transaction of some
rows, so that nobody waits for it and that it goes on where it stopped; the row of the association
is locked meanwhile, so that processes side by side take turns.
"""

import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, Final, TypeAlias

from django.apps import apps
from django.db import models, transaction
from django.urls import reverse

from benevalibre.associations.merging import relations
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute

ROWS: Final = 500
MAILS: Final = 50
SECONDS: Final = 5.0

Step: TypeAlias = Callable[[Association], int]
AnyModel: TypeAlias = type[models.Model]


def purge_deleted() -> None:
    """Go on with what waits, for some seconds; one query where nothing does."""
    until = time.monotonic() + SECONDS
    waiting = Association.objects.filter(state=State.PURGING).order_by("pk")
    for pk in waiting.values_list("pk", flat=True)[:100]:
        for _step in purge(pk):
            if time.monotonic() > until:
                return


def purge(pk: int) -> Iterator[None]:
    """Purge one association, a step at a time."""
    steps: list[Step] = [_tell_some]
    steps += [partial(_delete_some, model, path) for model, path in belongings()]
    for step in [*steps, _finish]:
        while _do(pk, step):
            yield


@cache
def belongings() -> tuple[tuple[AnyModel, str], ...]:
    """Each model whose rows go with an association, and the look-up that leads to it.

    In such an order that no row goes before one that points at it.
    """
    paths: dict[AnyModel, str] = {}
    found: list[tuple[AnyModel, str]] = [(Association, "")]
    for parent, path in found:
        for key in relations(parent):
            if key.remote_field.on_delete is models.CASCADE and key.model not in paths:
                paths[key.model] = f"{key.name}__{path}" if path else key.name
                found.append((key.model, paths[key.model]))
    for model in _numbered():
        paths.setdefault(model, "association_id")
    return tuple((model, paths[model]) for model in _pointing_first(list(paths)))


def _pointing_first(wanted: list[AnyModel]) -> list[AnyModel]:
    ordered: list[AnyModel] = []

    def place(model: AnyModel, above: tuple[AnyModel, ...] = ()) -> None:
        if model in ordered or model in above:
            return
        for key in relations(model):
            if key.model in wanted:
                place(key.model, (*above, model))
        ordered.append(model)

    for model in wanted:
        place(model)
    return ordered


def _numbered() -> Iterator[AnyModel]:
    """The models that hold an association's number without a foreign key: journal and batches."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.name == "association_id" and field.remote_field is None:
                yield model


def _do(pk: int, step: Step) -> int:
    """One step, if the association is still there and nobody else is at it; how many rows."""
    with transaction.atomic():
        rows = Association.objects.select_for_update(skip_locked=True)
        here = rows.filter(pk=pk, state=State.PURGING).first()
        return step(here) if here else 0


def _tell_some(association: Association) -> int:
    """Tell some of its accounts, which have no place here any more: nobody is told twice."""
    with_account = Membership.objects.filter(association=association).exclude(user=None)
    some = list(with_account.select_related("user").order_by("pk")[:MAILS])
    told = set(with_account.told_of_deletion().values_list("pk", flat=True)) if some else set()
    for person in some:
        if person.pk in told:
            _tell(person, association)
    return Membership.objects.filter(pk__in=[person.pk for person in some]).update(user=None)


def _tell(person: Membership, association: Association) -> None:
    if person.user is None:
        return
    outbox.enqueue(
        "associations.deleted",
        to=person.user.email,
        language=person.user.language or "fr",
        key=f"deleted:{association.pk}:{person.user.pk}",
        essential=True,
        context={
            "name": person.user.short_name,
            "association": association.name,
            "url": absolute(reverse("home:home")),
        },
    )


def _delete_some(model: AnyModel, path: str, association: Association) -> int:
    """Delete some rows, and their files first: what was not committed is done again."""
    rows = model._base_manager.filter(**{path: association.pk}).order_by()
    some = list(rows.values_list("pk", flat=True)[:ROWS])
    if some:
        chosen = model._base_manager.filter(pk__in=some)
        delete_files(chosen)
        chosen.delete()
    return len(some)


def delete_files(rows: "models.QuerySet[Any]") -> None:
    """Delete the files that these rows name."""
    for field in rows.model._meta.concrete_fields:
        if isinstance(field, models.FileField):
            for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True):
                if name:
                    field.storage.delete(name)


def _finish(association: Association) -> int:
    rows = Association.objects.filter(pk=association.pk)
    delete_files(rows)
    rows.delete()
    return 0

"""How anything is written in an association: where it is open, in one transaction, journaled."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from benevalibre.journal.models import Actor, record

if TYPE_CHECKING:
    from benevalibre.associations.models import Association


class RuleError(ValueError):
    """A rule says no. The text is a sentence for whoever asked, ``field`` the form's field."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


@contextmanager
def writing(association: "Association") -> Iterator[None]:
    """One transaction; ``RuleError`` where the association is not open (waiting, moving, gone)."""
    if not association.is_open:
        raise RuleError(
            _("« %(name)s » n’est pas ouverte en ce moment\u00a0: rien ne peut y changer.")
            % {"name": association.name}
        )
    with transaction.atomic():
        yield


@contextmanager
def refusing_twins(sentence: str) -> Iterator[None]:
    """Turn the database's refusal of a second row of the same name into ``sentence``."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "unique" not in str(error).lower():
            raise
        raise RuleError(sentence, field="name") from error


def change(
    row: models.Model, verb: str, *, by: Actor | None, columns: Mapping[str, Any], **more: Any
) -> bool:
    """Write ``columns`` on ``row`` and in the journal; False where nothing was different.

    ``more`` goes to the journal's changes as it is. The caller opened the transaction.
    """
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if not changed:
        return False
    changes = {name: _told(row, name, value) for name, value in changed.items()}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=[*changed, *_keys_of(row, changed)])
    record(verb, on=row, by=by, association_id=association_id_of(row), changes=changes | more)
    return True


def hold(row: models.Model, *names: str) -> None:
    """Read these columns again, and keep the row as it is until the transaction ends.

    ``RuleError`` where somebody deleted it meanwhile. The caller opened the transaction.
    """
    rows = type(row)._base_manager.select_for_update()
    try:
        row.refresh_from_db(fields=names, from_queryset=rows)
    except ObjectDoesNotExist as error:
        raise RuleError(_("Quelqu’un vient de le supprimer.")) from error


def association_id_of(row: models.Model) -> int | None:
    """The association that ``row`` belongs to: an association is its own."""
    if row._meta.label_lower == "associations.association":
        return int(row.pk)
    found: int | None = getattr(row, "association_id", None)
    return found


def _keys_of(row: models.Model, changed: Mapping[str, Any]) -> list[str]:
    """The keys filled from a changed column."""
    return [
        field.name
        for field in row._meta.concrete_fields
        if getattr(field, "source", None) in changed
    ]


def _told(row: models.Model, name: str, after: Any) -> Any:
    """What the journal keeps of a change: figures, dates, choices and ids; not free text."""
    field = row._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return [getattr(row, field.attname), after.pk if after else None]
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        if not field.choices:
            return True
    return [_plain(getattr(row, name)), _plain(after)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value

"""From a row of an archive to a row of ours: dates read, identifiers followed."""

import datetime
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from benevalibre.transfer.archive.ids import Ids
from benevalibre.transfer.archive.sections import Section
from benevalibre.transfer.archive.shape import ArchiveError, Row, columns

Convert = Callable[[Any], Any]


class Builder:
    """Makes rows of the table of ``section``; ``ids`` are those of the sections read so far."""

    def __init__(self, section: Section, ids: dict[str, Ids], association_id: int) -> None:
        self.section = section
        self.ids = ids
        attnames = {each.attname for each in section.model._meta.concrete_fields}
        self.own = {"association_id": association_id} if "association_id" in attnames else {}
        late = {"id", *section.late}
        found = [(name, _column(section, name)) for name in columns(section.name)]
        self.columns = [(name, *column) for name, column in found if column and name not in late]

    def build(self, row: Row, **more: Any) -> models.Model:
        """The row, not saved, with ``more`` columns; ``ArchiveError`` where it does not hold."""
        found = {**self.own}
        for name, column, convert in self.columns:
            if column in more:
                continue
            value = row[name]
            if value is not None:
                if name in self.section.references:
                    value = self.follow(name, value)
                elif convert is not None:
                    value = read(convert, value, self.section.file)
            found[column] = value
        return self.section.model(**found, **more)

    def follow(self, name: str, value: int) -> int:
        """The row here that a property names; ``ArchiveError`` where the archive has none."""
        found = self.ids[self.section.references[name]].get(value)
        if found is None:
            raise ArchiveError(
                _("Cette archive est abîmée\u00a0: %(file)s renvoie à une ligne absente.")
                % {"file": self.section.file}
            )
        return found

    def late(self, row: Row) -> dict[str, Any]:
        """The columns of ``row`` that are written at the end; nothing where they are empty."""
        found: dict[str, Any] = {}
        for name in self.section.late:
            if row[name] is not None:
                found[name] = row[name] if name in self.section.references else moment(row[name])
        return found


def moment(text: str) -> datetime.datetime:
    """« 2026-06-15T12:00:00Z » as a moment; ``ArchiveError`` for the 31st of February."""
    found: datetime.datetime = read(datetime.datetime.fromisoformat, text, text[:30])
    return found


def read(convert: Convert, value: Any, where: str) -> Any:
    """``convert(value)``; ``ArchiveError`` where it says no."""
    try:
        return convert(value)
    except (ValueError, InvalidOperation) as error:
        raise ArchiveError(
            _("Cette archive est abîmée\u00a0: %(where)s, «\u00a0%(value)s\u00a0» ne convient pas.")
            % {"where": where, "value": str(value)[:40]}
        ) from error


def _column(section: Section, name: str) -> tuple[str, Convert | None] | None:
    """The column that a property fills, and what reads its text; None where it fills none."""
    path = section.paths.get(name, name)
    fields: list[Any] = list(section.model._meta.concrete_fields)
    found = next((each for each in fields if path in (each.name, each.attname)), None)
    return None if found is None else (found.attname, _converter(found))


def _converter(field: Any) -> Convert | None:
    if isinstance(field, models.DateTimeField):
        return datetime.datetime.fromisoformat
    if isinstance(field, models.DateField):
        return datetime.date.fromisoformat
    if isinstance(field, models.DecimalField):
        return Decimal
    return None

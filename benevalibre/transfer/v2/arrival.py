"""What the steps of an import share: the source, the report, and who became whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models

from benevalibre.namekeys import name_key
from benevalibre.transfer.v2.files import Files
from benevalibre.transfer.v2.report import Report
from benevalibre.transfer.v2.source import CHUNK, Source
from benevalibre.transfer.v2.values import Row

ModelT = TypeVar("ModelT", bound=models.Model)
Progress = Callable[[str, int, int], None]


@dataclass
class Arrival:
    """One import under way. The dictionaries map a key of the source to one of ours."""

    source: Source
    report: Report
    files: Files
    progress: Progress
    hosts: bool = False
    users: set[int] = field(default_factory=set)
    activity_fields: dict[int, int] = field(default_factory=dict)
    default_categories: dict[int, int] = field(default_factory=dict)
    associations: set[int] = field(default_factory=set)
    roles: dict[int, int] = field(default_factory=dict)
    default_roles: dict[int, int] = field(default_factory=dict)
    categories: dict[int, int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    projects: dict[int, int] = field(default_factory=dict)
    members: dict[tuple[int, int], int] = field(default_factory=dict)
    guests: dict[int, tuple[int, int]] = field(default_factory=dict)

    def rows(self, table: str) -> Iterator[tuple[int, Row]]:
        """Each row of a table with its key; one without a usable key is left out and told."""
        total = self.source.count(table)
        for values in self.source.rows(table):
            self.report.read[table] += 1
            row = Row(table, values, self.report)
            pk = row.key(next(iter(values)))
            if pk is None:
                row.note("ligne laissée : identifiant inutilisable")
                continue
            if self.report.read[table] % CHUNK == 0:
                self.progress(table, self.report.read[table], total)
            yield pk, row
        self.progress(table, total, total)

    def write(self, table: str, model: type[ModelT], things: list[ModelT]) -> None:
        """Insert what the rows of ``table`` became."""
        model._default_manager.bulk_create(things, batch_size=500)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            with connection.cursor() as cursor:
                cursor.execute(statement)
        self.report.written[table] += len(things)


class Names:
    """Gives each name of a scope once, whatever the case: the second one gets a number."""

    def __init__(self) -> None:
        self.taken: dict[Any, set[str]] = {}

    def free(self, row: Row, name: str, *, scope: object, limit: int, empty: str) -> str:
        """``name``, or the first free one like it; a change is noted in the report."""
        taken = self.taken.setdefault(scope, set())
        candidate = name or empty
        number = 1
        while name_key(candidate) in taken:
            number += 1
            mark = f" ({number})"
            candidate = (name or empty)[: limit - len(mark)] + mark
        if candidate != name:
            row.note(f"renommé « {candidate} »", name)
        taken.add(name_key(candidate))
        return candidate

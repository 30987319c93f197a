"""One line: its cells by the name of their column, and what would become of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from benevalibre.actions.drafts import Draft
from benevalibre.actions.models import Status
from benevalibre.associations.models import Membership
from benevalibre.transfer.sheets import cells
from benevalibre.transfer.sheets.cells import Cell
from benevalibre.transfer.sheets.models import Verdict
from benevalibre.transfer.sheets.people import Naming

ValueT = TypeVar("ValueT")
Row = tuple[int, Sequence[Cell]]


class LineError(ValueError):
    """Why a line is refused; ``sentences`` say all that is wrong."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


class LeftOutError(ValueError):
    """Why a line is left out; the text is its sentence."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What would become of a line; ``shown`` are the words of the page, by column.

    ``parts`` are the entries it makes, for ``member``; a line of people makes ``member``.
    """

    number: int
    verdict: Verdict = Verdict.READY
    notes: list[str] = field(default_factory=list)
    shown: dict[str, Any] = field(default_factory=dict)
    member: Membership | None = None
    parts: Sequence[Draft] = ()
    status: Status = Status.APPROVED
    email: str = ""

    def decided(self, read: Callable[["Outcome"], None]) -> "Outcome":
        """After ``read`` filled it in, or said why not."""
        try:
            read(self)
        except LeftOutError as reason:
            self.verdict, self.notes = Verdict.LEFT_OUT, [str(reason)]
        except LineError as error:
            self.verdict, self.notes = Verdict.REFUSED, error.sentences
        except ValueError as error:
            self.verdict, self.notes = Verdict.REFUSED, [str(error)]
        return self


class Reading:
    """The cells of one line by the name of their column."""

    def __init__(self, row: Sequence[Cell], columns: Mapping[str, int]) -> None:
        self.row = row
        self.columns = columns

    def cell(self, name: str) -> Cell:
        """The cell of a column; nothing where there is no such column."""
        place = self.columns.get(name)
        return self.row[place] if place is not None and place < len(self.row) else ""

    def text(self, name: str, *, lines: bool = False) -> str:
        """What is written there."""
        return cells.text(self.cell(name), lines=lines)

    def value(self, name: str, read: Callable[[Cell], ValueT]) -> ValueT | None:
        """What ``read`` makes of it; None where it is empty."""
        cell = self.cell(name)
        return None if cells.is_empty(cell) else read(cell)

    @cached_property
    def naming(self) -> Naming:
        """Whom it speaks of."""
        return Naming(
            person=self.text("person"),
            first=self.text("first_name"),
            last=self.text("last_name"),
            pseudonym=self.text("pseudonym"),
            email=self.text("email"),
        )


class Attempts:
    """Reads one thing after the other, and gathers what is wrong."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def __call__(self, read: Callable[..., ValueT], *args: Any) -> ValueT | None:
        """What ``read`` gives, or None where it says no."""
        try:
            return read(*args)
        except ValueError as error:
            self.errors.append(str(error))
            return None

    def finish(self) -> None:
        """``LineError`` where something was wrong."""
        if self.errors:
            raise LineError(*dict.fromkeys(self.errors))

"""What other instances attest of one person, beside the figures of this one."""

from dataclasses import dataclass
from typing import NamedTuple

from benevalibre.accounts.models import User
from benevalibre.badges.counting import counted_for
from benevalibre.badges.models import BroughtBadge
from benevalibre.reports.periods import Period


class Row(NamedTuple):
    """A certificate, what it adds to the period, and why that may be less than it says."""

    badge: BroughtBadge
    minutes: int
    is_cut: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The certificates that touch a period, and the total with what was given here."""

    rows: list[Row]
    here: int

    @property
    def minutes(self) -> int:
        """What they add."""
        return sum(row.minutes for row in self.rows)

    @property
    def total(self) -> int:
        """Here and elsewhere."""
        return self.here + self.minutes


def elsewhere(user: User, period: Period, *, here: int) -> Elsewhere:
    """What counts in the period; one query where this person brought nothing."""
    start, end = period.start, period.end
    rows = []
    for one in counted_for(user):
        minutes, is_cut = one.between(start, end), one.is_cut_by(start, end)
        is_here = any((start is None or start.year <= year) and (end is None or year <= end.year)
                      for year in one.left_out)  # fmt: skip
        if minutes or is_cut or is_here:
            rows.append(Row(one.badge, minutes, is_cut, is_here))
    return Elsewhere(rows, here)

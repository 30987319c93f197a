"""What the law asks of the association, as far as it told us: warned about, never judged.

L5151-9 6°: declared for a year at least, and all its activities in CGI 200-1-b. We read the first
at the end of the year that is counted; which date is meant is not settled.
"""

from dataclasses import dataclass
from datetime import date

from benevalibre.associations.models import Association
from benevalibre.certificates.counting import Year


@dataclass(frozen=True, slots=True)
class Conditions:
    """Each is True, False, or None where nobody said."""

    declared_for_a_year: bool | None
    general_interest: bool | None

    @property
    def are_met(self) -> bool:
        """Is nothing known to be missing, and nothing unknown?"""
        return bool(self.declared_for_a_year and self.general_interest)


def conditions_of(association: Association, year: Year) -> Conditions:
    """What the association said, seen from the end of ``year``."""
    declared = association.declared_on
    return Conditions(
        declared_for_a_year=None if declared is None else _a_year_after(declared) <= year.end,
        general_interest=association.all_general_interest,
    )


def _a_year_after(day: date) -> date:
    is_leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if is_leap else day.replace(year=day.year + 1)

"""What the law asks of the association, as far as it told us: warned about, never judged.

L5151-9 6°: declared for a year at least, and all its activities in CGI 200-1-b. We read the first
at the end of the year that is counted; which date is meant is not settled.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from benevalibre.associations.models import Association, Membership
from benevalibre.associations.writing import writing
from benevalibre.certificates.counting import Year
from benevalibre.certificates.models import AskedConditions


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


def is_to_be_asked(association: Association) -> bool:
    """Does a fact lack that nobody was asked for yet?"""
    facts = association.declared_on, association.all_general_interest
    asked = AskedConditions.objects.filter(association=association)
    return None in facts and not asked.exists()


def answer(association: Association, *, by: Membership, **facts: Any) -> None:
    """Keep what the association says of itself, whole or in part, and ask no more."""
    with writing(association):
        association.describe(by=by, **facts)
        AskedConditions.objects.get_or_create(association=association)


def put_aside(association: Association) -> None:
    """Ask no more; the pages concerned go on warning."""
    with writing(association):
        AskedConditions.objects.get_or_create(association=association)


def _a_year_after(day: date) -> date:
    is_leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if is_leap else day.replace(year=day.year + 1)

"""Closing a fiscal year: its actions are locked, its figures frozen and numbered.

The lock is also in the database (``locking``). Reopening is possible, and seen.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.heading import heading_of
from benevalibre.associations.models import Association, FiscalYear, Membership
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.models import Statement
from benevalibre.valuation.reckoning import reckon
from benevalibre.valuation.sourcing import sealed

LONG_DAY_MINUTES = 12 * 60


@dataclass(frozen=True)
class Preview:
    """What a year comes to before it is closed, and what is wrong with it."""

    year: FiscalYear

    @cached_property
    def figures(self) -> Figures:
        """As they would be frozen now."""
        return reckon(self.year.association, self.year.start, self.year.end)

    @cached_property
    def waiting(self) -> ActionQuerySet:
        """Entries that would stay uncounted: to be approved, or to be corrected."""
        return self._here.filter(status__in=["pending", "to_correct"]).latest_first()

    @cached_property
    def unusual(self) -> ActionQuerySet:
        """What counts and deserves a look: more than twelve hours in one entry of one day."""
        long = self._here.approved().filter(end_date=None, minutes__gt=LONG_DAY_MINUTES)
        return long.latest_first()

    @property
    def is_over(self) -> bool:
        """Is the last day behind us?"""
        return self.year.end < self.year.association.today()

    @property
    def _here(self) -> ActionQuerySet:
        actions = Action.objects.filter(association=self.year.association)
        return actions.between(self.year.start, self.year.end)


def close(
    year: FiscalYear,
    *,
    by: Membership,
    leaving_waiting: bool = False,
    adopted_on: date | None = None,
    adopted_by: str = "",
) -> Statement:
    """Lock the year's actions and freeze its figures in a statement with the next number.

    ``RuleError`` where the year is not over, is closed already, where entries still wait and
    ``leaving_waiting`` is not said, or where the decision on rates is still to come.
    """
    here = year.association
    with writing(here):
        Association.objects.select_for_update().get(pk=here.pk)
        year.refresh_from_db()
        preview = Preview(year)
        _require_ready(preview, leaving_waiting=leaving_waiting, adopted_on=adopted_on)
        year.closed_at = timezone.now()
        year.save(update_fields=["closed_at"])
        last = here.statements.aggregate(last=Max("number", default=0))["last"]
        statement = Statement.objects.create(
            association=here,
            fiscal_year=year,
            number=last + 1,
            closed_at=year.closed_at,
            closed_by=by,
            is_valued=here.policy_valued,
            adopted_on=adopted_on,
            adopted_by=adopted_by if adopted_on else "",
            issuer=heading_of(here),
            figures=sealed(preview.figures, here, by=by).frozen(),
        )
        told = {"number": statement.number, "minutes": preview.figures.minutes}
        record("year.close", on=year, by=by, changes=told)
    return statement


def reopen(year: FiscalYear, *, by: Membership, reason: str) -> None:
    """Let the year's actions change again; its statement stays, marked as reopened.

    ``RuleError`` where the year is open, or where no reason is given.
    """
    with writing(year.association):
        Association.objects.select_for_update().get(pk=year.association_id)
        year.refresh_from_db()
        if year.closed_at is None:
            raise RuleError(_("Cet exercice est déjà ouvert."))
        if not reason.strip():
            raise RuleError(_("Dites pourquoi\u00a0: cela se verra."), field="reason")
        year.closed_at = None
        year.save(update_fields=["closed_at"])
        year.statements.in_force().update(
            reopened_at=timezone.now(), reopened_by=by, reopen_reason=reason.strip()
        )
        record("year.reopen", on=year, by=by, changes={"reason": True})


def _require_ready(preview: Preview, *, leaving_waiting: bool, adopted_on: date | None) -> None:
    if preview.year.closed_at is not None:
        raise RuleError(_("Cet exercice est déjà arrêté."))
    if not preview.is_over:
        raise RuleError(_("Cet exercice n’est pas fini\u00a0: on l’arrête après son dernier jour."))
    if not leaving_waiting and preview.waiting.exists():
        raise RuleError(
            _("Des heures attendent encore. Répondez-y, ou cochez qu’elles ne compteront pas."),
            field="leaving_waiting",
        )
    if adopted_on is not None and adopted_on > preview.year.association.today():
        raise RuleError(_("Cette décision est à venir."), field="adopted_on")

"""The block 86/87 of a subsidy form: what was planned beside what was done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from benevalibre.associations.models import FiscalYear
from benevalibre.valuation.accounts import Account, Nature, Plan
from benevalibre.valuation.leverage import ceiling, share
from benevalibre.valuation.models import Gift
from benevalibre.valuation.planning import Comparison
from benevalibre.valuation.pricing import total, whole_euros

Cents = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Amounts:
    """An account, or a class where there is none, with cents planned and done."""

    account: Account | None
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class Side:
    """Class 86 or class 87: the accounts that have something, and their sum."""

    rows: Sequence[Amounts]
    total: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """What may be asked for with so many cents of volunteering, and its share of the whole."""

    label: str
    volunteering: int
    most: int
    share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the page shows: both classes, planned minutes without a rate, and the ceilings."""

    project: str
    is_whole: bool
    uses: Side
    origins: Side
    unpriced: int
    ceilings: Sequence[Ceiling]


def sides(plan: Plan, planned: Cents, done: Cents, *, whole: bool) -> tuple[Side, Side]:
    """Class 86 and class 87 by ``plan``, from cents by nature; both add up to the same.

    ``whole``: each nature to the euro, half-up, before anything is added.
    """
    before = plan.totals(_rounded(planned) if whole else planned)
    after = plan.totals(_rounded(done) if whole else done)
    uses, origins = (_side(first, second) for first, second in zip(before, after, strict=True))
    return uses, origins


def budget(year: FiscalYear, found: Comparison, *, plan: Plan, asked: Mapping[str, Any]) -> Budget:
    """The block for what ``asked`` says: ``project`` (none: all of them), ``whole``, and a funder.

    Gifts in kind belong to no project: they are in the block of the whole association alone.
    """
    project = asked.get("project") or ""
    rows = [row for row in found.rows if not project or row.name == project]
    planned = {Nature.VOLUNTEERING.value: total(row.planned_cents for row in rows)}
    done = Counter({Nature.VOLUNTEERING.value: total(row.done_cents for row in rows)})
    if not project:
        for gift in Gift.objects.of(year):
            done[gift.nature] += gift.cents
    whole = bool(asked.get("whole"))
    uses, origins = sides(plan, planned, done, whole=whole)
    time = Nature.VOLUNTEERING.value
    return Budget(
        project=project,
        is_whole=whole,
        uses=uses,
        origins=origins,
        unpriced=sum(row.planned for row in rows if row.hourly is None),
        ceilings=_ceilings(asked, planned=planned[time], done=done[time]),
    )


def _ceilings(asked: Mapping[str, Any], *, planned: int, done: int) -> list[Ceiling]:
    """Without volunteering, with what was planned, with what was done; nothing if not asked."""
    cost, percent = asked.get("cost"), asked.get("percent")
    if cost is None or percent is None:
        return []
    cases = (
        (_("Sans le bénévolat"), 0),
        (_("Avec le bénévolat prévu"), planned),
        (_("Avec le bénévolat réalisé"), done),
    )
    return [
        Ceiling(
            label=label,
            volunteering=cents,
            most=ceiling(cost, percent, volunteering=cents),
            share=share(cost, volunteering=cents),
        )
        for label, cents in cases
    ]


def _rounded(cents: Cents) -> Cents:
    return {nature: whole_euros(each) * 100 for nature, each in cents.items()}


def _side(planned: Mapping[Account, int], done: Mapping[Account, int]) -> Side:
    rows = [
        Amounts(account, planned[account], done[account])
        for account in planned
        if planned[account] or done[account]
    ]
    return Side(rows, Amounts(None, sum(planned.values()), sum(done.values())))

"""Dated rates, and the minimum wage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Category, Level, Membership
from benevalibre.associations.writing import RuleError, change, refusing_twins, writing
from benevalibre.journal.models import record
from benevalibre.valuation.pricing import Fixed, Multiple, Price, Tariff

RATE_TAKEN = _("Un taux commence déjà ce jour-là pour ces heures.")
SMIC_TAKEN = _("Un SMIC commence déjà ce jour-là.")


@contextmanager
def refusing_two(sentence: Promise) -> Iterator[None]:
    """Turn the database's refusal of a second rate of one day into ``sentence``."""
    try:
        with refusing_twins(str(sentence)):
            yield
    except RuleError as error:
        raise RuleError(str(error), field="start") from error


class SmicRateQuerySet(models.QuerySet["SmicRate"]):
    def add(self, *, by: User, start: date, cents: int, source: str) -> "SmicRate":
        """The minimum wage from ``start`` on; ``RuleError`` where one starts that day already."""
        with transaction.atomic(), refusing_two(SMIC_TAKEN):
            row = self.create(start=start, cents=cents, source=source)
            record("smic.add", on=row, by=by, changes={"cents": [None, cents]})
        return row

    def steps(self) -> list[tuple[date, int]]:
        """Every (day, cents), the oldest first."""
        return list(self.order_by("start").values_list("start", "cents"))


class SmicRate(models.Model):
    """Gross cents of the minimum wage an hour, from ``start`` on; the host adds the next one."""

    start = models.DateField(_("à partir du"), unique=True, error_messages={"unique": SMIC_TAKEN})
    cents = models.PositiveIntegerField(_("montant brut d’une heure"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = SmicRateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-start"]

    def __str__(self) -> str:
        return self.start.isoformat()


class RateQuerySet(models.QuerySet["Rate"]):
    def of(self, association: Association) -> "RateQuerySet":
        """Those of one association with their words, the latest first."""
        return (
            self.filter(association=association)
            .select_related("category", "level")
            .order_by("-start", "level__name_key", "category__name_key")
        )

    def tariff(self, association: Association) -> Tariff:
        """What prices each hour of the association, on any day. Two queries."""
        prices = [rate.price() for rate in self.filter(association=association)]
        return Tariff(prices, SmicRate.objects.steps())

    def add(self, association: Association, *, by: Membership, **columns: Any) -> "Rate":
        """A new rate; ``RuleError`` where one starts on the same day for the same hours."""
        with writing(association), refusing_two(RATE_TAKEN):
            rate = self.create(association=association, **columns)
            record("rate.add", on=rate, by=by)
        return rate


class Rate(models.Model):
    """What an hour is worth from ``start`` on: of a level, of a category, or of everything."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="rates")
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.CASCADE, related_name="rates"
    )
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.CASCADE, related_name="rates"
    )
    start = models.DateField(_("à partir du"))
    cents = models.PositiveIntegerField(_("montant d’une heure"), null=True, blank=True)
    coefficient = models.DecimalField(
        _("nombre de SMIC"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    employer_percent = models.DecimalField(
        _("taux patronal"), max_digits=5, decimal_places=2, default=Decimal(0)
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = RateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cents__isnull=False, coefficient__isnull=True)
                | Q(cents__isnull=True, coefficient__isnull=False),
                name="rate_is_fixed_or_multiple",
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(category=None), name="rate_has_one_scope"
            ),
            models.UniqueConstraint(
                fields=["association", "start"],
                condition=Q(level=None, category=None),
                name="general_rate_once",
                violation_error_message=RATE_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["level", "start"],
                condition=Q(level__isnull=False),
                name="level_rate_once",
                violation_error_message=RATE_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["category", "start"],
                condition=Q(category__isnull=False),
                name="category_rate_once",
                violation_error_message=RATE_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return self.start.isoformat()

    @property
    def amount(self) -> Fixed | Multiple:
        """So many cents, or so many minimum wages."""
        if self.cents is not None:
            return Fixed(cents=self.cents)
        coefficient = self.coefficient or Decimal(0)
        return Multiple(coefficient=coefficient, employer_percent=self.employer_percent)

    def change(self, *, by: Membership, **columns: Any) -> None:
        """Other figures or another day; closed years keep theirs."""
        with writing(self.association), refusing_two(RATE_TAKEN):
            change(self, "rate.change", by=by, columns=columns)

    def discard(self, *, by: Membership) -> None:
        """It never was; closed years keep theirs."""
        with writing(self.association):
            record("rate.delete", on=self, by=by)
            self.delete()

    def price(self) -> Price:
        """The same as plain figures."""
        return Price(
            start=self.start, amount=self.amount, category=self.category_id, level=self.level_id
        )

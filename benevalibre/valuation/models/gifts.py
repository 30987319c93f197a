"""Gifts in kind: goods, premises and services."""

from functools import partial
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q, Sum
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.associations.models import Association, FiscalYear, Membership
from benevalibre.associations.writing import RuleError, change, hold, writing
from benevalibre.journal.models import record
from benevalibre.valuation.accounts import Nature

KINDS = [choice for choice in Nature.choices if choice[0] != Nature.VOLUNTEERING]
MOST_A_YEAR = 100
MOST_EUROS = 10_000_000
MOST_MEGABYTES = 300
"""All the evidence of an association, over all its years."""


class GiftQuerySet(models.QuerySet["Gift"]):
    def of(self, year: FiscalYear) -> "GiftQuerySet":
        """Those of one fiscal year, by nature, in the order in which they were noted."""
        return self.filter(fiscal_year=year).order_by("nature", "pk")

    def by_year(self, association: Association) -> dict[int, int]:
        """The cents of each fiscal year that has any. One query."""
        rows = self.filter(association=association).order_by().values_list("fiscal_year")
        return dict(rows.annotate(cents=Sum("cents")))

    def weight(self) -> int:
        """The bytes of the evidence of these; a file that is gone weighs nothing."""
        return sum(_size(gift.evidence) for gift in self.exclude(evidence="").only("evidence"))

    def note(self, year: FiscalYear, *, by: Membership, **columns: Any) -> "Gift":
        """A new gift of ``year``; ``RuleError`` where it is closed or has too many already."""
        with writing(year.association):
            _require_open(year)
            if self.of(year).count() >= MOST_A_YEAR:
                raise RuleError(
                    _("Cet exercice a déjà %(n)s lignes\u00a0: réunissez-en quelques-unes.")
                    % {"n": MOST_A_YEAR}
                )
            _require_room(year.association, columns.get("evidence"))
            gift = self.create(association=year.association, fiscal_year=year, **columns)
            told = {"nature": [None, gift.nature], "cents": [None, gift.cents]}
            record("gift.add", on=gift, by=by, changes=told)
        return gift


class Gift(models.Model):
    """What was given to the association in one fiscal year otherwise than as time or money."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="gifts")
    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="gifts")
    nature = models.CharField(gettext_lazy("nature"), max_length=12, choices=KINDS)
    label = models.CharField(gettext_lazy("description"), max_length=200)
    cents = models.PositiveBigIntegerField(gettext_lazy("valeur"))
    evidence = models.FileField(
        gettext_lazy("justificatif"), upload_to="justificatifs/", blank=True
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = GiftQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(nature__in=[code for code, _label in KINDS]),
                name="gift_is_of_a_known_nature",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def change(self, *, by: Membership, **columns: Any) -> None:
        """Other words, value or evidence; ``RuleError`` where its year is closed."""
        with writing(self.association):
            _require_open(self.fiscal_year)
            self._hold()
            former = self.evidence.name
            _require_room(self.association, columns.get("evidence"), instead_of=self)
            change(self, "gift.change", by=by, columns=columns)
            if former and former != self.evidence.name:
                self._forget(former)

    def discard(self, *, by: Membership) -> None:
        """It never was, and its evidence goes too; ``RuleError`` where its year is closed."""
        with writing(self.association):
            _require_open(self.fiscal_year)
            self._hold()
            told = {"nature": [self.nature, None], "cents": [self.cents, None]}
            record("gift.delete", on=self, by=by, changes=told)
            former = self.evidence.name
            self.delete()
            if former:
                self._forget(former)

    def _hold(self) -> None:
        """Read it again as it is now, and until we are done; ``RuleError`` where it is gone."""
        hold(self, "nature", "label", "cents", "evidence")

    def _forget(self, name: str) -> None:
        """Delete a file that nothing names any more, once that is certain."""
        transaction.on_commit(partial(self.evidence.storage.delete, name))


def _size(evidence: FieldFile) -> int:
    try:
        return evidence.size
    except OSError:
        return 0


def _require_room(association: Association, sent: Any, *, instead_of: "Gift | None" = None) -> None:
    """``RuleError`` where the file sent would make all the evidence weigh too much."""
    if not sent:
        return
    others = Gift.objects.filter(association=association)
    if instead_of is not None:
        others = others.exclude(pk=instead_of.pk)
    if others.weight() + sent.size > MOST_MEGABYTES * 1024 * 1024:
        raise RuleError(
            _(
                "Vos justificatifs pèsent déjà près de %(n)s\u00a0Mo, tous exercices réunis. "
                "Envoyez un fichier plus léger, ou retirez ceux qui ne servent plus."
            )
            % {"n": MOST_MEGABYTES},
            field="evidence",
        )


def _require_open(year: FiscalYear) -> None:
    """``RuleError`` where the year is closed; otherwise it stays open until we are done."""
    held = FiscalYear.objects.select_for_update().get(pk=year.pk)
    if held.closed_at is not None:
        raise RuleError(
            _("L’exercice %(year)s est arrêté\u00a0: ses dons en nature ne changent plus.")
            % {"year": year}
        )

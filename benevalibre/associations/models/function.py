"""The functions that the citizen engagement account counts (D5151-14)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.guarding import require_to_touch
from benevalibre.associations.models.membership import Membership
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.associations.writing import RuleError, change, writing
from benevalibre.journal.models import record


class FunctionQuerySet(models.QuerySet["Function"]):
    def create_function(
        self,
        membership: Membership,
        *,
        by: Membership,
        kind: str,
        start: date,
        until: date | None = None,
    ) -> "Function":
        """A function that someone holds from ``start`` to ``until`` included, or until now."""
        with writing(membership.association):
            require_to_touch(membership, by=by)
            held = Function(membership=membership, kind=kind)
            held.require_dates(start, until)
            held.start, held.until = start, until
            held.save()
            held.note("function.add", by=by)
        return held


class Function(models.Model):
    """A place in the direction, or the supervision of other volunteers, with its dates."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="functions")
    kind = models.CharField(max_length=12, choices=CecKind)
    start = models.DateField(_("depuis le"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = FunctionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("start")), name="function_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.membership.display_name

    @property
    def association_id(self) -> int:
        """Whose journal speaks of it."""
        return self.membership.association_id

    def change(self, *, by: Membership, start: date, until: date | None) -> None:
        """Other dates; ``RuleError`` where they overlap the same function of the same person."""
        with writing(self.membership.association):
            require_to_touch(self.membership, by=by)
            self.require_dates(start, until)
            change(self, "function.change", by=by, columns={"start": start, "until": until})

    def discard(self, *, by: Membership) -> None:
        """It was never held."""
        with writing(self.membership.association):
            require_to_touch(self.membership, by=by)
            self.note("function.delete", by=by)
            self.delete()

    def require_dates(self, start: date, until: date | None) -> None:
        """``RuleError`` unless in order and apart from the same function of the same person."""
        if until is not None and until < start:
            raise RuleError(str(_("La fin vient après le début.")), field="until")
        same = self.membership.functions.filter(kind=self.kind).exclude(pk=self.pk)
        after = Q(until=None) | Q(until__gte=start)
        before = Q() if until is None else Q(start__lte=until)
        if same.filter(after, before).exists():
            raise RuleError(
                str(_("Cette fonction est déjà notée pour une partie de ces dates.")),
                field="start",
            )

    def note(self, verb: str, *, by: Membership) -> None:
        """Write in the journal, about the person."""
        record(verb, on=self.membership, by=by, changes={"kind": self.kind})

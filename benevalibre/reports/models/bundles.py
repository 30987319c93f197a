"""What is made beside, by the worker, for somebody who asked: papers of many people, mostly."""

from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association, Membership

KEPT: Final = timedelta(days=7)
STALE: Final = timedelta(minutes=12)
MOST_TRIES: Final = 3


class BundleStage(models.TextChoices):
    WAITING = "waiting", _("en préparation")
    DONE = "done", _("prêt")
    FAILED = "failed", _("arrêté")


class BundleQuerySet(models.QuerySet["Bundle"]):
    def waiting(self) -> "BundleQuerySet":
        """Those to be made, that nobody has in hand; the oldest first."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - STALE)
        return self.filter(free, stage=BundleStage.WAITING).order_by("asked_at")

    def old(self) -> "BundleQuerySet":
        """Those that were made, or were not, a week ago."""
        over = Q(stage=BundleStage.WAITING, asked_at__lt=timezone.now() - KEPT)
        return self.filter(over | Q(done_at__lt=timezone.now() - KEPT))


class Bundle(models.Model):
    """Something long, made beside and kept for a week with its file.

    ``kind`` is a name of ``bundling.Kind``; ``subject`` is the id of the row that it is about, of
    a table that the kind knows: a statement for its time sheets. ``wanted`` is what was chosen,
    ``result`` what came of it. Times are instants; ``progress`` counts towards ``total``.
    """

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="bundles")
    kind = models.CharField(max_length=20)
    subject = models.BigIntegerField()
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    wanted: Any = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=BundleStage, default=BundleStage.WAITING)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    result: Any = models.JSONField(default=dict)
    suffix = models.CharField(max_length=5, blank=True)
    file = models.FileField(upload_to="feuilles/", blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject"], name="bundle_once"),
            models.CheckConstraint(
                condition=Q(stage=BundleStage.WAITING) | Q(done_at__isnull=False),
                name="bundle_over_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(stage=BundleStage.DONE) | Q(suffix="") | ~Q(file=""),
                name="bundle_done_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def is_busy(self) -> bool:
        """Is it waited for?"""
        return self.stage == BundleStage.WAITING

    @property
    def is_done(self) -> bool:
        """Is it there?"""
        return self.stage == BundleStage.DONE

    @property
    def is_failed(self) -> bool:
        """Did it stop?"""
        return self.stage == BundleStage.FAILED

    @property
    def kept_until(self) -> date | None:
        """The last day on which the file is surely here."""
        return timezone.localdate(self.done_at + KEPT) if self.done_at else None

    def claim(self) -> bool:
        """Take it in hand, unless somebody else has lately; one more try is counted."""
        mine = Bundle.objects.waiting().filter(pk=self.pk)
        if not mine.update(claimed_at=timezone.now(), attempts=F("attempts") + 1):
            return False
        self.refresh_from_db()
        return True

    def advance(self, progress: int, **columns: Any) -> bool:
        """So much is done; it stays in hand. False where somebody else went on with it."""
        mine = self._mine().filter(progress=self.progress)
        if not mine.update(progress=progress, claimed_at=timezone.now(), **columns):
            return False
        self.progress = progress
        return True

    def settle(self, **columns: Any) -> bool:
        """It is done or failed, as ``columns`` say; False where somebody else went on with it."""
        if not self._mine().update(done_at=timezone.now(), claimed_at=None, **columns):
            return False
        self.refresh_from_db()
        return True

    def _mine(self) -> BundleQuerySet:
        """This row, while it waits and is in these hands."""
        rows = Bundle.objects.filter(pk=self.pk, stage=BundleStage.WAITING)
        return rows.filter(attempts=self.attempts)

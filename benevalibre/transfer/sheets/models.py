"""A spreadsheet on its way in: what was read of it, what was chosen, how far it is."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association, Membership, Right
from benevalibre.journal.models import Batch

KEPT: Final = timedelta(days=1)
STALE: Final = timedelta(minutes=10)


class Kind(models.TextChoices):
    """What its lines are; the label is what a page calls them."""

    ACTIONS = "actions", _("Des activités")
    PEOPLE = "people", _("Des personnes")


RIGHTS: Final = {Kind.ACTIONS: Right.MANAGE_ACTIONS, Kind.PEOPLE: Right.MANAGE_MEMBERS}


class Stage(models.TextChoices):
    READ = "read", _("colonnes à vérifier")
    CHECKING = "checking", _("lignes en cours de lecture")
    CHECKED = "checked", _("à relire avant d’importer")
    RUNNING = "running", _("import en cours")
    INVITING = "inviting", _("invitations en cours d’envoi")
    DONE = "done", _("importé")
    FAILED = "failed", _("import arrêté")


NOT_STARTED: Final = (Stage.READ, Stage.CHECKED, Stage.FAILED)
BUSY: Final = (Stage.CHECKING, Stage.RUNNING, Stage.INVITING)


class SpreadsheetQuerySet(models.QuerySet["Spreadsheet"]):
    def done(self) -> "SpreadsheetQuerySet":
        """Those that were imported, the latest first."""
        return self.filter(stage=Stage.DONE).order_by("-done_at", "-pk")

    def unfinished(self) -> "SpreadsheetQuerySet":
        """Those that are not imported, the oldest first."""
        return self.exclude(stage=Stage.DONE).order_by("created_at")

    def for_page(self) -> "SpreadsheetQuerySet":
        """With who sent it and what became of it, and without what only an import needs."""
        return self.select_related("author__user", "batch").defer("batch__payload")

    def of_right(self, membership: Membership) -> "SpreadsheetQuerySet":
        """Those of the association whose kind this person may import."""
        kinds = [kind for kind, right in RIGHTS.items() if membership.may(right)]
        return self.filter(association=membership.association_id, kind__in=kinds)


class Spreadsheet(models.Model):
    """The file itself is not kept; its lines are, until the import is over, or for a day."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="spreadsheets"
    )
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    unknown = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.READ)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = SpreadsheetQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["association", "-id"], name="spreadsheet_list"),
            models.Index(
                fields=["created_at"],
                name="spreadsheet_unfinished",
                condition=~Q(stage="done"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_people(self) -> bool:
        return self.kind == Kind.PEOPLE

    @property
    def is_busy(self) -> bool:
        """Is the worker to do something with it?"""
        return Stage(self.stage) in BUSY

    @property
    def is_forgotten(self) -> bool:
        """Did somebody send it a day ago, and let it lie?"""
        return not self.is_busy and self.created_at < timezone.now() - KEPT

    @property
    def is_undone(self) -> bool:
        """Was what it brought taken out again?"""
        return self.batch is not None and self.batch.undone_at is not None

    def twin(self) -> "Spreadsheet | None":
        """The last import of the same file there, unless it was undone."""
        same = Spreadsheet.objects.done().filter(digest=self.digest, kind=self.kind)
        here = same.filter(association=self.association_id, batch__undone_at=None)
        return here.exclude(pk=self.pk).select_related("author__user").first()

    def choice(self, name: str) -> Any:
        """What was chosen under ``name``, nothing where nothing was."""
        return self.choices.get(name)

    def move(self, stage: Stage, *, since: Sequence[Stage], **columns: Any) -> bool:
        """Go to ``stage`` from one of ``since``, once however many ask; whether it did."""
        here = Spreadsheet.objects.filter(pk=self.pk, stage__in=since)
        moved = here.update(stage=stage, claimed_at=None, progress=0, **columns)
        if moved:
            self.refresh_from_db()
        return bool(moved)

    def claim(self) -> bool:
        """Take it in hand, unless somebody else has lately."""
        now = timezone.now()
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - STALE)
        taken = Spreadsheet.objects.filter(free, pk=self.pk, stage=self.stage)
        return bool(taken.update(claimed_at=now))

    def advance(self, lines: int) -> None:
        """So many lines are done; it stays in hand."""
        self.progress = lines
        here = Spreadsheet.objects.filter(pk=self.pk)
        here.update(progress=lines, claimed_at=timezone.now())


class Verdict(models.TextChoices):
    """What would become of a line."""

    READY = "ready", _("prête")
    DOUBLE = "double", _("déjà notée")
    LEFT_OUT = "left_out", _("laissée")
    REFUSED = "refused", _("refusée")


class SpreadsheetLine(models.Model):
    """A line as it was read, and what would become of it; gone once the import is over."""

    spreadsheet = models.ForeignKey(Spreadsheet, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    notes = models.JSONField(default=list)
    shown = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spreadsheet", "number"], name="spreadsheet_line_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["spreadsheet", "verdict", "number"], name="spreadsheet_line_verdict"
            )
        ]

"""An action: time (and distance) given on a date, by a participant."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.actions.models.moderation import Moderation
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Association, Category, Level, Membership, Project
from benevalibre.journal.models import Batch

if TYPE_CHECKING:
    import datetime

    from benevalibre.actions.drafts import Draft

MAXIMUM_MINUTES = 600_000


class Status(models.TextChoices):
    PENDING = "pending", _("à valider")
    APPROVED = "approved", _("validée")
    TO_CORRECT = "to_correct", _("à corriger")
    DECLINED = "declined", _("non retenue")


class Source(models.TextChoices):
    SELF = "self", _("par la personne")
    MANAGER = "manager", _("par l’équipe")
    SHEET = "sheet", _("feuille de groupe")
    TIMER = "timer", _("minuteur")
    LINK = "link", _("par un lien")
    IMPORT = "import", _("importée")
    API = "api", _("par un logiciel")


class Action(Moderation):
    """Durations are whole minutes, distances hundredths of a kilometre."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="actions")
    member = models.ForeignKey(
        Membership, null=True, on_delete=models.RESTRICT, related_name="actions"
    )
    typed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="typed_actions"
    )
    category = models.ForeignKey(Category, on_delete=models.RESTRICT, related_name="actions")
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.RESTRICT, related_name="actions"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.RESTRICT, related_name="actions"
    )
    title = models.CharField(_("titre"), max_length=127, blank=True)
    description = models.TextField(_("description"), blank=True)
    date = models.DateField(_("date"))
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("durée"))
    travel_minutes = models.PositiveIntegerField(_("temps de trajet"), default=0)
    distance_hundredths = models.PositiveIntegerField(_("distance"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.APPROVED)
    status_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    status_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.SELF)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="+")
    cec_function = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__lte=MAXIMUM_MINUTES, travel_minutes__lte=MAXIMUM_MINUTES),
                name="action_duration_is_sane",
                violation_error_message=_("Une durée ne dépasse pas 10\u202f000\u00a0h."),
            ),
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gt=F("date")),
                name="action_ends_after_it_starts",
                violation_error_message=_("La fin vient après le début."),
            ),
            models.CheckConstraint(
                condition=Q(date__gte="2000-01-01"),
                name="action_after_2000",
                violation_error_message=_("Choisissez une date à partir du 1er janvier 2000."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["association", "-date", "-id"], name="action_list"),
            models.Index(fields=["member", "-date", "-id"], name="action_member"),
            models.Index(fields=["association", "minutes", "id"], name="action_minutes"),
            models.Index(
                fields=["association", "created_at"],
                name="action_queue",
                condition=Q(status="pending"),
            ),
            models.Index(fields=["batch"], name="action_batch", condition=Q(batch__isnull=False)),
            models.Index(
                fields=[
                    "association",
                    "status",
                    "date",
                    "minutes",
                    "travel_minutes",
                    "distance_hundredths",
                    "category",
                    "level",
                    "project",
                    "member",
                ],
                name="action_totals",
            ),
        ]

    def __str__(self) -> str:
        return self.display_title

    @property
    def display_title(self) -> str:
        """Its title, else the project's name, else the category's short one."""
        if self.title:
            return self.title
        return self.project.name if self.project else self.category.label

    @property
    def last_day(self) -> "datetime.date":
        """Its end, or its only day."""
        return self.end_date or self.date

    def change(
        self,
        *,
        by: Membership,
        draft: "Draft",
        member: Membership | None = None,
        version: int | None = None,
    ) -> None:
        """Make it what ``draft`` says, and give it to ``member`` where one is named.

        See ``benevalibre.actions.changing``; raises ``RecordingError`` with the sentence to show.
        """
        from benevalibre.actions import changing

        changing.change(self, by=by, draft=draft, member=member, version=version)

    def remove(self, *, by: Membership) -> Batch:
        """Delete it; the batch can put it back. See ``benevalibre.actions.removing``."""
        from benevalibre.actions import removing

        return removing.remove(self, by=by)

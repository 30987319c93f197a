"""What this installation is: its settings row and its announcements."""

import time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CACHED_SECONDS = 5.0


class Opening(models.TextChoices):
    OPEN = "open", _("Tout le monde")
    INVITED = "invited", _("Sur invitation")
    CLOSED = "closed", pgettext_lazy("nobody", "Personne")


class Creation(models.TextChoices):
    OPEN = "open", _("Libre")
    MODERATED = "moderated", _("Après accord de l’hébergeur")
    CLOSED = "closed", _("Fermée")


class Instance(models.Model):
    """The one row of settings. ``Instance.current()`` is the way to read it."""

    name = models.CharField(_("nom"), max_length=150, default="Bénévalibre")
    sign_up = models.CharField(
        _("inscription"), max_length=10, choices=Opening, default=Opening.OPEN
    )
    association_creation = models.CharField(
        _("création d’associations"), max_length=10, choices=Creation, default=Creation.OPEN
    )
    contact = models.EmailField(_("contact"), blank=True)
    terms_text = models.TextField(_("conditions d’utilisation"), blank=True)
    terms_file = models.FileField(_("conditions en PDF"), upload_to="terms/", blank=True)
    terms_version = models.PositiveIntegerField(default=0)
    single_association_id = models.PositiveBigIntegerField(
        _("seule association"), null=True, blank=True
    )
    idle_warning_months = models.PositiveSmallIntegerField(
        _("prévenir un compte délaissé après"), null=True, blank=True, default=24
    )
    idle_erasing_months = models.PositiveSmallIntegerField(
        _("supprimer un compte délaissé après"), null=True, blank=True, default=36
    )
    is_demo = models.BooleanField(default=False)

    showing: "list[Announcement]"
    _kept: ClassVar[tuple[float, "Instance"] | None] = None

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_instance_row")
        ]

    @property
    def has_terms(self) -> bool:
        """Whether there are terms to accept, as a page or as a file."""
        return bool(self.terms_text or self.terms_file)

    @classmethod
    def current(cls) -> "Instance":
        """The settings in force: the row (read again after five seconds), then what is forced.

        ``showing`` holds the announcements of the moment, the latest first, from the same query:
        these two are wanted on every page.
        """
        now = time.monotonic()
        if cls._kept is None or now - cls._kept[0] > CACHED_SECONDS:
            row = cls._read()
            row.sign_up = settings.FORCED_SIGN_UP or row.sign_up
            row.association_creation = (
                settings.FORCED_ASSOCIATION_CREATION or row.association_creation
            )
            if row.single_association_id is not None:
                row.association_creation = Creation.CLOSED
            cls._kept = (now, row)
        return cls._kept[1]

    @classmethod
    def _read(cls) -> "Instance":
        rows = cls.objects.annotate(announced=Announcement.objects.showing_as_json())
        row = rows.filter(pk=1).first()
        if row is None:
            Instance.objects.bulk_create([Instance(pk=1)], ignore_conflicts=True)
            row = rows.get(pk=1)
        found: list[dict[str, Any]] = vars(row).pop("announced") or []
        found.sort(key=lambda each: (each.pop("since"), each["id"]), reverse=True)
        row.showing = [Announcement(**columns) for columns in found]
        return row

    @classmethod
    def forget(cls) -> None:
        """Read the row again at the next call (after a change, between tests)."""
        cls._kept = None

    @classmethod
    def change(cls, **columns: object) -> "Instance":
        """Write the named columns of the row and return it as stored."""
        row, _created = cls.objects.get_or_create(pk=1)
        for column, value in columns.items():
            setattr(row, column, value)
        row.save(update_fields=list(columns))
        cls.forget()
        return row


class Audience(models.TextChoices):
    EVERYONE = "all", _("Tout le monde")
    MANAGERS = "man", _("Les responsables")


class _Gathered(models.Func):
    """All rows of a query as one list of JSON."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **options)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def showing(self, at: object) -> "AnnouncementQuerySet":
        """Published and not yet over at that time, the latest first."""
        return self.filter(
            models.Q(until=None) | models.Q(until__gt=at), published_at__lte=at
        ).order_by("-published_at", "-id")

    def showing_as_json(self) -> models.Subquery:
        """Those showing now, as one list to be read beside another row."""
        columns = JSONObject(
            id="id", title="title", text="text", audience="audience", since="published_at"
        )
        rows = self.showing(timezone.now()).order_by()
        return models.Subquery(rows.values_list(_Gathered(columns)))


class Announcement(models.Model):
    """A message of the host on top of every page."""

    title = models.CharField(_("titre"), max_length=200)
    text = models.TextField(_("texte"), blank=True)
    audience = models.CharField(
        _("pour"), max_length=3, choices=Audience, default=Audience.EVERYONE
    )
    published_at = models.DateTimeField(_("à partir du"))
    until = models.DateTimeField(_("jusqu’au"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AnnouncementQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

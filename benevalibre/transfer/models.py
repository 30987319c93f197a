"""What goes in and out: the move of an association to another instance, and from one."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association, Membership, Role


class Departure(models.Model):
    """An association on its way to another instance; the secret is sealed like a link's."""

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="departure", primary_key=True
    )
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    message = models.TextField(_("message"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    destination_url = models.URLField(blank=True)


class Step(models.TextChoices):
    """How far an association that comes here is; only a draft waits for somebody."""

    CHECKING = "checking", _("lecture du fichier")
    DRAFT = "draft", _("à relire")
    ASKING = "asking", _("vérification auprès de l’ancienne adresse")
    IMPORTING = "importing", _("reprise des données")
    TELLING = "telling", _("annonce à l’ancienne adresse")
    INVITING = "inviting", _("invitation des bénévoles")
    DONE = "done", _("terminé")


class Trouble(models.TextChoices):
    """Why it goes no further by itself."""

    UNREACHABLE = "unreachable", _("L’ancienne adresse ne répond pas.")
    FORBIDDEN = (
        "forbidden",
        _("L’ancienne adresse n’est pas une adresse publique en https."),
    )
    NOT_MOVING = "not_moving", _("Pour l’ancienne adresse, cette association ne déménage pas.")
    MOVED_ALREADY = "moved_already", _("Pour l’ancienne adresse, l’association est déjà ailleurs.")
    ODD = "odd", _("L’ancienne adresse donne une réponse que l’on ne comprend pas.")
    UNREADABLE = "unreadable", _("Ce fichier ne peut pas être repris ici.")
    BROKEN_SECRET = "broken_secret", _("Le secret du déménagement ne se lit plus.")
    BROKEN = "broken", _("La reprise des données s’est arrêtée\u00a0; rien n’en a été gardé.")


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def due(self, at: datetime.datetime) -> "ArrivalQuerySet":
        """Those with something to do now, that no other process has in hand."""
        free = Q(leased_until=None) | Q(leased_until__lt=at)
        waits = Q(step=Step.INVITING) & ~Q(association__state="active")
        return (
            self.filter(free, trouble="", next_at__lte=at, author__is_active=True)
            .exclude(step__in=[Step.DRAFT, Step.DONE])
            .exclude(waits)
            .order_by("next_at")
        )

    def forgotten(self, at: datetime.datetime) -> "ArrivalQuerySet":
        """Drafts, and files that were not read, that nobody came back to for a week."""
        waiting = self.filter(step__in=[Step.CHECKING, Step.DRAFT], leased_until=None)
        return waiting.filter(created_at__lt=at - datetime.timedelta(days=7))


class Arrival(models.Model):
    """An association on its way here: the file that was sent, and how far it is."""

    class Kind(models.TextChoices):
        V2 = "v2", _("fichier d’un Bénévalibre 2.0")
        ARCHIVE = "archive", _("archive d’un Bénévalibre comme celui-ci")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="arrivals"
    )
    association = models.OneToOneField(
        Association, null=True, on_delete=models.SET_NULL, related_name="arrival"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.V2)
    file = models.FileField(upload_to="arrivals/", blank=True)
    name = models.CharField(_("nom"), max_length=127)
    endpoint = models.CharField(max_length=500, blank=True)
    sealed = models.TextField(blank=True)
    summary = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    step = models.CharField(max_length=10, choices=Step, default=Step.DRAFT)
    trouble = models.CharField(max_length=20, choices=Trouble, blank=True)
    alone = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["step", "next_at"], name="arrival_due")]

    def claim(self, at: datetime.datetime, *, until: datetime.datetime) -> bool:
        """Take it in hand, unless another process has; one more try is counted."""
        free = Q(leased_until=None) | Q(leased_until__lt=at)
        rows = Arrival.objects.filter(free, pk=self.pk, step=self.step, trouble="")
        if rows.update(leased_until=until, attempts=F("attempts") + 1) == 0:
            return False
        self.refresh_from_db()
        return True

    @property
    def is_running(self) -> bool:
        """Does it go on by itself?"""
        return not self.trouble and self.step not in {Step.DRAFT, Step.DONE}

    @property
    def is_read(self) -> bool:
        """Is it known what the file holds?"""
        return self.step != Step.CHECKING

    @property
    def waits_again(self) -> bool:
        """Does it wait for another try, in nobody’s hands?"""
        return not self.trouble and self.attempts > 0 and self.leased_until is None


class Expected(models.Model):
    """Someone of the file with an address, to be invited once the association is here."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="expected")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(max_length=254)

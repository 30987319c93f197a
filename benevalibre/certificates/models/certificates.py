"""Certificates of volunteering: issued here, or told of by an archive; and who signs them.

Those that were issued here outlive their association. Those that came with one in its archive
(``origin``) are lines of its register: nothing here vouches for them, and they go with it.
"""

import hashlib
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError, change, writing
from benevalibre.certificates import mails
from benevalibre.certificates.codes import new_code, show_code
from benevalibre.certificates.models.outliving import leave_what_was_issued_here
from benevalibre.journal.models import record

LONGEST_REASON = 500


class Picture(models.Model):
    """A logo or a signature as papers carry it: kept once, for as long as one of them needs it."""

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest[:12]

    @classmethod
    def keep(cls, content: bytes) -> "Picture":
        """The row of a picture that was cleaned, made where there is none."""
        digest = hashlib.sha256(content).hexdigest()
        found, _is_new = cls.objects.get_or_create(digest=digest, defaults={"content": content})
        return found


class Letterhead(models.Model):
    """What the papers of an association say above, and who signs them below."""

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="letterhead"
    )
    address = models.CharField(gettext_lazy("adresse"), max_length=300, blank=True)
    signatory = models.CharField(gettext_lazy("signataire"), max_length=150, blank=True)
    quality = models.CharField(gettext_lazy("qualité"), max_length=100, blank=True)
    signature = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.signatory

    @classmethod
    def of(cls, association: Association) -> "Letterhead":
        """What the association chose; not saved, with its legal representative, before it does."""
        found = cls.objects.filter(association=association).select_related("signature").first()
        return found or cls(association=association, signatory=association.representative)

    def change(self, *, by: Membership, **columns: Any) -> None:
        """Sign the next papers otherwise; those that were issued stay as they are."""
        with writing(self.association):
            former = self.signature_id
            if self._state.adding:
                first = {"signatory": self.signatory}
                kept, _new = Letterhead.objects.get_or_create(
                    association=self.association, defaults=first
                )
                self.pk, self._state.adding = kept.pk, False
            change(self, "letterhead.change", by=by, columns=columns)
            if former is not None and former != self.signature_id:
                _forget_unused(former)


def _forget_unused(picture_id: int) -> None:
    """Delete a signature that no paper and no letterhead carries any more."""
    papers = Certificate.objects.filter(Q(signature=picture_id) | Q(logo=picture_id))
    if not papers.exists() and not Letterhead.objects.filter(signature=picture_id).exists():
        Picture.objects.filter(pk=picture_id).delete()


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def of_hours(self) -> "CertificateQuerySet":
        """Those that attest hours, without the mission sheets."""
        return self.filter(kind=Certificate.Kind.HOURS)

    def issued_here(self) -> "CertificateQuerySet":
        """Those that this instance vouches for: none that an archive brought."""
        return self.filter(origin="")

    def valid(self) -> "CertificateQuerySet":
        """Not revoked."""
        return self.filter(revoked_at=None)

    def by_user(self, user: User) -> "CertificateQuerySet":
        """Those of an account, the latest first, wherever its association went."""
        return self.filter(Q(user=user) | Q(member__user=user)).order_by("-issued_at", "-pk")

    def of_period(self, start: date, end: date) -> "CertificateQuerySet":
        """Those that attest the hours of just these days."""
        return self.of_hours().filter(start=start, end=end)


class Certificate(models.Model):
    """What the paper says, as it was said; nothing in it changes but that it may be revoked.

    A confirmed mission sheet is one of a kind of its own: ``mission`` holds its texts, and its
    hours where the person shows them; ``activities`` and ``minutes`` stay empty.
    """

    class Kind(models.TextChoices):
        HOURS = "hours", gettext_lazy("attestation de bénévolat")
        MISSION = "mission", gettext_lazy("fiche mission")

    association = models.ForeignKey(
        Association, null=True, on_delete=leave_what_was_issued_here, related_name="certificates"
    )
    member = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.HOURS)
    number = models.PositiveIntegerField(gettext_lazy("numéro"))
    code = models.CharField(max_length=12, default=new_code)
    origin = models.CharField(gettext_lazy("adresse d’origine"), max_length=300, blank=True)
    issuer: Any = models.JSONField()
    volunteer = models.CharField(gettext_lazy("nom de la personne"), max_length=255)
    start = models.DateField(gettext_lazy("du"))
    end = models.DateField(gettext_lazy("au"))
    activities: Any = models.JSONField()
    years: Any = models.JSONField(default=list)
    mission: Any = models.JSONField(default=dict, blank=True)
    minutes = models.PositiveBigIntegerField(gettext_lazy("durée"))
    signatory = models.CharField(gettext_lazy("signataire"), max_length=150, blank=True)
    quality = models.CharField(gettext_lazy("qualité"), max_length=100, blank=True)
    signature = models.ForeignKey(Picture, null=True, on_delete=models.PROTECT, related_name="+")
    logo = models.ForeignKey(Picture, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(gettext_lazy("raison"), max_length=LONGEST_REASON, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "number"], name="certificate_number_once"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(origin=""), name="certificate_code_once"
            ),
            models.UniqueConstraint(
                fields=["association", "code"], name="certificate_code_once_in_register"
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="certificate_ends_later"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["association", "-number"], name="certificates_latest"),
        ]

    def __str__(self) -> str:
        return f"n°\u00a0{self.number}"

    @property
    def shown_code(self) -> str:
        """The code as the paper writes it."""
        return show_code(self.code)

    @property
    def is_from_elsewhere(self) -> bool:
        """Did an archive tell of it? Then only its origin can say what it is worth."""
        return self.origin != ""

    @property
    def host(self) -> str:
        """Where it was issued, in a word: « benevoles.example.org »; empty for here."""
        return urlsplit(self.origin).netloc

    @property
    def check_elsewhere(self) -> str:
        """The page of its origin that says what it is worth; empty where it was issued here."""
        return f"{self.origin.rstrip('/')}/verifier/{self.shown_code}/" if self.origin else ""

    @property
    def is_mission(self) -> bool:
        """Is it a mission sheet?"""
        return self.kind == self.Kind.MISSION

    @property
    def mission_title(self) -> str:
        """What the mission is called; empty where it attests hours."""
        return str(self.mission.get("title", ""))

    @property
    def is_revoked(self) -> bool:
        """Is it no longer worth anything?"""
        return self.revoked_at is not None

    @property
    def revoked_on(self) -> date | None:
        """The day of its revocation, where the association is; None while it is valid."""
        if self.revoked_at is None:
            return None
        zone = self.association.zone if self.association else None
        return timezone.localdate(self.revoked_at, timezone=zone)

    def revoke(self, *, by: Membership, reason: str) -> None:
        """It is worth nothing from now on; who holds it is told why, the check page only when.

        An association that has moved still may: nobody else can. ``RuleError`` where it was issued
        elsewhere, where it is revoked already, or without a reason.
        """
        here = by.association
        with transaction.atomic() if here.state == State.MOVED else writing(here):
            if self.is_from_elsewhere:
                raise RuleError(
                    _("Elle a été établie sur %(host)s\u00a0: elle ne se révoque que là-bas.")
                    % {"host": self.host}
                )
            if not reason.strip():
                raise RuleError(_("Dites pourquoi\u00a0: la personne le lira."), field="reason")
            now = timezone.now()
            moved = Certificate.objects.valid().filter(pk=self.pk)
            if not moved.update(revoked_at=now, revoked_by=by, reason=reason.strip()):
                raise RuleError(_("Cette attestation est déjà révoquée."))
            self.revoked_at, self.revoked_by, self.reason = now, by, reason.strip()
            record("certificate.revoke", on=self, by=by, changes={"reason": True})
            mails.revoked(self, by=by)

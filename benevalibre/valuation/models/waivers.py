"""What somebody drives, and the travel expenses that they waive: frozen, numbered, answered."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.writing import RuleError, change, hold, writing
from benevalibre.journal.models import record
from benevalibre.valuation import mails

MOST_POWER: Final = 99
MOST_VEHICLES: Final = 30
LONGEST_REASON: Final = 500
LONGEST_ADDRESS: Final = 300


class VehicleKind(models.TextChoices):
    CAR = "car", gettext_lazy("voiture")
    MOTORCYCLE = "motorcycle", gettext_lazy("moto")
    MOPED = "moped", gettext_lazy("cyclomoteur (50 cm³ au plus)")


class VehicleQuerySet(models.QuerySet["Vehicle"]):
    def of(self, member: Membership) -> "VehicleQuerySet":
        """Those of one participant, the first one first."""
        return self.filter(member=member).order_by("start", "pk")

    def add(self, member: Membership, *, by: Membership, **columns: Any) -> "Vehicle":
        """What ``member`` drives from a day on; ``RuleError`` where ``by`` may not say so."""
        require_to_act_for(member, by=by)
        with writing(member.association):
            if self.of(member).count() >= MOST_VEHICLES:
                raise RuleError(
                    _("%(n)s véhicules sont déjà notés\u00a0: modifiez-en un, ou supprimez-en.")
                    % {"n": MOST_VEHICLES}
                )
            vehicle = self.create(member=member, **columns)
            _note("vehicle.add", vehicle, by=by)
        return vehicle


class Vehicle(models.Model):
    """What a participant drives from ``start`` on; the first one counts for the days before too."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="vehicles")
    kind = models.CharField(gettext_lazy("véhicule"), max_length=12, choices=VehicleKind)
    power = models.PositiveSmallIntegerField(gettext_lazy("puissance fiscale"), default=1)
    electric = models.BooleanField(gettext_lazy("électrique"), default=False)
    start = models.DateField(gettext_lazy("depuis le"))

    objects = VehicleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(power__gte=1, power__lte=MOST_POWER), name="vehicle_has_power"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def change(self, *, by: Membership, **columns: Any) -> None:
        """Say it better; what was waived stays as it was."""
        require_to_act_for(self.member, by=by)
        with writing(self.member.association):
            hold(self, *columns)
            for name, value in columns.items():
                setattr(self, name, value)
            self.save(update_fields=[*columns])
            _note("vehicle.change", self, by=by)

    def discard(self, *, by: Membership) -> None:
        """It never was; what was waived stays as it was."""
        require_to_act_for(self.member, by=by)
        with writing(self.member.association):
            hold(self, "kind")
            _note("vehicle.delete", self, by=by)
            self.delete()


class Quality(models.TextChoices):
    """What makes an association one whose receipts the tax office takes (CGI, article 200)."""

    GENERAL_INTEREST = "general_interest", gettext_lazy("Organisme d’intérêt général")
    PUBLIC_UTILITY = "public_utility", gettext_lazy("Association reconnue d’utilité publique")
    RELIEF = "relief", gettext_lazy("Organisme d’aide gratuite aux personnes en difficulté")


class ReceiptIssuer(models.Model):
    """What receipts say of the association, beyond its name and numbers."""

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="receipt_issuer"
    )
    address = models.CharField(gettext_lazy("adresse"), max_length=LONGEST_ADDRESS, blank=True)
    purpose = models.CharField(gettext_lazy("objet"), max_length=300, blank=True)
    quality = models.CharField(gettext_lazy("qualité"), max_length=20, choices=Quality, blank=True)

    def __str__(self) -> str:
        return self.purpose

    @classmethod
    def of(cls, association: Association) -> "ReceiptIssuer":
        """What the association said; not saved, and empty, before it does."""
        found = cls.objects.filter(association=association).first()
        return found or cls(association=association)

    @property
    def is_complete(self) -> bool:
        """Is all that a receipt has to say known?"""
        return bool(self.address and self.purpose and self.quality)

    def change(self, *, by: Membership, **columns: Any) -> None:
        """Say otherwise on the next drafts."""
        with writing(self.association):
            if self._state.adding:
                kept, _new = ReceiptIssuer.objects.get_or_create(association=self.association)
                self.pk, self._state.adding = kept.pk, False
            change(self, "receipts.change", by=by, columns=columns)


class WaiverState(models.TextChoices):
    PENDING = "pending", gettext_lazy("à signer")
    ACCEPTED = "accepted", gettext_lazy("acceptée")
    DECLINED = "declined", gettext_lazy("non retenue")
    WITHDRAWN = "withdrawn", gettext_lazy("retirée")


LIVE: Final = (WaiverState.PENDING, WaiverState.ACCEPTED)


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def live(self) -> "WaiverQuerySet":
        """Neither withdrawn nor declined."""
        return self.filter(state__in=LIVE)

    def accepted(self) -> "WaiverQuerySet":
        """Received signed."""
        return self.filter(state=WaiverState.ACCEPTED)

    def of_year(self, association: Association, year: int) -> "WaiverQuerySet":
        """Those of one association and calendar year, the first number first."""
        return self.filter(association=association, year=year).order_by("number")


class Waiver(models.Model):
    """A calendar year's travel expenses, as they were when somebody waived them."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="waivers")
    member = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="waivers"
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=WaiverState, default=WaiverState.PENDING)
    volunteer = models.CharField(max_length=255)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    issuer: Any = models.JSONField()
    source = models.CharField(max_length=200)
    vehicles: Any = models.JSONField()
    trips: Any = models.JSONField()
    distance_hundredths = models.PositiveIntegerField()
    cents = models.PositiveBigIntegerField()
    waived_at = models.DateTimeField(default=timezone.now)
    waived_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "number"], name="waiver_number_once"),
            models.UniqueConstraint(
                fields=["member", "year"],
                condition=Q(state__in=["pending", "accepted"]),
                name="one_waiver_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"n°\u00a0{self.number}"

    @property
    def is_pending(self) -> bool:
        """Does the association wait for the signed paper?"""
        return self.state == WaiverState.PENDING

    @property
    def is_accepted(self) -> bool:
        """Has the association received it signed?"""
        return self.state == WaiverState.ACCEPTED

    @property
    def is_live(self) -> bool:
        """Does it hold, signed or not yet?"""
        return self.state in LIVE

    def withdraw(self, *, by: Membership) -> None:
        """Whoever waived changes their mind; ``RuleError`` once the association has accepted."""
        with writing(self.association):
            if self.member is not None:
                require_to_act_for(self.member, by=by)
            if not self._move([WaiverState.PENDING], WaiverState.WITHDRAWN, by=by):
                raise RuleError(_("L’association y a déjà répondu\u00a0: voyez avec elle."))
            record("waiver.withdraw", on=self, by=by)

    def accept(self, *, by: Membership) -> None:
        """The signed paper is here; told by mail. Nobody accepts their own where others may."""
        with writing(self.association):
            if self.member_id == by.pk and not may_accept_own(by):
                raise RuleError(_("Quelqu’un d’autre de l’équipe peut accepter la vôtre."))
            if not self._move([WaiverState.PENDING], WaiverState.ACCEPTED, by=by):
                raise RuleError(_("Quelqu’un a déjà répondu à cette renonciation."))
            record("waiver.accept", on=self, by=by)
            mails.accepted(self, by=by)

    def decline(self, *, by: Membership, reason: str) -> None:
        """Keep it not, or no more, and say why; told by mail. Another one can be made then."""
        with writing(self.association):
            if not reason.strip():
                raise RuleError(_("Dites pourquoi\u00a0: la personne le lira."), field="reason")
            if not self._move(LIVE, WaiverState.DECLINED, by=by, reason=reason.strip()):
                raise RuleError(_("Quelqu’un a déjà répondu à cette renonciation."))
            record("waiver.decline", on=self, by=by, changes={"reason": True})
            mails.declined(self, by=by)

    def tell_address(self, address: str, *, by: Membership) -> None:
        """Where the donor lives, for the receipt."""
        with writing(self.association):
            change(self, "waiver.address", by=by, columns={"address": address})

    def _move(self, states: Any, state: str, *, by: Membership, reason: str = "") -> bool:
        """From one of ``states`` to ``state`` once, however many answer at the same time."""
        rows = Waiver.objects.filter(pk=self.pk, state__in=states)
        moved = rows.update(state=state, answered_by=by, answered_at=timezone.now(), reason=reason)
        self.refresh_from_db(fields=["state", "answered_at", "answered_by", "reason"])
        return moved == 1


def acts_for(member: Membership, *, by: Membership) -> bool:
    """May ``by`` say what ``member`` drives, and waive for them?

    Each for themselves; who manages the valuation for those who cannot come here.
    """
    if member.pk == by.pk:
        return True
    is_away = member.user_id is None or not member.is_active
    same_place = member.association_id == by.association_id
    return is_away and same_place and by.may(Right.MANAGE_VALUATION)


def require_to_act_for(member: Membership, *, by: Membership) -> None:
    """``RuleError`` where ``by`` may not act for ``member``."""
    if not acts_for(member, by=by):
        raise RuleError(_("Cette personne le dit elle-même, depuis son compte."))


def may_accept_own(by: Membership) -> bool:
    """Is nobody else there to accept what ``by`` waived?"""
    others = by.association.memberships.with_right(Right.MANAGE_VALUATION)
    return not others.exclude(pk=by.pk).exists()


def _note(verb: str, vehicle: Vehicle, *, by: Membership) -> None:
    """What somebody drives is theirs: the journal says that it was said, not what."""
    record(verb, on=vehicle, by=by, association_id=vehicle.member.association_id)

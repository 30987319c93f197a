"""The association and « nos règles », what it decided for itself."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.departments import FRENCH, place_of
from benevalibre.associations.models.defaults import ActivityField
from benevalibre.associations.writing import change, refusing_twins, writing
from benevalibre.journal.models import record
from benevalibre.namekeys import NameKeyField, SortKeyField, name_key, sort_key

if TYPE_CHECKING:
    from datetime import date

    from benevalibre.accounts.models import User
    from benevalibre.associations.models.membership import Membership
    from benevalibre.associations.models.role import Role

NAME_TAKEN = _("Une association porte déjà ce nom.")


class State(models.TextChoices):
    AWAITING = "awaiting", _("en attente de l’hébergeur")
    ACTIVE = "active", _("ouverte")
    FROZEN = "frozen", _("en cours de déménagement")
    IMPORTING = "importing", _("en cours d’arrivée")
    MOVED = "moved", _("partie ailleurs")
    ARCHIVED = "archived", _("archivée")
    PURGING = "purging", _("en cours de suppression")


class Visibility(models.TextChoices):
    OWN = "own", _("Chaque personne, les siennes.")
    TOTALS = "totals", _("Tout le monde voit les totaux.")
    ALL = "all", _("Tout le monde voit tout.")


class Travel(models.TextChoices):
    NONE = "none", _("Non\u00a0: on ne le demande pas.")
    APART = "apart", _("À part\u00a0: noté, sans s’ajouter au total.")
    INCLUDED = "included", _("Oui\u00a0: ajouté aux heures\u00a0; vérifiez avec vos financeurs.")


class Expenses(models.TextChoices):
    """May volunteers waive their travel expenses, and does it give a tax receipt?"""

    NONE = "none", _("Non\u00a0: on n’en parle pas.")
    WAIVED = "waived", _("Oui\u00a0: chaque personne peut y renoncer, sans reçu fiscal.")
    RECEIPTS = "receipts", _("Oui, et nous pouvons établir des reçus fiscaux.")


class Back(models.TextChoices):
    NO_LIMIT = "no_limit", _("Sans limite")
    DAYS = "days", _("Un nombre de jours")
    OPEN_YEAR = "open_year", _("Tant que l’exercice est ouvert")


class Field(models.TextChoices):
    HIDDEN = "hidden", _("Masqué")
    OPTIONAL = "optional", _("Facultatif")
    REQUIRED = "required", _("Obligatoire")


class AssociationQuerySet(models.QuerySet["Association"]):
    def open(self) -> "AssociationQuerySet":
        """Where people may write."""
        return self.filter(state=State.ACTIVE)

    def visible(self) -> "AssociationQuerySet":
        """Whose pages exist: alive, being moved, or gone elsewhere."""
        return self.filter(state__in=[State.ACTIVE, State.FROZEN, State.MOVED])

    def listed(self) -> "AssociationQuerySet":
        """The directory: visible and not hidden, by name."""
        return self.visible().filter(hidden=False).order_by("sort_key", "pk")

    def called(self, text: str) -> "AssociationQuerySet":
        """Whose name holds each word of ``text``, whatever the case and the accents."""
        found = self
        for word in sort_key(text).split():
            found = found.filter(sort_key__contains=word)
        return found

    def near(self, codes: Collection[str], *, french: bool = False) -> "AssociationQuerySet":
        """Whose postal code begins with one of ``codes``; in France or its territories only."""
        plain = Replace("postal_code", Value(" "), Value(""))
        wanted = Q()
        for code in codes:
            wanted |= Q(plain_code__startswith=code)
        found = self.annotate(plain_code=plain).filter(wanted)
        return found.filter(country__in=FRENCH) if french else found

    def of(self, user: "User") -> "AssociationQuerySet":
        """Those in which the account is active."""
        return self.visible().filter(memberships__user=user, memberships__state="active")

    def named(self, name: str) -> "AssociationQuerySet":
        """The one of that name, whatever the case."""
        return self.filter(name_key=name_key(name))


class Association(models.Model):
    """The tenant: it owns everything below it, and its choices (« nos règles ») are columns."""

    name = models.CharField(_("nom"), max_length=127)
    name_key = NameKeyField(unique=True, error_messages={"unique": NAME_TAKEN})
    sort_key = SortKeyField()
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    description = models.TextField(_("présentation"), blank=True)
    website = models.URLField(_("site web"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    activity_field = models.ForeignKey(
        ActivityField, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden = models.BooleanField(_("masquée"), default=False)
    country = models.CharField(_("pays"), max_length=2, default="FR")
    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    has_employees = models.BooleanField(_("a des salariés"), null=True, blank=True)
    income = models.PositiveBigIntegerField(_("budget annuel"), null=True, blank=True)
    register_number = models.CharField(_("numéro RNA ou registre"), max_length=60, blank=True)
    siren = models.CharField(_("SIREN ou SIRET"), max_length=14, blank=True)
    declared_on = models.DateField(_("date de déclaration"), null=True, blank=True)
    all_general_interest = models.BooleanField(null=True, blank=True)
    representative = models.CharField(_("représentant légal"), max_length=150, blank=True)
    time_zone = models.CharField(_("fuseau horaire"), max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    archived_copy_at = models.DateTimeField(null=True)

    policy_moderate_members = models.BooleanField(default=False)
    policy_moderate_actions = models.BooleanField(default=False)
    policy_visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.OWN)
    policy_travel = models.CharField(max_length=10, choices=Travel, default=Travel.NONE)
    policy_valued = models.BooleanField(default=False)
    policy_expenses = models.CharField(max_length=10, choices=Expenses, default=Expenses.NONE)
    policy_back = models.CharField(max_length=10, choices=Back, default=Back.NO_LIMIT)
    policy_back_days = models.PositiveIntegerField(
        default=90, validators=[MinValueValidator(1), MaxValueValidator(3660)]
    )
    policy_project = models.CharField(max_length=10, choices=Field, default=Field.OPTIONAL)
    policy_level = models.CharField(max_length=10, choices=Field, default=Field.HIDDEN)
    policy_distance = models.CharField(max_length=10, choices=Field, default=Field.OPTIONAL)
    policy_description = models.CharField(max_length=10, choices=Field, default=Field.OPTIONAL)
    policy_day_minutes = models.PositiveIntegerField(null=True, blank=True)
    policy_fte_hours = models.PositiveIntegerField(default=1607)
    policy_seen_at = models.DateTimeField(null=True)

    objects = AssociationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(policy_day_minutes=None)
                | Q(policy_day_minutes__gte=1, policy_day_minutes__lte=1440),
                name="day_has_at_most_24_hours",
            ),
            models.CheckConstraint(
                condition=Q(policy_fte_hours__gte=1), name="full_time_has_hours"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "hidden", "sort_key"], name="directory")]

    def __str__(self) -> str:
        return self.name

    def today(self) -> "date":
        """The date it is there now: the association's time zone, else the instance's."""
        return timezone.localdate(timezone=self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone, else the instance's."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def place(self) -> str:
        """« 35000, Ille-et-Vilaine »; the country, unless it is France."""
        return place_of(self.postal_code, self.country)

    @property
    def waives_expenses(self) -> bool:
        """May volunteers waive their travel expenses here?"""
        return self.policy_expenses != Expenses.NONE

    @property
    def gives_receipts(self) -> bool:
        """Does the association say that it may issue tax receipts?"""
        return self.policy_expenses == Expenses.RECEIPTS

    @property
    def is_open(self) -> bool:
        """May anything be written there?"""
        return self.state == State.ACTIVE

    def default_role(self) -> "Role | None":
        """The role of whoever joins; None where the association has none (no right then)."""
        return self.roles.filter(is_default=True).first()

    def describe(self, *, by: "Membership", **columns: Any) -> None:
        """Change what the association says of itself (not its rules); a name taken is refused."""
        storage, former = self.logo.storage, self.logo.name
        with writing(self), refusing_twins(str(NAME_TAKEN)):
            change(self, "association.describe", by=by, columns=columns)
            if former and former != self.logo.name:
                transaction.on_commit(lambda: storage.delete(former))

    def change_policy(self, *, by: "Membership", **choices: Any) -> None:
        """Choose other rules (``policy_`` columns); the journal dates each choice.

        Whoever chose has looked: the banner of imported associations goes.
        """
        with writing(self):
            change(self, "policy.change", by=by, columns=choices)
            self._seen()

    def look_at_policy(self, *, by: "Membership") -> None:
        """Somebody who manages has looked at the rules and keeps them."""
        with writing(self):
            if self.policy_seen_at is None:
                record("policy.look", on=self, by=by, association_id=self.pk)
                self._seen()

    def _seen(self) -> None:
        if self.policy_seen_at is None:
            self.policy_seen_at = timezone.now()
            self.save(update_fields=["policy_seen_at"])

"""Rights, and the roles that hold them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q, RestrictedError
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.guarding import require_to_hold
from benevalibre.associations.leaving import keeping_a_manager
from benevalibre.associations.writing import RuleError, change, refusing_twins, writing
from benevalibre.journal.models import record
from benevalibre.namekeys import NameKeyField

if TYPE_CHECKING:
    from benevalibre.associations.models.association import Association
    from benevalibre.associations.models.membership import Membership

ROLE_TAKEN = _("Un rôle porte déjà ce nom.")


class Right(models.TextChoices):
    """What a participant may do in an association; the value is the column of ``Role``."""

    LIST_MEMBERS = "list_members", _("Voir la liste des bénévoles")
    MANAGE_MEMBERS = "manage_members", _("Gérer les bénévoles")
    MANAGE_ACTIONS = "manage_actions", _("Gérer et valider les activités")
    MANAGE_CATEGORIES = "manage_categories", _("Gérer les catégories")
    MANAGE_LEVELS = "manage_levels", _("Gérer les niveaux")
    MANAGE_PROJECTS = "manage_projects", _("Gérer les projets")
    MANAGE_ROLES = "manage_roles", _("Gérer les rôles")
    SEE_STATISTICS = "see_statistics", _("Voir les statistiques")
    MANAGE_VALUATION = "manage_valuation", _("Gérer la valorisation")
    ISSUE_CERTIFICATES = "issue_certificates", _("Délivrer les attestations")
    MANAGE_ASSOCIATION = "manage_association", _("Gérer l’association (donne tous les droits)")


class Rights(models.Model):
    """One column a right."""

    list_members = models.BooleanField(default=False)
    manage_members = models.BooleanField(default=False)
    manage_actions = models.BooleanField(default=False)
    manage_categories = models.BooleanField(default=False)
    manage_levels = models.BooleanField(default=False)
    manage_projects = models.BooleanField(default=False)
    manage_roles = models.BooleanField(default=False)
    see_statistics = models.BooleanField(default=False)
    manage_valuation = models.BooleanField(default=False)
    issue_certificates = models.BooleanField(default=False)
    manage_association = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def rights(self) -> frozenset[Right]:
        """The rights held; managing the association implies them all."""
        if self.manage_association:
            return frozenset(Right)
        return frozenset(right for right in Right if getattr(self, right.value))

    def hold(self, rights: Iterable[Right]) -> None:
        """Set the columns (not saved) to just these rights."""
        held = set(rights)
        for right in Right:
            setattr(self, right.value, right in held)


def holding(right: Right, prefix: str = "") -> Q:
    """The condition « the role at ``prefix`` holds ``right`` », whatever gives it."""
    return Q(**{f"{prefix}{right.value}": True}) | Q(**{f"{prefix}manage_association": True})


class RoleQuerySet(models.QuerySet["Role"]):
    def that_may_be_given(self, by: "Membership") -> "RoleQuerySet":
        """Those of the association of ``by`` that hold nothing more than ``by``."""
        beyond = {right.value: False for right in Right if right not in by.rights}
        return self.filter(association_id=by.association_id, **beyond).order_by("name_key")

    def create_role(
        self,
        association: "Association",
        *,
        by: "Membership",
        name: str,
        rights: Iterable[Right] = (),
        description: str = "",
    ) -> "Role":
        """A new role; ``RuleError`` for a right that ``by`` lacks, or a name that is taken."""
        held = completed(rights)
        require_to_hold(held, by=by)
        with writing(association), refusing_twins(str(ROLE_TAKEN)):
            role = Role(association=association, name=name, description=description)
            role.hold(held)
            role.save(force_insert=True)
            given = {right.value: [False, True] for right in Right if right in held}
            record("role.create", on=role, by=by, changes=given)
        return role


class Role(Rights):
    """A named set of rights; exactly one of an association's is given to whoever joins."""

    association = models.ForeignKey(
        "associations.Association", on_delete=models.CASCADE, related_name="roles"
    )
    name = models.CharField(_("nom"), max_length=255)
    name_key = NameKeyField()
    description = models.TextField(_("description"), blank=True)
    is_default = models.BooleanField(default=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="role_name_once",
                violation_error_message=ROLE_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["association"], condition=Q(is_default=True), name="one_default_role"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def change(self, *, by: "Membership", rights: Iterable[Right], **columns: Any) -> None:
        """Other rights, name or description.

        Neither before nor after does it hold more than ``by``; the association keeps a manager.
        """
        held = completed(rights)
        with writing(self.association), keeping_a_manager(self.association):
            require_to_hold(self.rights | held, by=by)
            with refusing_twins(str(ROLE_TAKEN)):
                change(self, "role.change", by=by, columns=columns | _columns(held))

    def make_default(self, *, by: "Membership") -> None:
        """Give it from now on to whoever joins."""
        with writing(self.association):
            require_to_hold(self.rights, by=by)
            if not self.is_default:
                before = self.association.roles.filter(is_default=True)
                before.update(is_default=False)
                change(self, "role.default", by=by, columns={"is_default": True})

    def discard(self, *, by: "Membership") -> None:
        """Delete it; ``RuleError`` where somebody has it or where it is the default one."""
        with writing(self.association), keeping_a_manager(self.association):
            require_to_hold(self.rights, by=by)
            if self.is_default:
                raise RuleError(str(_("Choisissez d’abord un autre rôle par défaut.")))
            record("role.delete", on=self, by=by)
            try:
                self.delete()
            except RestrictedError as error:
                raise RuleError(
                    str(_("Des personnes ont ce rôle. Donnez-leur d’abord un autre rôle."))
                ) from error


def completed(rights: Iterable[Right]) -> frozenset[Right]:
    """``rights`` with what they cannot do without: managing people shows the list of them."""
    held = frozenset(rights)
    return held | {Right.LIST_MEMBERS} if Right.MANAGE_MEMBERS in held else held


def _columns(held: frozenset[Right]) -> dict[str, bool]:
    return {right.value: right in held for right in Right}

"""Rights, and the roles that hold them."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benevalibre.namekeys import NameKeyField


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


class Role(Rights):
    """A named set of rights; exactly one of an association's is given to whoever joins."""

    association = models.ForeignKey(
        "associations.Association", on_delete=models.CASCADE, related_name="roles"
    )
    name = models.CharField(_("nom"), max_length=255)
    name_key = NameKeyField()
    description = models.TextField(_("description"), blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="role_name_once",
                violation_error_message=_("Un rôle porte déjà ce nom."),
            ),
            models.UniqueConstraint(
                fields=["association"], condition=Q(is_default=True), name="one_default_role"
            ),
        ]

    def __str__(self) -> str:
        return self.name

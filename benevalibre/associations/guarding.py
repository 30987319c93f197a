"""Nobody gives, or touches a person or role that holds, more than they hold (MODEL §1)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from benevalibre.associations.writing import RuleError

if TYPE_CHECKING:
    from benevalibre.associations.models import Membership, Right, Role


def may_give(rights: "Iterable[Right]", *, by: "Membership") -> bool:
    """Does ``by`` hold all of ``rights``?"""
    return by.rights.issuperset(rights)


def may_touch(person: "Membership", *, by: "Membership") -> bool:
    """May ``by`` change anything about ``person``? Of the same association, with no more rights."""
    return person.association_id == by.association_id and may_give(person.rights, by=by)


def require_to_give(role: "Role | None", *, by: "Membership") -> None:
    """``RuleError`` unless ``by`` holds all that ``role`` holds."""
    if role is not None and not _is_theirs(role, by=by):
        raise RuleError(
            _("Le rôle « %(role)s » donne des droits que vous n’avez pas.") % {"role": role.name},
            field="role",
        )


def require_to_hold(rights: "Iterable[Right]", *, by: "Membership") -> None:
    """``RuleError`` unless ``by`` holds all of ``rights``, which a role is about to be given."""
    if not may_give(rights, by=by):
        raise RuleError(_("Vous ne pouvez pas donner un droit que vous n’avez pas."))


def require_to_touch(person: "Membership", *, by: "Membership") -> None:
    """``RuleError`` where ``person`` holds more than ``by``."""
    if not may_touch(person, by=by):
        raise RuleError(
            _("%(name)s a plus de droits que vous\u00a0: vous ne pouvez pas changer sa place.")
            % {"name": person.display_name}
        )


def require_a_name(person: "Membership") -> None:
    """``RuleError`` for the place of an account that was deleted.

    What was given and issued there stays as it is: nobody takes it over.
    """
    if person.user_id is None and person.kind == "account":
        raise RuleError(_("Cette personne est partie sans laisser de nom."))


def _is_theirs(role: "Role", *, by: "Membership") -> bool:
    return role.association_id == by.association_id and may_give(role.rights, by=by)

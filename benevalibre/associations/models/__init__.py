"""Who may do what where."""

from benevalibre.associations.models.association import (
    Association,
    Back,
    Expenses,
    Field,
    Travel,
    Visibility,
)
from benevalibre.associations.models.decision import Appointment, HostDecision
from benevalibre.associations.models.defaults import (
    ActivityField,
    ActivityFieldGroup,
    DefaultCategory,
    DefaultLevel,
    DefaultRole,
)
from benevalibre.associations.models.fiscal_year import FiscalYear
from benevalibre.associations.models.function import Function
from benevalibre.associations.models.guest_link import GuestLink
from benevalibre.associations.models.invitation import Invitation
from benevalibre.associations.models.membership import Membership
from benevalibre.associations.models.role import Right, Role
from benevalibre.associations.models.vocabulary import Category, Level, Project

__all__ = [
    "ActivityField",
    "ActivityFieldGroup",
    "Appointment",
    "Association",
    "Back",
    "Category",
    "DefaultCategory",
    "DefaultLevel",
    "DefaultRole",
    "Expenses",
    "Field",
    "FiscalYear",
    "Function",
    "GuestLink",
    "HostDecision",
    "Invitation",
    "Level",
    "Membership",
    "Project",
    "Right",
    "Role",
    "Travel",
    "Visibility",
]

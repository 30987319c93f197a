"""The files of rows in an archive, in the order in which they are read.

A later table is one more line of ``SECTIONS``, with its definition in the schema; a test finds the
table, or the column, that nobody thought of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.db.models import Q

from benevalibre.actions.models import Action
from benevalibre.associations.models import (
    Category,
    FiscalYear,
    Function,
    GuestLink,
    Invitation,
    Level,
    Membership,
    Project,
    Role,
)
from benevalibre.certificates.models import (
    Certificate,
    CertificateRequest,
    Letterhead,
    MissionSheet,
)
from benevalibre.journal.models import Entry
from benevalibre.reports.models import Introduction
from benevalibre.valuation.models import Gift, PlannedHours, Rate, Statement
from benevalibre.valuation.models.waivers import ReceiptIssuer, Vehicle, Waiver


@dataclass(frozen=True, kw_only=True)
class Section:
    """One table: its properties in the archive are those of its definition in the schema.

    ``scope``: the look-up of the association; ``only``: which of its rows. ``paths``: where a
    property is found when it is not the column of that name. ``references``: the section whose
    rows a property names. ``late``: written once everything is there. ``is_optional``: an archive
    written before the table existed lacks it.
    """

    name: str
    model: type[models.Model]
    scope: str = "association"
    only: Q = field(default_factory=Q)
    paths: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    late: tuple[str, ...] = ()
    is_optional: bool = False

    @property
    def file(self) -> str:
        """Its name in the archive."""
        return f"{self.name}.jsonl"

    @property
    def label(self) -> str:
        """How the journal calls its rows."""
        return self.model._meta.label_lower

    def rows(self, association_id: int) -> "models.QuerySet[Any]":
        """The rows of an association, the oldest first."""
        found = self.model._base_manager.filter(self.only, **{self.scope: association_id})
        return found.order_by("pk")


PENDING: Final = Q(state=Invitation.State.PENDING, claims=None)

ROLES: Final = Section(name="roles", model=Role)
LEVELS: Final = Section(
    name="levels", model=Level, references={"merged_into": "levels"}, late=("merged_into",)
)
CATEGORIES: Final = Section(
    name="categories",
    model=Category,
    paths={"default_category": "default_category__name"},
    references={"merged_into": "categories", "usual_level": "levels"},
    late=("merged_into",),
)
PROJECTS: Final = Section(
    name="projects",
    model=Project,
    references={"merged_into": "projects", "usual_category": "categories"},
    late=("merged_into",),
)
FISCAL_YEARS: Final = Section(name="fiscal_years", model=FiscalYear, late=("closed_at",))
PEOPLE: Final = Section(
    name="people",
    model=Membership,
    paths={"email": "user__email", "role": "role_id"},
    references={"merged_into": "people", "role": "roles", "usual_level": "levels"},
    late=("merged_into",),
)
LINKS: Final = Section(
    name="links",
    model=GuestLink,
    scope="membership__association",
    paths={"person": "membership_id", "secret": "sealed"},
    references={"person": "people"},
)
FUNCTIONS: Final = Section(
    name="functions",
    model=Function,
    scope="membership__association",
    paths={"person": "membership_id"},
    references={"person": "people"},
)
INVITATIONS: Final = Section(
    name="invitations", model=Invitation, only=PENDING, references={"role": "roles"}
)
ACTIONS: Final = Section(
    name="actions",
    model=Action,
    references={
        "member": "people",
        "typed_by": "people",
        "status_by": "people",
        "category": "categories",
        "level": "levels",
        "project": "projects",
    },
)
RATES: Final = Section(
    name="rates", model=Rate, references={"level": "levels", "category": "categories"}
)
GIFTS: Final = Section(name="gifts", model=Gift, references={"fiscal_year": "fiscal_years"})
PLANNED_HOURS: Final = Section(
    name="planned_hours",
    model=PlannedHours,
    references={"fiscal_year": "fiscal_years", "project": "projects", "category": "categories"},
    is_optional=True,
)
STATEMENTS: Final = Section(
    name="statements",
    model=Statement,
    references={"fiscal_year": "fiscal_years", "closed_by": "people", "reopened_by": "people"},
)
LETTERHEADS: Final = Section(name="letterheads", model=Letterhead, is_optional=True)
VEHICLES: Final = Section(
    name="vehicles",
    model=Vehicle,
    scope="member__association",
    references={"member": "people"},
    is_optional=True,
)
WAIVERS: Final = Section(
    name="waivers",
    model=Waiver,
    references={"member": "people", "answered_by": "people"},
    is_optional=True,
)
RECEIPT_ISSUERS: Final = Section(name="receipt_issuers", model=ReceiptIssuer, is_optional=True)
INTRODUCTIONS: Final = Section(name="introductions", model=Introduction, is_optional=True)
CERTIFICATES: Final = Section(
    name="certificates",
    model=Certificate,
    references={"member": "people", "issued_by": "people", "revoked_by": "people"},
    is_optional=True,
)
CERTIFICATE_REQUESTS: Final = Section(
    name="certificate_requests",
    model=CertificateRequest,
    references={"member": "people", "answered_by": "people"},
    is_optional=True,
)
MISSION_SHEETS: Final = Section(
    name="mission_sheets",
    model=MissionSheet,
    references={"member": "people", "answered_by": "people", "certificate": "certificates"},
    is_optional=True,
)
JOURNAL: Final = Section(
    name="journal",
    model=Entry,
    scope="association_id",
    paths={"person": "membership_id", "object": "object_id"},
    references={"person": "people"},
)

SECTIONS: Final = (
    ROLES,
    LEVELS,
    CATEGORIES,
    PROJECTS,
    FISCAL_YEARS,
    PEOPLE,
    LINKS,
    FUNCTIONS,
    INVITATIONS,
    ACTIONS,
    RATES,
    GIFTS,
    PLANNED_HOURS,
    STATEMENTS,
    LETTERHEADS,
    VEHICLES,
    WAIVERS,
    RECEIPT_ISSUERS,
    INTRODUCTIONS,
    CERTIFICATES,
    CERTIFICATE_REQUESTS,
    MISSION_SHEETS,
    JOURNAL,
)

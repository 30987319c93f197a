"""Founding an association: its words, its roles, its first year, and somebody to manage it."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations import mails
from benevalibre.associations.models import (
    Association,
    Category,
    DefaultCategory,
    DefaultLevel,
    DefaultRole,
    FiscalYear,
    Level,
    Membership,
    Right,
    Role,
)
from benevalibre.associations.models.association import NAME_TAKEN, State, Visibility
from benevalibre.associations.writing import RuleError, refusing_twins
from benevalibre.instance.models import Creation, Instance
from benevalibre.journal.models import record
from benevalibre.namekeys import name_key


def may_found() -> bool:
    """Does this instance take new associations?"""
    return Instance.current().association_creation != Creation.CLOSED


def waits_for_host() -> bool:
    """Do new associations wait here until the host has looked at them?"""
    return Instance.current().association_creation == Creation.MODERATED


def found(
    *,
    name: str,
    by: User,
    moderate_members: bool = False,
    moderate_actions: bool = False,
    visibility: str = Visibility.OWN,
    **details: Any,
) -> Association:
    """A new association, managed by ``by``, with the instance's words and this calendar year.

    It waits for the host where the instance says so. ``details`` are further columns.
    ``RuleError`` where the name is taken (whatever the case) or no association is taken in.
    """
    if not may_found():
        raise RuleError(_("Il n’est pas possible de créer une association ici en ce moment."))
    waits = waits_for_host()
    with transaction.atomic():
        with refusing_twins(str(NAME_TAKEN)):
            association = Association.objects.create(
                name=name.strip(),
                state=State.AWAITING if waits else State.ACTIVE,
                policy_moderate_members=moderate_members,
                policy_moderate_actions=moderate_actions,
                policy_visibility=visibility,
                policy_seen_at=timezone.now(),
                **details,
            )
        furnish(association)
        founder = _make_manager(association, by)
        record("association.found", on=association, by=founder, association_id=association.pk)
        if waits:
            hosts = User.objects.filter(is_host=True, is_active=True)
            mails.association_awaiting(association, hosts=hosts)
    return association


def furnish(association: Association) -> None:
    """Copy the instance's roles, levels and categories, and open this calendar year."""
    Role.objects.bulk_create(
        Role(association=association, is_default=d.is_default, **_texts(d), **_rights(d.rights))
        for d in DefaultRole.objects.all()
    )
    Level.objects.bulk_create(
        Level(association=association, **_texts(d)) for d in DefaultLevel.objects.all()
    )
    Category.objects.bulk_create(
        Category(
            association=association,
            default_category=d,
            short_name=d.short_name,
            cec_kind=d.cec_kind,
            **_texts(d),
        )
        for d in DefaultCategory.objects.offered()
    )
    year = association.today().year
    FiscalYear.objects.create(
        association=association,
        start=datetime.date(year, 1, 1),
        end=datetime.date(year, 12, 31),
    )


def managing_role(association: Association) -> Role:
    """The first of its roles that manages; one is made where it has none."""
    role = association.roles.filter(manage_association=True).order_by("pk").first()
    if role is None:
        name = _("Direction")
        if association.roles.filter(name_key=name_key(name)).exists():
            name = _("Direction générale")
        role = association.roles.create(name=name, manage_association=True)
    return role


def _make_manager(association: Association, user: User) -> Membership:
    role = managing_role(association)
    return Membership.objects.create(association=association, user=user, role=role)


def _texts(default: DefaultCategory | DefaultLevel | DefaultRole) -> dict[str, str]:
    return {"name": default.name, "description": default.description}


def _rights(held: Iterable[Right]) -> dict[str, bool]:
    return {right.value: True for right in held}

"""The beginning and the end of an arrival: out of sight first, open in one go at last."""

import secrets
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.actions.lasting import reckon_last_entries
from benevalibre.associations import mails
from benevalibre.associations.models import (
    ActivityField,
    Association,
    FiscalYear,
    Membership,
    Role,
)
from benevalibre.associations.models.association import State
from benevalibre.instance.models import Creation, Instance
from benevalibre.journal.models import record
from benevalibre.namekeys import name_key
from benevalibre.transfer.archive import pictures
from benevalibre.transfer.archive.arriving import Arriving
from benevalibre.transfer.archive.discarding import PREFIX
from benevalibre.transfer.archive.rows import moment, read
from benevalibre.transfer.archive.shape import Row, columns, damaged

LONGEST_NAME = 127
SPECIAL = {"id", "name", "logo", "activity_field"}
MOMENTS = {"created_at", "policy_seen_at"}
PEOPLE_AT_ONCE = 500


def begin() -> Association:
    """An association that nobody sees, under a name of its own until it has arrived."""
    name = f"{PREFIX}{secrets.token_hex(8)}"
    return Association.objects.create(name=name, state=State.IMPORTING, hidden=True)


def settle(arriving: Arriving, row: Row) -> None:
    """Everything is here: the last entries, the logo, then in one transaction all that opens it."""
    people = arriving.ids["people"].here
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        reckon_last_entries(people[start : start + PEOPLE_AT_ONCE])
    association = arriving.association
    association.logo = _logo(arriving, row)
    try:
        association.save(update_fields=["logo"])
        with transaction.atomic():
            _close_years(arriving)
            manager = _make_manager(arriving)
            association.invitations.update(by=manager)
            _open(association, row)
            record("association.arrive", on=association, by=manager, association_id=association.pk)
    except BaseException:
        association.refresh_from_db()
        raise


def _open(association: Association, row: Row) -> None:
    """The columns of the association as they were, a free name, and its pages."""
    for name in columns("association"):
        if name not in SPECIAL and name in row:
            setattr(association, name, moment(row[name]) if _is_moment(name, row) else row[name])
    if row["declared_on"] is not None:
        association.declared_on = read(date.fromisoformat, row["declared_on"], "declared_on")
    association.activity_field = _activity_field(row["activity_field"])
    waits = Instance.current().association_creation == Creation.MODERATED
    association.state = State.AWAITING if waits else State.ACTIVE
    _save_under_free_name(association, row["name"].strip())
    if waits:
        hosts = User.objects.filter(is_host=True, is_active=True)
        mails.association_awaiting(association, hosts=hosts)


def _is_moment(name: str, row: Row) -> bool:
    return name in MOMENTS and row[name] is not None


def _save_under_free_name(association: Association, name: str) -> None:
    """The name that it had, or with a number where an association has it here."""
    number = 1
    while True:
        mark = f" ({number})" if number > 1 else ""
        association.name = name[: LONGEST_NAME - len(mark)] + mark
        number += 1
        if Association.objects.named(association.name).exists():
            continue
        try:
            with transaction.atomic():
                association.save()
        except IntegrityError:
            continue
        return


def _activity_field(told: Row | None) -> ActivityField | None:
    """The field of that name here, in the group of that name where there are several."""
    if told is None:
        return None
    found = ActivityField.objects.filter(name_key=name_key(told["name"])).order_by("pk")
    group = name_key(told["group"] or "")
    return found.filter(group__name_key=group).first() or found.first()


def _logo(arriving: Arriving, row: Row) -> Any:
    """The logo, made anew unless it is just as we make them; none where it is no picture."""
    if row["logo"] is None:
        return ""
    content = arriving.archive.content(row["logo"])
    try:
        return pictures.kept(ContentFile(content, name="logo"))
    except ValidationError as error:
        raise damaged(row["logo"]) from error


def _close_years(arriving: Arriving) -> None:
    """Close what was closed, now that its actions are in; ``ArchiveError`` where years overlap."""
    end = None
    for year in FiscalYear.objects.filter(association=arriving.association).order_by("start"):
        if end is not None and year.start <= end:
            raise damaged("fiscal_years.jsonl")
        end = year.end
    for pk, late in arriving.late.get("fiscal_years", {}).items():
        FiscalYear.objects.filter(pk=pk).update(**late)


def _make_manager(arriving: Arriving) -> Membership:
    """The place of whoever imports, in their own role or the first one that manages."""
    association = arriving.association
    managing = association.roles.filter(manage_association=True).order_by("pk")
    role = managing.filter(pk=arriving.my_role or 0).first() or managing.first()
    if role is None:
        role = _new_role(association)
    mine = arriving.mine
    if mine is None:
        return Membership.objects.create(association=association, user=arriving.by, role=role)
    mine.role = role
    mine.save(update_fields=["role"])
    return mine


def _new_role(association: Association) -> Role:
    name, number = _("Direction"), 1
    while association.roles.filter(name_key=name_key(name)).exists():
        number += 1
        name = f"{_('Direction')} {number}"
    role: Role = association.roles.create(name=name, manage_association=True)
    return role

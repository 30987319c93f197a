"""Tests of ``benevalibre.associations.purging``."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import SET_NULL, ForeignKey

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations import purging
from benevalibre.associations.deleting import delete
from benevalibre.associations.links import make_link
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.purging import belongings, purge, purge_deleted
from benevalibre.certificates.models.outliving import leave_what_was_issued_here
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.factories import (
    ActionFactory,
    BatchFactory,
    FiscalYearFactory,
    InvitationFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def full_association(name: str = "À effacer") -> Membership:
    """The manager of an association with a row of each kind."""
    manager = MembershipFactory(manager=True, association__name=name)
    here = manager.association
    RoleFactory(association=here, default=True)
    FiscalYearFactory(association=here)
    InvitationFactory(association=here)
    person = MembershipFactory(association=here, usual_level=LevelFactory(association=here))
    other = MembershipFactory(association=here, named=True)
    merge(MembershipFactory(association=here, named=True), into=other, by=manager)
    guest, _secret = make_link(here, "Tablette", by=manager)
    project = ProjectFactory(association=here)
    batch = BatchFactory(association_id=here.pk)
    for member in (person, other, guest, manager):
        ActionFactory.create_batch(2, member=member, project=project, batch=batch)
    ActionFactory(association=here, nobody=True)
    MembershipFactory(association=here, left=True)
    MembershipFactory(association=here, declined=True)
    return manager


def rows_of(pk: int) -> dict[str, int]:
    """How many rows of each model belong to an association."""
    found = {}
    for model, path in belongings():
        found[model._meta.label] = model._base_manager.filter(**{path: pk}).count()
    return {label: number for label, number in found.items() if number}


def test_everything_goes_and_the_neighbours_stay() -> None:
    neighbour = full_association("À garder")
    kept = rows_of(neighbour.association_id)
    manager = full_association()
    pk, accounts = manager.association_id, User.objects.count()
    assert len(rows_of(pk)) >= 10
    delete(manager.association, by=manager, name="à effacer")

    purge_deleted()

    assert rows_of(pk) == {}
    assert not Association.objects.filter(pk=pk).exists()
    assert rows_of(neighbour.association_id) == kept
    assert User.objects.count() == accounts
    assert Entry.objects.filter(verb="association.delete", object_id=pk).exists()


def test_each_account_is_told_once_but_who_was_never_accepted() -> None:
    manager = full_association()
    people = Membership.objects.filter(association=manager.association).exclude(user=None)
    told = set(people.exclude(state="declined").values_list("user__email", flat=True))
    delete(manager.association, by=manager, name="à effacer")

    purge_deleted()
    purge_deleted()

    mails = Mail.objects.filter(kind="associations.deleted")
    assert sorted(mail.to for mail in mails) == sorted(told)
    assert len(told) == 3
    assert "À effacer" in mails[0].subject
    assert "a supprimé l’association" in mails[0].text
    assert "List-Unsubscribe" not in mails[0].headers


def test_it_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "ROWS", 2)
    monkeypatch.setattr(purging, "MAILS", 1)
    monkeypatch.setattr(purging, "SECONDS", -1.0)
    manager = full_association()
    delete(manager.association, by=manager, name="à effacer")

    rounds = 0
    while Association.objects.filter(pk=manager.association_id).exists():
        purge_deleted()
        rounds += 1
        assert rounds < 200

    assert rounds > 10
    assert rows_of(manager.association_id) == {}
    assert Mail.objects.filter(kind="associations.deleted").count() == 3


def test_files_go_with_their_rows(settings: Any) -> None:
    manager = full_association()
    manager.association.logo.save("logo.webp", ContentFile(b"x"))
    file = Path(settings.MEDIA_ROOT) / manager.association.logo.name
    assert file.is_file()
    delete(manager.association, by=manager, name="à effacer")

    purge_deleted()

    assert not file.exists()


def test_an_association_that_is_not_deleted_is_never_purged() -> None:
    manager = full_association()

    for _step in purge(manager.association_id):
        pytest.fail("a step was made")
    purge_deleted()

    assert Action.objects.filter(association=manager.association).count() == 9


def test_nothing_to_purge_costs_one_query(query_budget: Any) -> None:
    full_association()

    with query_budget(1):
        purge_deleted()


def test_no_row_goes_before_one_that_points_at_it() -> None:
    order = [model for model, _path in belongings()]

    for place, model in enumerate(order):
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in order:
                target = order.index(field.related_model)
                assert target >= place, f"{model._meta.label}.{field.name}"


FORGETTING = {SET_NULL, leave_what_was_issued_here}
"""The latter is told of in ``tests/certificates/test_from_elsewhere.py``."""


def test_whatever_holds_the_number_of_an_association_goes_with_it_or_forgets_it() -> None:
    found = {model for model, _path in belongings()}

    for model in set(apps.get_models()) - found:
        for field in model._meta.concrete_fields:
            if field.attname == "association_id":
                on_delete = field.remote_field and field.remote_field.on_delete
                assert on_delete in FORGETTING, model._meta.label

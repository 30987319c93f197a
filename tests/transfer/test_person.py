"""A person's data, for that person: everything, and nobody else."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile

from benevalibre.associations.models import Function, Membership
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.journal.models import record
from benevalibre.mailing.addresses import Rhythm, choose
from benevalibre.transfer.person import write_folder, write_json
from tests.factories import ActionFactory, InvitationFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeanne() -> Membership:
    return MembershipFactory(
        user__email="jeanne@example.org",
        user__first_name="Jeanne",
        association__name="Les Amis & Cie",
    )


@pytest.fixture
def nadia(jeanne: Membership) -> Membership:
    return MembershipFactory(
        association=jeanne.association,
        manager=True,
        user__first_name="Nadia",
        user__last_name="Haddad",
    )


def data_of(member: Membership) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(b"".join(write_json(member.user)))
    return read


def folder_of(member: Membership) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(write_folder(member.user))))


def rows_of(folder: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = folder.read(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_everything_is_there(jeanne: Membership, nadia: Membership) -> None:
    ActionFactory(
        member=jeanne,
        typed_by=nadia,
        status_by=nadia,
        declined=True,
        reason="Déjà notée, dit Paul",
        title="Réunion",
        distance_hundredths=1250,
    )
    ActionFactory(member=jeanne, association__state="archived")
    ActionFactory(member=nadia, typed_by=jeanne, minutes=60)
    Function.objects.create(membership=jeanne, kind=CecKind.DIRECTION, start="2026-01-01")
    InvitationFactory(association=jeanne.association, email="Jeanne@example.org")
    choose(jeanne.user.email, "actions.approved", Rhythm.NEVER)

    found = data_of(jeanne)

    assert (found["format"], found["version"]) == ("benevalibre-person", 1)
    assert found["account"]["first_name"] == "Jeanne"
    assert found["addresses"] == [
        {"email": "jeanne@example.org", "verified": True, "primary": True}
    ]
    assert found["memberships"][0]["association_name"] == "Les Amis & Cie"
    assert found["memberships"][0]["role_name"] == jeanne.role.name
    assert len(found["actions"]) == 2
    declined = next(row for row in found["actions"] if row["title"] == "Réunion")
    assert declined["status"] == "declined"
    assert declined["reason"] == "Déjà notée, dit Paul"
    assert declined["distance_hundredths"] == 1250
    assert found["typed_for_others"][0]["minutes"] == 60
    assert found["functions"][0]["start"] == "2026-01-01"
    assert found["invitations"][0]["state"] == "pending"
    assert found["mail_choices"] == [{"kind": "actions.approved", "rhythm": "never"}]


def test_nobody_else_is_in_it(jeanne: Membership, nadia: Membership) -> None:
    ActionFactory(member=jeanne, typed_by=nadia, status_by=nadia)
    other = ActionFactory(member=nadia, typed_by=jeanne, title="Secret de Nadia")
    record("action.change", on=other, by=jeanne, changes={"minutes": [60, 90]})
    InvitationFactory(association=jeanne.association, by=jeanne, email="paul@example.org")

    whole = b"".join(write_json(jeanne.user)).decode()
    folder = folder_of(jeanne)
    texts = [folder.read(name).decode() for name in folder.namelist()]

    for text in [whole, *texts]:
        assert "Haddad" not in text
        assert "Secret" not in text
        assert "paul@" not in text
        assert nadia.user.email not in text
    [line] = json.loads(whole)["journal"]
    assert (line["verb"], line["object_id"], line["changes"]) == ("action.change", None, {})


def test_ones_own_acts_say_what_changed(jeanne: Membership) -> None:
    action = ActionFactory(member=jeanne)
    record("action.change", on=action, by=jeanne, changes={"minutes": [60, 90]})

    [line] = data_of(jeanne)["journal"]

    assert (line["object_id"], line["changes"]) == (action.pk, {"minutes": [60, 90]})


def test_the_folder_holds_tables_for_a_spreadsheet(jeanne: Membership) -> None:
    ActionFactory(member=jeanne, title='=HYPERLINK("http://x")', minutes=150)
    jeanne.user.avatar.save("moi.webp", ContentFile(b"picture"))

    folder = folder_of(jeanne)

    rows = rows_of(folder, "activites.csv")
    row = dict(zip(*rows, strict=True))
    assert row["Durée (en heures)"] == "2,5"
    assert row["Titre"].startswith("'=")
    assert "Notée par" not in row
    assert [
        row["association_name"]
        for row in [dict(zip(*rows_of(folder, "associations.csv"), strict=True))]
    ] == ["Les Amis & Cie"]
    assert json.loads(folder.read("mes-donnees.json"))["account"]["id"] == jeanne.user.pk
    [picture] = [name for name in folder.namelist() if name.startswith("photo/")]
    assert folder.read(picture) == b"picture"


def test_who_gave_nothing_has_an_empty_file_that_reads(jeanne: Membership) -> None:
    found = data_of(jeanne)
    folder = folder_of(jeanne)

    assert found["actions"] == found["journal"] == []
    assert "activites.csv" in folder.namelist()


@pytest.mark.parametrize(
    ("path", "kind"), [("json", "application/json"), ("dossier", "application/zip")]
)
def test_the_files_are_saved_and_kept_by_no_cache(jeanne: Membership, path: str, kind: str) -> None:
    answer = signed_in(jeanne).get(f"/compte/mes-donnees/{path}/")
    content = answer.getvalue()

    assert content
    assert answer["Content-Type"] == kind
    assert answer["Cache-Control"] == "no-store"
    assert "attachment" in answer["Content-Disposition"]


def test_many_actions_take_no_more_queries_than_one(jeanne: Membership, query_budget) -> None:
    ActionFactory.create_batch(30, member=jeanne)

    with query_budget(25):
        b"".join(write_json(jeanne.user))


def test_the_session_is_described(jeanne: Membership) -> None:
    browser = signed_in(jeanne)
    browser.post("/compte/deconnexion/")
    browser.post(
        "/compte/connexion/",
        {"email": "jeanne@example.org", "password": "motdepasse-Long-42"},
        headers={"user-agent": "Firefox"},
    )

    [session] = data_of(jeanne)["sessions"]

    assert session["user_agent"] == "Firefox"

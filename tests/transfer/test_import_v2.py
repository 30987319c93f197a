"""A whole 2.0.1 instance, as it wrote itself to disk, comes here without losing a row."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, GuestLink, Membership, Right, Role
from benevalibre.instance.models import Announcement
from benevalibre.transfer.v2.report import Report, figures
from tests.client import StrictClient
from tests.factories import UserFactory
from tests.transfer.conftest import FIXTURE

EXPECTED = json.loads((FIXTURE / "EXPECTED.json").read_text())
DATABASE = str(FIXTURE / "instance.sqlite3")


@pytest.mark.usefixtures("imported")
def test_the_figures_are_those_of_the_source() -> None:
    found = figures()

    assert found == EXPECTED


def test_every_row_read_was_written(imported: Report) -> None:
    rows = imported.as_json()["rows"]

    assert rows["benevalibre_benevalo"] == {"read": 420, "written": 420}
    assert {table for table, count in rows.items() if count["read"] != count["written"]} == set()


def test_only_what_cannot_be_kept_is_reported(imported: Report) -> None:
    reasons = {line["why"] for line in imported.adapted}

    assert reasons == {"compte d’hébergeur repris comme un compte simple, sans --hosts"}


@pytest.mark.usefixtures("imported")
def test_people_sign_in_with_their_old_password() -> None:
    person = authenticate(email="personne1@example.org", password="motdepasse-Long-42")

    assert person == User.objects.get(email="personne1@example.org")


@pytest.mark.usefixtures("imported")
def test_a_superuser_becomes_a_host_only_when_asked() -> None:
    assert not User.objects.filter(is_host=True).exists()


def test_hosts_are_taken_when_asked(altered) -> None:
    altered(hosts=True)

    assert [user.email for user in User.objects.filter(is_host=True)] == ["admin@example.org"]


@pytest.mark.usefixtures("imported")
def test_themes_and_pictures_come_along() -> None:
    person = User.objects.get(email="personne0@example.org")

    assert User.objects.get(email="personne2@example.org").theme == "dark"
    assert person.avatar.name.startswith("avatars/")
    assert person.avatar.storage.exists(person.avatar.name)
    assert all(association.logo for association in Association.objects.all())


@pytest.mark.usefixtures("imported")
def test_roles_hold_the_equivalent_rights() -> None:
    animation = Role.objects.get(association_id=1, name__startswith="Animat")
    direction = Role.objects.get(association_id=1, name="Dirigeant")

    assert animation.rights == {
        Right.LIST_MEMBERS,
        Right.MANAGE_MEMBERS,
        Right.MANAGE_ACTIONS,
        Right.SEE_STATISTICS,
        Right.MANAGE_CATEGORIES,
        Right.MANAGE_LEVELS,
        Right.MANAGE_PROJECTS,
    }
    assert direction.rights == set(Right)


@pytest.mark.usefixtures("imported")
def test_the_choices_of_2_0_become_our_rules_that_nobody_has_read_yet() -> None:
    first, third = Association.objects.get(pk=1), Association.objects.get(pk=3)

    assert (first.policy_moderate_actions, first.policy_moderate_members) == (True, True)
    assert (third.policy_moderate_actions, third.hidden) == (False, True)
    assert first.policy_seen_at is None


@pytest.mark.usefixtures("imported")
def test_a_guest_s_old_link_still_opens() -> None:
    client = StrictClient()

    response = client.get("/dashboard/?vuid=2104dc1b69784220a73cefcda971bed1", follow=True)

    assert response.status_code == 200
    assert "Les Jardins partagés de la Boucle" in response.content.decode()
    assert GuestLink.objects.get(membership__name="Tablette de l'accueil").visits == 1


@pytest.mark.usefixtures("imported")
def test_a_closed_link_stays_closed() -> None:
    client = StrictClient()

    response = client.get("/dashboard/?vuid=b50ad1450e1a4aada8880d59314e7947", follow=True)

    assert response.status_code in {404, 410}


@pytest.mark.usefixtures("imported")
def test_announcements_keep_their_public() -> None:
    found = dict(Announcement.objects.values_list("title", "audience"))

    assert found == {"Maintenance dimanche": "all", "Rencontre des responsables": "man"}


@pytest.mark.usefixtures("imported")
def test_everyone_s_last_entry_is_known() -> None:
    member = Membership.objects.filter(actions__isnull=False).first()

    assert member is not None
    assert member.last_entry_on == max(action.date for action in member.actions.all())


@pytest.mark.usefixtures("imported")
def test_what_is_recorded_next_gets_a_key_of_its_own() -> None:
    model = Action.objects.first()
    assert model is not None

    copy = Action.objects.create(
        association=model.association, category=model.category, date=model.date, minutes=60
    )
    person = UserFactory(email="nouvelle@example.org")

    assert copy.pk > 420
    assert person.pk > 31


def test_an_instance_in_use_is_refused(db: None) -> None:
    UserFactory()

    with pytest.raises(CommandError, match="contient déjà des données"):
        call_command("import_v2", DATABASE, stdout=StringIO())


def test_what_is_not_an_instance_is_refused(db: None, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    other.write_text("ceci n’est pas une base")

    with pytest.raises(CommandError, match="ne se lit pas"):
        call_command("import_v2", str(other), stdout=StringIO())
    with pytest.raises(CommandError, match="pas de fichier"):
        call_command("import_v2", str(tmp_path / "nowhere"), stdout=StringIO())


def test_the_command_writes_its_report(db: None, tmp_path: Path) -> None:
    target, out = tmp_path / "report.json", StringIO()

    call_command("import_v2", DATABASE, "--report", str(target), stdout=out)

    report = json.loads(target.read_text())
    assert report["associations"] == EXPECTED["associations"]
    assert "fichier laissé, sans --media" in target.read_text()
    assert "benevalibre_benevalo : 420 sur 420" in out.getvalue()

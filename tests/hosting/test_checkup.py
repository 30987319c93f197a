"""What the doctor finds, each on an instance that has just that fault."""

import datetime
import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection
from django.utils import timezone

from benevalibre.associations import links
from benevalibre.associations.models import GuestLink
from benevalibre.hosting import checkup
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import Mail
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    GuestLinkFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test, and a site for this machine alone."""
    settings.DATA_DIR = tmp_path
    settings.BASE_URL = "http://127.0.0.1:8000"
    return tmp_path


def a_mail(**columns: Any) -> Mail:
    due = timezone.now() - datetime.timedelta(hours=2)
    columns = {"to": "a@example.org", "kind": "x.y", "subject": "s", "text": "t", **columns}
    return Mail.objects.create(**{"not_before": due, **columns})


def test_a_new_instance_is_well() -> None:
    found = dict(checkup.examine())

    assert list(found) == [name for name, _check in checkup.CHECKS]
    assert [sentence for sentences in found.values() for sentence in sentences] == []


def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def ensure_connection(self) -> None:
            raise DatabaseError("no route")

    monkeypatch.setattr(checkup, "connection", Silent())

    found = list(checkup.examine())

    assert len(found) == 1
    assert "ne répond pas (no route)" in found[0][1][0]


def test_tables_that_lack_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "changes_wait", lambda: True)

    found = list(checkup.examine())

    assert len(found) == 2
    assert "benevalibre migrate" in found[1][1][0]


def test_a_missing_table_of_the_cache() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")

    found = list(checkup.tables())

    assert found == ["La table « cache » manque : lancez « benevalibre migrate »."]


def test_a_row_that_points_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def orphan(*_names: Any) -> None:
        raise IntegrityError("The row in table 'x' has an invalid foreign key")

    monkeypatch.setattr(connection, "check_constraints", orphan)

    found = list(checkup.integrity())

    assert len(found) == 1
    assert "n’existe plus" in found[0]


def test_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cursor:
        def __enter__(self) -> "Cursor":
            return self

        def __exit__(self, *_error: Any) -> None:
            pass

        def execute(self, _sql: str) -> None:
            pass

        def fetchone(self) -> tuple[str]:
            return ("Page 7 is never used",)

    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setattr(connection, "cursor", Cursor)
    monkeypatch.setattr(connection, "check_constraints", lambda: None)

    found = list(checkup.integrity())

    assert found == [
        "Le fichier de la base est abîmé (Page 7 is never used) : reprenez une copie saine."
    ]


def test_an_action_with_the_category_of_others() -> None:
    ActionFactory(association=AssociationFactory(), category=CategoryFactory())

    found = list(checkup.belonging())

    assert found == ["1 activités ont un élément (category) d’une autre association."]


def test_a_last_entry_that_is_too_old() -> None:
    action = ActionFactory()
    action.member.last_entry_on = action.date - datetime.timedelta(days=1)
    action.member.save()

    found = list(checkup.last_entries())

    assert found == ["La date de dernière activité de 1 personnes est dépassée."]


def test_a_last_entry_whose_action_was_deleted_is_no_fault() -> None:
    MembershipFactory(last_entry_on=datetime.date(2026, 1, 1))

    found = list(checkup.last_entries())

    assert found == []


def test_an_association_without_anybody_to_manage_it() -> None:
    MembershipFactory(association=AssociationFactory(name="Orpheline"))
    MembershipFactory(manager=True)

    found = list(checkup.managers())

    assert found == ["« Orpheline » n’a plus de responsable : nommez quelqu’un de l’équipe."]


def test_mails_that_wait_and_mails_that_failed() -> None:
    a_mail()
    a_mail(failed_at=timezone.now())

    found = list(checkup.mails())

    assert found[0].startswith("1 mails attendent depuis plus d’une heure")
    assert found[1].startswith("1 mails n’ont pas pu partir")


def test_mails_of_the_demo_may_wait() -> None:
    a_mail()
    Instance.change(is_demo=True)

    found = list(checkup.mails())

    assert found == []


def test_a_public_site_that_writes_its_mails_on_the_console(settings: Any) -> None:
    settings.BASE_URL, settings.EMAIL_BACKEND = "https://benevoles.example.org", CONSOLE

    found = list(checkup.mails())

    assert found == ["Les mails ne partent pas : ils s’écrivent sur la console. Réglez EMAIL_URL."]


def test_a_secret_that_others_may_read(data: Path) -> None:
    (data / "secrets").mkdir(mode=0o700)
    (data / "secrets" / "secret_key").touch(mode=0o600)
    (data / "secrets" / "link_key").touch()
    (data / "secrets" / "link_key").chmod(0o644)

    found = list(checkup.safety())

    assert len(found) == 1
    assert "link_key" in found[0]


def test_a_public_site_that_shows_its_errors(settings: Any) -> None:
    settings.BASE_URL, settings.DEBUG = "https://benevoles.example.org", True

    found = list(checkup.safety())

    assert found == [
        "DEBUG est en marche : les erreurs montrent le code à tout le monde. Coupez-le."
    ]


def test_links_sealed_with_another_key(settings: Any) -> None:
    guest = GuestLinkFactory()
    GuestLink.objects.filter(pk=guest.pk).update(sealed=links.seal("a secret"))
    settings.LINK_KEY = "another key"

    found = list(checkup.sealed_links())

    assert found == [
        "LINK_KEY a changé : les liens des invités marchent, mais on ne peut plus les revoir."
    ]


def test_a_disk_that_is_almost_full(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(12 * 1024**2))

    found = list(checkup.space())

    assert "Il ne reste que 12 Mo" in found[0]


def test_the_command_is_content_with_a_sound_instance(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("doctor")

    assert "à revoir" not in capsys.readouterr().out


def test_the_command_ends_with_an_error_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    a_mail()

    with pytest.raises(SystemExit) as ended:
        call_command("doctor")

    assert ended.value.code == 1
    assert "à revoir  Les mails partent" in capsys.readouterr().out


def test_a_badge_key_that_could_be_guessed(settings: Any) -> None:
    settings.BADGE_KEY = "badge"

    assert [found for found in checkup.safety() if "BADGE_KEY" in found]

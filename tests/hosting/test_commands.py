"""The host's small commands."""

import socket
import subprocess
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

from benevalibre.accounts.models import User
from benevalibre.hosting import serving, snapshots, statics
from tests.factories import UserFactory


@pytest.mark.django_db
def test_an_account_becomes_host(capsys: pytest.CaptureFixture[str]) -> None:
    UserFactory(email="Helene@example.org", first_name="Hélène", last_name="Roussel")

    call_command("create_host", "helene@EXAMPLE.org")

    assert User.objects.get().is_host
    assert "Hélène Roussel voit maintenant" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_address_without_account_does_not() -> None:
    with pytest.raises(CommandError, match="Aucun compte n’a l’adresse"):
        call_command("create_host", "helene@example.org")


@pytest.mark.django_db
def test_unless_one_asks_for_the_account_too() -> None:
    call_command("create_host", "Helene.Roussel@example.org", new=True)

    host = User.objects.get(is_host=True)
    address = EmailAddress.objects.get(user=host)
    assert (host.email, str(host)) == ("helene.roussel@example.org", "Helene.Roussel")
    assert (address.verified, address.primary) == (True, True)
    assert not host.has_usable_password()


@pytest.mark.django_db
def test_an_account_that_stands_is_not_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    UserFactory(email="helene@example.org", first_name="Hélène", last_name="Roussel")

    call_command("create_host", "helene@example.org", new=True)

    assert User.objects.get().is_host
    assert capsys.readouterr().out == "Hélène Roussel voit maintenant les pages de l’hébergeur.\n"


@pytest.mark.django_db
def test_what_is_no_address_makes_no_account() -> None:
    with pytest.raises(CommandError, match="n’est pas une adresse mail"):
        call_command("create_host", "helene", new=True)

    assert not User.objects.exists()


@pytest.mark.django_db
def test_nor_does_an_account_that_is_closed() -> None:
    UserFactory(email="helene@example.org", inactive=True)

    with pytest.raises(CommandError, match="est désactivé"):
        call_command("create_host", "helene@example.org")

    assert not User.objects.filter(is_host=True).exists()


def test_serving_on_a_port_in_use_is_refused() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]

        with pytest.raises(CommandError, match=f"Le port {port} est déjà pris"):
            call_command("serve", port=port)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> list[serving.Watch]:
    """The watches that `serve` would run; nothing is started."""
    settings.DATA_DIR = tmp_path
    found: list[serving.Watch] = []

    def run(watch: serving.Watch) -> int:
        found.append(watch)
        watch.started()
        return 0

    monkeypatch.setattr(serving.Watch, "run", run)
    monkeypatch.setattr(serving.Watch, "obey_signals", lambda _watch: None)
    monkeypatch.setattr(serving, "is_free", lambda _host, _port: True)
    monkeypatch.setattr(statics, "gather", lambda: False)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    return found


@pytest.mark.django_db
def test_without_an_address_the_site_is_where_it_listens(
    watched: list[serving.Watch],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("BASE_URL")

    with pytest.raises(SystemExit):
        call_command("serve", host="0.0.0.0", port=8123)

    assert watched[0].variables["BASE_URL"] == "http://127.0.0.1:8123"
    assert "Bénévalibre répond à http://127.0.0.1:8123/" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_address_that_is_set_stays(
    watched: list[serving.Watch],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("BASE_URL", "http://testserver")

    with pytest.raises(SystemExit):
        call_command("serve", port=8123)

    assert watched[0].variables["BASE_URL"] == "http://testserver"
    assert "Bénévalibre répond à http://testserver/" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("has_host", [False, True])
def test_a_site_without_host_says_how_to_get_one(
    watched: list[serving.Watch], capsys: pytest.CaptureFixture[str], has_host: bool
) -> None:
    if has_host:
        UserFactory(is_host=True)

    with pytest.raises(SystemExit):
        call_command("serve", port=8123)

    assert ("benevalibre create-host --new" in capsys.readouterr().out) is not has_host


@pytest.mark.django_db
@pytest.mark.parametrize(("backend", "is_said"), [("console", True), ("smtp", False)])
def test_mails_written_on_the_console_are_said(
    watched: list[serving.Watch],
    settings: Any,
    capsys: pytest.CaptureFixture[str],
    backend: str,
    is_said: bool,
) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"

    with pytest.raises(SystemExit):
        call_command("serve", port=8123)

    assert ("les mails et leurs codes s’écrivent ici" in capsys.readouterr().out) is is_said


@pytest.mark.django_db
@pytest.mark.parametrize("is_in_use", [False, True])
def test_serving_may_fill_an_empty_instance_first(
    watched: list[serving.Watch], monkeypatch: pytest.MonkeyPatch, is_in_use: bool
) -> None:
    ran: list[str] = []
    monkeypatch.delenv("BASE_URL")
    monkeypatch.setattr(
        subprocess, "run", lambda command, env, check: ran.append(command[-1] + env["BASE_URL"])
    )
    if is_in_use:
        UserFactory()

    with pytest.raises(SystemExit):
        call_command("serve", demo=True, port=8123)

    assert ran == ([] if is_in_use else ["demohttp://127.0.0.1:8123"])


def test_a_database_that_does_not_answer_is_said(
    watched: list[serving.Watch], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> bool:
        raise OperationalError("connection refused")

    monkeypatch.setattr(snapshots, "is_worth_a_snapshot", fail)

    with pytest.raises(CommandError, match="La base de données ne répond pas"):
        call_command("serve")

    assert watched == []

"""The host's small commands."""

import socket
import subprocess
from typing import Any

import pytest
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

"""The console command: its names, its help, its sentences."""

import os
import sys
from typing import Any

import pytest

from benevalibre.__main__ import Commands, main


def test_ours_come_first_with_a_french_line_each() -> None:
    text = Commands(["benevalibre"]).main_help_text()

    ours, others = text.split("Et celles de Django derrière")
    lines = dict(line.split(maxsplit=1) for line in ours.splitlines() if line.startswith("  "))
    assert {"serve", "demo", "doctor", "import-v2", "run-due", "create-host", "seed"} <= set(lines)
    assert all(line[0].isupper() and line.endswith(".") for line in lines.values())
    assert "makemigrations" in others


@pytest.mark.parametrize("name", ["create-host", "create_host"])
def test_hyphens_and_underscores_name_the_same_command(name: str) -> None:
    command = Commands(["benevalibre"]).fetch_command(name)

    assert type(command).__module__.endswith("commands.create_host")


def test_the_help_of_ours_tells_of_its_own_options(capsys: pytest.CaptureFixture[str]) -> None:
    Commands(["benevalibre"]).fetch_command("backup").print_help("benevalibre", "backup")

    said = capsys.readouterr().out
    assert "--keep N" in said
    assert "--pythonpath" not in said


def test_names_alone_are_listed_when_asked() -> None:
    text = Commands(["benevalibre"]).main_help_text(commands_only=True)

    assert {"serve", "shell"} <= set(text.splitlines())


def test_an_unknown_command_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benevalibre", "danser"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == "« danser » n’est pas une commande. Tapez « benevalibre help »."


def test_a_setting_that_cannot_be_read_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.core.exceptions import ImproperlyConfigured

    def fail(_self: Any) -> None:
        raise ImproperlyConfigured("WORKERS vaut « x » : écrivez un nombre entier.")

    monkeypatch.setattr(Commands, "execute", fail)

    with pytest.raises(SystemExit) as ended:
        main()

    assert str(ended.value.code).startswith("Réglage à revoir : WORKERS vaut « x »")


def test_what_it_writes_is_for_its_own_account(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0o022)
    monkeypatch.setattr(sys, "argv", ["benevalibre", "help"])

    main()

    assert os.umask(before) == 0o077

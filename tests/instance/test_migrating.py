"""Commands on a database whose tables are not yet, or no longer, those of the code."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from benevalibre.instance import migrating
from tests.transfer.conftest import FIXTURE


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One command on the instance of ``folder``."""
    return subprocess.run(
        [sys.executable, "-m", "benevalibre", *words],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_tables_up_to_date_are_left_alone() -> None:
    migrating.refuse_unless_up_to_date()

    assert not migrating.changes_wait()


@pytest.mark.slow
def test_a_former_instance_comes_into_a_new_folder(tmp_path: Path) -> None:
    done = run("import-v2", str(FIXTURE / "instance.sqlite3"), folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    with sqlite3.connect(tmp_path / "benevalibre.sqlite3") as base:
        found = base.execute("SELECT count(*) FROM actions_action").fetchone()
    base.close()
    assert found == (420,)


@pytest.mark.parametrize("word", ["create-host", "run-due", "reckon", "badge-keys"])
def test_a_command_that_finds_no_table_says_what_to_look_at(word: str, tmp_path: Path) -> None:
    words = (word, "jeanne@example.org") if word == "create-host" else (word,)

    done = run(*words, folder=tmp_path)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "lancez « benevalibre migrate »" in done.stderr
    assert f"DATA_DIR (ici « {tmp_path} »)" in done.stderr


def test_a_database_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise OperationalError("connection refused")

    monkeypatch.setattr(migrating, "changes_wait", fail)

    with pytest.raises(CommandError, match="ne répond pas : connection refused"):
        migrating.refuse_unless_up_to_date()

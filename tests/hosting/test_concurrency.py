"""Many write at once: nobody meets « database is locked », and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.hosting import crowd

ROOT = Path(__file__).resolve().parents[2]


def database(folder: Path) -> str:
    """A new SQLite file, or the database of the tests on PostgreSQL."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'crowd.sqlite3'}"
    whole = urlsplit(os.environ["DATABASE_URL"])
    return whole._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.mark.slow
def test_eight_people_record_fifteen_entries_each_at_once(
    transactional_db: Any, tmp_path: Path
) -> None:
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benevalibre.settings",
        "DATABASE_URL": database(tmp_path),
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": settings.SECRET_KEY,
    }

    ended = subprocess.run(
        [sys.executable, "-m", "tests.hosting.crowd"],
        cwd=ROOT, env=variables, capture_output=True, text=True, check=False,
    )  # fmt: skip

    count, *errors = ended.stdout.split("\n")
    assert ended.stderr == ""
    assert int(count) == crowd.PEOPLE * crowd.ENTRIES
    assert [error for error in errors if error] == []

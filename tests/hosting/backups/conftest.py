"""An instance with files of its own, and how to empty it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.hosting.backups.contents import FILE_CONTENTS


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """The data folder of an instance with an action, a logo and a page of its own."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    for name, content in FILE_CONTENTS.items():
        path = settings.DATA_DIR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return settings.DATA_DIR


@pytest.fixture
def emptied(home: Path) -> Callable[[], None]:
    """Call it to have a new instance in the place of the old one."""

    def empty() -> None:
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
        shutil.rmtree(home)

    return empty

"""Static files are gathered when they changed, and only then."""

from pathlib import Path
from typing import Any

import pytest

from benevalibre.hosting import statics


@pytest.fixture
def gathered(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The times that the files were gathered, nothing being copied."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    times: list[str] = []

    def gather(name: str, **options: Any) -> None:
        times.append(name)
        settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(statics, "call_command", gather)
    return times


def test_files_are_gathered_once(gathered: list[str]) -> None:
    done = [statics.gather(), statics.gather()]

    assert done == [True, False]
    assert gathered == ["collectstatic"]


def test_they_are_gathered_again_after_a_change(
    gathered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    statics.gather()
    monkeypatch.setattr(statics, "fingerprint", lambda: "another")

    done = statics.gather()

    assert done


def test_they_are_gathered_again_where_the_folder_is_gone(
    gathered: list[str], settings: Any
) -> None:
    statics.gather()
    settings.STATIC_ROOT.rmdir()

    done = statics.gather()

    assert done


def test_the_fingerprint_tells_the_address_of_the_files(settings: Any) -> None:
    before = statics.fingerprint()
    settings.STATIC_URL = "/benevoles/static/"

    after = statics.fingerprint()

    assert before != after

"""A kind of mail that only these tests know: « trial.note »."""

from pathlib import Path
from typing import Any

import pytest

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def trial_templates(settings: Any) -> None:
    """Find the templates beside this file before those of the application."""
    first, *others = settings.TEMPLATES
    settings.TEMPLATES = [{**first, "DIRS": [TEMPLATES, *first["DIRS"]]}, *others]


@pytest.fixture(autouse=True)
def opt_out_page(settings: Any) -> None:
    """The address of mails is that of a site at some depth."""
    settings.BASE_URL = "https://heures.example.org/base"

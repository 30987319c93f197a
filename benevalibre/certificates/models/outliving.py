"""What becomes of papers whose association goes away."""

from typing import Any

from django.db import models


def leave_what_was_issued_here(collector: Any, field: Any, rows: Any, using: str) -> None:
    """Keep what this instance issued, for its code leads here; delete what an archive told of."""
    models.SET_NULL(collector, field, rows.filter(origin=""), using)
    models.CASCADE(collector, field, rows.exclude(origin=""), using)

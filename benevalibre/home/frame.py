"""What surrounds every page: filled by the home room for ``ui/page.html``."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context variable ``frame``."""
    return {}

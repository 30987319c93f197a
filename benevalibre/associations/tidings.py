"""What an association's page says on top of everything: the rooms above know why.

They add a finder by ``tell_of``, from their ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from benevalibre.associations.models import Association

_finders: list[Callable[[Association], "Notice | None"]] = []


@dataclass(frozen=True, slots=True)
class Notice:
    """``text`` is ours, ``message`` the association's own words, ``url`` leads elsewhere."""

    text: str
    message: str = ""
    url: str = ""


def tell_of(finder: Callable[[Association], Notice | None]) -> None:
    """Ask ``finder``, too, what there is to say of an association."""
    _finders.append(finder)


def notice_of(association: Association) -> Notice | None:
    """The first thing to say, or None."""
    return next((found for finder in _finders if (found := finder(association))), None)

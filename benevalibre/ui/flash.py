"""Messages for the next page that carry acts: « C’est noté. Annuler · Modifier · Encore »."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

MARK = "undo "


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to do from the bar: a link, or a POST with hidden ``fields``."""

    label: str
    url: str
    icon: str = ""
    method: Literal["get", "post"] = "get"
    fields: Mapping[str, str] = field(default_factory=dict)


def flash(request: HttpRequest, text: str, *, acts: Sequence[Act]) -> None:
    """Say ``text`` on the next page, in the undo bar, with ``acts`` beside it.

    The bar stays until the page after (RGAA: no time limit).
    """
    carried = MARK + json.dumps([asdict(act) for act in acts], ensure_ascii=False)
    messages.add_message(request, messages.SUCCESS, text, extra_tags=carried)


def acts_of(message: Message) -> list[Act]:
    """Give the acts that ``message`` carries; an ordinary message carries none."""
    tags = message.extra_tags or ""
    if not tags.startswith(MARK):
        return []
    return [Act(**act) for act in json.loads(tags.removeprefix(MARK))]

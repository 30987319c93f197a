"""The signed text in what somebody pastes or sends: alone, in JSON, or baked in a picture (SVG).

No XML is parsed: the one attribute is looked for, and its text needs no entity.
"""

import json
import re
from typing import Any, Final

from benevalibre.badges.tokens import COMPACT, LARGEST

_BAKED: Final = re.compile(
    r"<openbadges:credential\b[^<>]{0,400}?\bverify\s*=\s*[\"']([A-Za-z0-9_.-]{1,65536})[\"']"
)
_KEYS: Final = ("credential", "verifiableCredential", "jwt")


def find_token(content: str) -> str:
    """The compact JWS in it; « » where there is none. Nothing is verified."""
    text = content.strip().removeprefix("\ufeff").strip()
    if len(text) > LARGEST:
        return ""
    if text.startswith("<"):
        baked = _BAKED.search(text)
        text = baked[1] if baked else ""
    elif text[:1] in {"{", '"', "["}:
        text = _in_json(text)
    else:
        text = "".join(text.split())
    return text if COMPACT.fullmatch(text) else ""


def _in_json(text: str) -> str:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if isinstance(found, dict):
        found = next((found[key] for key in _KEYS if key in found), "")
    if isinstance(found, list):
        found = found[0] if found else ""
    return found if isinstance(found, str) else ""

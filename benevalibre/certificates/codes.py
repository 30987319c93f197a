"""The public code of a certificate: impossible to guess, and easy to copy from a paper."""

import re
import secrets
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which look like others or make words."""
LENGTH: Final = 12
GROUP: Final = 4
_CODE: Final = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_BETWEEN: Final = re.compile(r"[\s\u00a0\u202f.\u2010-\u2015-]+")


def new_code() -> str:
    """A new code, of 59 random bits."""
    return "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))


def read_code(typed: str) -> str:
    """The code that somebody typed, whatever the case, spaces and hyphens; « » if it is none."""
    code = _BETWEEN.sub("", typed[:100]).upper()
    return code if _CODE.fullmatch(code) else ""


def show_code(code: str) -> str:
    """« ABCD-EFGH-JKMN », as the paper writes it."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))

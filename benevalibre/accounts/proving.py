"""Proving once more that one is oneself, before what cannot be undone.

By password where there is one, else by a code sent to the account's address.
"""

import time
from typing import Any, Final

from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from benevalibre.accounts import mails
from benevalibre.accounts.access import Request
from benevalibre.accounts.models import User

KEY: Final = "proof"
SECONDS: Final = 15 * 60
TRIES: Final = 5


def send_code(request: Request) -> None:
    """Send a new code to the account's address; the former one serves no more."""
    code = get_random_string(6, "0123456789")
    request.session[KEY] = {
        "digest": _digest(request.user, code),
        "until": int(time.time()) + SECONDS,
        "tries": TRIES,
    }
    mails.send("deletion_code", to=request.user.email, context={"code": code})


def is_code_expected(request: Request) -> bool:
    """Was a code sent that still serves?"""
    kept: Any = request.session.get(KEY)
    return bool(kept) and kept["until"] > time.time() and kept["tries"] > 0


def is_code(request: Request, code: str) -> bool:
    """Is ``code`` the one that was sent? Each question is one of the five tries."""
    if not is_code_expected(request):
        return False
    kept: Any = request.session[KEY]
    kept["tries"] -= 1
    request.session.modified = True
    return constant_time_compare(kept["digest"], _digest(request.user, code))


def _digest(user: User, code: str) -> str:
    return salted_hmac(f"{KEY} {user.pk}", code, algorithm="sha256").hexdigest()

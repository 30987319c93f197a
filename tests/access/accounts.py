"""Who may do what in the room « accounts »."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.core import signing

from benevalibre.instance.models import Instance
from benevalibre.mailing.addresses import SALT
from tests.access.rows import ALLOWED, MISSING, PUBLIC, SIGNED_IN, Row
from tests.personas import Personas


def a_token(_personas: Personas) -> dict[str, Any]:
    """The signed end of a mail's link."""
    return {"token": signing.dumps(["jeanne@example.org", "actions.declined"], salt=SALT)}


def a_session_of_the_member(personas: Personas) -> dict[str, Any]:
    """A session that is the member's own: to others it does not exist."""
    session = UserSession.objects.create(
        user=personas.member.user, ip="127.0.0.1", session_key="s" * 32, user_agent="Firefox"
    )
    return {"session_id": session.pk}


def with_terms(_personas: Personas) -> dict[str, Any]:
    """No argument; the instance has terms."""
    Instance.change(terms_text="Soyez aimables.")
    return {}


NOBODY = dict.fromkeys(("visitor", "stranger", "guest", "member", "manager", "host"), MISSING)
OTHERS = dict.fromkeys(("stranger", "manager", "host"), MISSING)

SIGN_IN = ("accounts:sign_in", "account_login", "account_request_login_code")
SIGN_UP = ("accounts:sign_up", "account_signup")
ENTRANCES = (*SIGN_IN, *SIGN_UP, "account_reset_password")

# The pages of a code send who asked for none back to where one asks: to sign in.
CODES = ("account_confirm_login_code", "account_confirm_password_reset_code")
TO_SIGN_IN = {"visitor": "login", "guest": "login"}

ROWS: list[Row] = [
    *(Row(name, PUBLIC, method) for name in ENTRANCES for method in ("GET", "POST")),
    *(
        Row(name, PUBLIC, method, but=TO_SIGN_IN)
        for name in CODES[:1]
        for method in ("GET", "POST")
    ),
    *(
        Row("account_email_verification_sent", PUBLIC, method, but=TO_SIGN_IN)
        for method in ("GET", "POST")
    ),
    *(
        Row(CODES[1], PUBLIC, method, but=dict.fromkeys(NOBODY, "login"))
        for method in ("GET", "POST")
    ),
    *(Row("account_complete_password_reset", PUBLIC, method) for method in ("GET", "POST")),
    Row("accounts:demo_sign_in", PUBLIC, "POST", data=lambda _p: {"account": "x"}, but=NOBODY),
    Row("account_inactive", PUBLIC),
    Row("accounts:terms", PUBLIC, args=with_terms),
    Row("accounts:terms_acceptance", SIGNED_IN, "POST"),
    Row("accounts:opt_out", PUBLIC, args=a_token),
    Row("accounts:opt_out", PUBLIC, "POST", args=a_token),
    Row("accounts:sign_out", PUBLIC, "POST"),
    *(
        Row(name, SIGNED_IN, method)
        for name in (
            "accounts:profile",
            "accounts:mail_preferences",
            "account_email",
            "accounts:password",
        )
        for method in ("GET", "POST")
    ),
    Row("accounts:session_list", SIGNED_IN),
    Row("accounts:session_end_others", SIGNED_IN, "POST"),
    Row(
        "accounts:session_end",
        SIGNED_IN,
        "POST",
        args=a_session_of_the_member,
        but={**OTHERS, "member": ALLOWED},
    ),
]

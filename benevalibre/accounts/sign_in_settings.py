"""How the sign-in library is told to behave; read once, by benevalibre.settings.

The rates read « how many / how long / for whom »: an ``ip``, a ``user``, or a ``key``, which is the
address that was typed. They are counted in the database cache, so they hold across processes.
"""

ACCOUNT_ADAPTER = "benevalibre.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGIN_TIMEOUT = 30 * 60

ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
_CODE_SECONDS = 15 * 60
_TRIES = 5

ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = _CODE_SECONDS
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = _TRIES
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True

ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = _CODE_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = _TRIES
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True

ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = _CODE_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = _TRIES

ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "signup": "20/m/ip",
    "confirm_email": "1/5s/key,6/h/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
    "reset_password_from_key": "20/m/ip",
    "manage_email": "5/h/user",
    "change_password": "5/m/user",
    "migrate": "30/m/ip",  # what another instance tells of a move (transfer)
    "check": "30/m/ip",  # codes of certificates (certificates)
    "paper": "60/m/key",  # a PDF made while one waits, for each account (accounts.limits.making)
    "papers": "10/m/key",  # many of them in one file
    "bring": "10/m/user,60/h/user",  # certificates from elsewhere, which make us call (badges)
}

# Sessions are noted at sign-in and then once an hour by our own middleware: the library would
# write to the database on every page.
USERSESSIONS_TRACK_ACTIVITY = False

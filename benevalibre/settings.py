"""Every setting, from the environment only; docs/heberger/reglages.md explains each."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from benevalibre.environment import SQLITE, Environment

env = Environment()
ROOT = Path(__file__).resolve().parent

# Where things are
DATA_DIR = Path(env.text("DATA_DIR", str(Path.cwd() / "data"))).expanduser().resolve()
_address = env.address("BASE_URL", "http://127.0.0.1:8000")
BASE_URL = _address.geturl()
FORCE_SCRIPT_NAME = _address.path or None
SECURE = _address.scheme == "https"

# Secrets
SECRET_KEY = env.secret("SECRET_KEY", kept_in=DATA_DIR / "secrets")
LINK_KEY = env.secret("LINK_KEY", kept_in=DATA_DIR / "secrets")
BADGE_KEY = env.secret("BADGE_KEY", kept_in=DATA_DIR / "secrets")

DEBUG = env.flag("DEBUG")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [str(_address.hostname), "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [f"{_address.scheme}://{_address.netloc}"]
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "benevalibre.home",
    "benevalibre.hosting",
    "benevalibre.transfer",
    "benevalibre.certificates",
    "benevalibre.reports",
    "benevalibre.valuation",
    "benevalibre.badges",
    "benevalibre.actions",
    "benevalibre.associations",
    "benevalibre.accounts",
    "benevalibre.mailing",
    "benevalibre.documents",
    "benevalibre.instance",
    "benevalibre.journal",
    "benevalibre.ui",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "benevalibre.accounts.middleware.PrivateMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "benevalibre.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "benevalibre.accounts.middleware.SeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "benevalibre.valuation.middleware.ClosedMeanwhileMiddleware",
]

ROOT_URLCONF = "benevalibre.urls"
WSGI_APPLICATION = "benevalibre.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DATA_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "benevalibre.ui.templatetags.ui",
                "benevalibre.ui.templatetags.formats",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "benevalibre.home.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "benevalibre.ui.renderer.Renderer"

# Database
_database = env.database("DATABASE_URL", file=DATA_DIR / "benevalibre.sqlite3")
if _database["ENGINE"] == SQLITE:
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # beyond 300, counted tries would be forgotten
    }
}

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "home:home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{_address.path}/"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "benevalibre.home.errors.csrf_failure"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0

# Files
STATIC_URL = f"{_address.path}/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in [DATA_DIR / "overrides"] if path.is_dir()]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = f"{_address.path}/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "benevalibre.ui.storage.StaticStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "benevalibre.accounts.uploads.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Language and time
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", ("fr", "en"), "fr")
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Paris")

# Mail
vars().update(env.mail("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", f"Bénévalibre <ne-pas-repondre@{_address.hostname}>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
ADMINS = [(address, address) for address in env.words("ADMINS", [])]

# What the environment may force on the instance's own settings page
FORCED_SIGN_UP = env.choice("SIGN_UP", ("open", "invited", "closed"))
FORCED_ASSOCIATION_CREATION = env.choice("ASSOCIATION_CREATION", ("open", "moderated", "closed"))

# Outside addresses (benevalibre/outside.py)
OUTSIDE_NETWORKS = env.networks("OUTSIDE_NETWORKS")
OUTSIDE_CA_FILE = env.file("OUTSIDE_CA_FILE")

# What the foot of each page offers
SOURCE_URL = env.address("SOURCE_URL", BASE_URL).geturl() if env.text("SOURCE_URL") else ""

# Server
WORKERS = env.number("WORKERS", 2, at_least=1)
THREADS = env.number("THREADS", 4, at_least=1)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

from benevalibre.accounts.sign_in_settings import *

env.refuse_unknown()

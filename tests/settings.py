"""The application's settings for the tests: nothing of the machine's environment gets in.

Tests run on an SQLite file, as in production, and on PostgreSQL where DATABASE_URL names one
(see tools/postgresql.py).
"""

import atexit
import logging
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="benevalibre-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
_database = os.environ.get("DATABASE_URL", "")
for _name in [name for name in os.environ if name.startswith("BENEVALIBRE_")]:
    del os.environ[_name]
os.environ.update(
    {
        "DATA_DIR": _folder,
        "DATABASE_URL": _database
        if _database.startswith("postgres")
        else f"sqlite:///{_folder}/none.sqlite3",
        "BASE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "SECRET_KEY": "a key for tests alone, and long enough to be taken for a real one",
        "LINK_KEY": "another key for tests alone, which seals the secrets of guests’ links",
        "BADGE_KEY": "a third key for tests alone, from which the key that signs badges is made",
        "EMAIL_URL": "memorymail://",
        "DEBUG": "non",
        "TIME_ZONE": "Europe/Paris",
        "LANGUAGE_CODE": "fr",
        "ADMINS": "",
        "ASSOCIATION_CREATION": "",
        "SIGN_UP": "",
        "TRUSTED_PROXIES": "",
        "OUTSIDE_NETWORKS": "",
        "OUTSIDE_CA_FILE": "",
    }
)

from benevalibre.settings import *
from benevalibre.settings import DATABASES, INSTALLED_APPS, STORAGES

if not _database.startswith("postgres"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
ZEAL_RAISE = True
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600  # a browser keeps what it was sent, as it does in production
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "INFO"}}
logging.getLogger("faker").setLevel(logging.WARNING)

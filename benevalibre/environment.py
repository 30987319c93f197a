"""Settings from the environment: typed, from a file where asked, refused with a sentence."""

import os
import re
import secrets
import warnings
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

PREFIX = "BENEVALIBRE_"
SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
FORMER = {
    "DJANGO_DATABASE_URL": "DATABASE_URL",
    "DJANGO_SECRET_KEY": "SECRET_KEY",
    "DJANGO_ALLOWED_HOSTS": "ALLOWED_HOSTS",
    "DJANGO_EMAIL_URL": "EMAIL_URL",
    "USER_REGISTRATION_OPEN": "SIGN_UP",
    "ASSOCIATION_REGISTRATION_OPEN": "ASSOCIATION_CREATION",
    "ASSOCIATION_REGISTRATION_MODERATED": "ASSOCIATION_CREATION",
}


class Environment:
    """Reads named values from ``variables``.

    Each name may be written as it is or with ``BENEVALIBRE_`` before it, and be given by the
    path of a file in ``NAME_FILE`` (for secrets). A value that cannot be read raises
    ``ImproperlyConfigured`` with a sentence for the host.
    """

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables
        self.names: set[str] = set()

    def text(self, name: str, default: str = "") -> str:
        """The value of ``name``, without surrounding spaces; ``default`` where there is none."""
        return self._find(name) or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True for oui/yes/true/on/1, False for non/no/false/off/0."""
        word = self.text(name).casefold()
        if not word:
            return default
        if word in {"1", "true", "yes", "on", "oui"}:
            return True
        if word in {"0", "false", "no", "off", "non"}:
            return False
        raise ImproperlyConfigured(f"{name} vaut « {word} » : écrivez « oui » ou « non ».")

    def number(self, name: str, default: int, *, at_least: int = 0) -> int:
        """A whole number, of ``at_least`` or more."""
        word = self.text(name)
        if not word:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", word):
            raise ImproperlyConfigured(f"{name} vaut « {word} » : écrivez un nombre entier.")
        if int(word) < at_least:
            raise ImproperlyConfigured(f"{name} vaut « {word} » : il faut au moins {at_least}.")
        return int(word)

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list separated by commas."""
        value = self.text(name)
        return [word.strip() for word in value.split(",") if word.strip()] if value else default

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """A list of networks separated by commas, empty when nothing is set."""
        found = []
        for word in self.words(name, []):
            try:
                found.append(ip_network(word))
            except ValueError as error:
                raise ImproperlyConfigured(
                    f"{name} vaut « {word} » : écrivez des réseaux comme 192.168.1.0/24."
                ) from error
        return found

    def file(self, name: str) -> str:
        """The path of a file that is there, or nothing."""
        path = self.text(name)
        if path and not Path(path).is_file():
            raise ImproperlyConfigured(f"{name} vaut « {path} » : il n’y a pas de tel fichier.")
        return path

    def choice(self, name: str, choices: tuple[str, ...], default: str = "") -> str:
        """One of ``choices``, or ``default`` when nothing is set."""
        word = self.text(name, default)
        if word and word not in choices:
            allowed = ", ".join(choices)
            raise ImproperlyConfigured(f"{name} vaut « {word} » : choisissez parmi {allowed}.")
        return word

    def address(self, name: str, default: str) -> SplitResult:
        """An address of the web with a host, a sub-path allowed, without « / » at its end."""
        word = self.text(name, default).rstrip("/")
        try:
            address = urlsplit(word)
            readable = address.port is None or address.port > 0
        except ValueError:
            readable = False
        if (
            not readable
            or address.scheme not in {"http", "https"}
            or not address.hostname
            or address.query
            or address.fragment
        ):
            raise ImproperlyConfigured(
                f"{name} vaut « {word} » : écrivez une adresse comme https://benevoles.example.org."
            )
        return address

    def time_zone(self, name: str, default: str) -> str:
        """A time zone that this machine knows."""
        word = self.text(name, default)
        if word not in available_timezones():
            raise ImproperlyConfigured(
                f"{name} vaut « {word} » : écrivez un fuseau horaire comme Europe/Paris."
            )
        return word

    def database(self, name: str, *, file: Path) -> dict[str, Any]:
        """A database of Django, by its address; without one, SQLite in ``file``.

        The value is never repeated in an error: it may hold a password.
        """
        url = self.text(name)
        if not url:
            return {"ENGINE": SQLITE, "NAME": str(file)}
        try:
            with warnings.catch_warnings(action="ignore"):
                database: dict[str, Any] = environ.Env.db_url_config(url)
        except (ValueError, KeyError, environ.ImproperlyConfigured):
            database = {}
        if database.get("ENGINE") not in {SQLITE, POSTGRESQL} or not database.get("NAME"):
            raise ImproperlyConfigured(
                f"{name} ne se lit pas : écrivez sqlite:////chemin/de/la/base.sqlite3 "
                "ou postgres://nom:secret@hôte/base."
            )
        return database

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """The mail settings of Django, by the address of a server (which may hold a password)."""
        try:
            found: dict[str, Any] = environ.Env.email_url_config(self.text(name, default))
        except (ValueError, KeyError, environ.ImproperlyConfigured):
            found = {}
        server = str(found.get("EMAIL_BACKEND", "")).endswith("smtp.EmailBackend")
        if not found or (server and not found["EMAIL_HOST"]):
            raise ImproperlyConfigured(
                f"{name} ne se lit pas : écrivez par exemple smtp+tls://nom:secret@hôte:587."
            )
        return {key: value for key, value in found.items() if key.startswith("EMAIL_")}

    def secret(self, name: str, *, kept_in: Path) -> str:
        """A secret: as given, or made once and kept in the folder ``kept_in``."""
        given = self.text(name)
        if given:
            return given
        kept = kept_in / name.lower()
        if not kept.exists():
            kept_in.mkdir(parents=True, exist_ok=True)
            kept_in.chmod(0o700)
            draft = kept_in / f".{name.lower()}.{secrets.token_hex(4)}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48))
            try:
                os.link(draft, kept)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return kept.read_text().strip()

    def refuse_unknown(self) -> None:
        """Stop on a name of 2.0 that has another one here, or on a prefixed name we do not know."""
        known = self.names | {f"{name}_FILE" for name in self.names}
        for variable in self.variables:
            if variable in FORMER:
                raise ImproperlyConfigured(
                    f"{variable} ne se lit plus : écrivez {FORMER[variable]} "
                    "(voir docs/heberger/reglages.md)."
                )
            if variable.startswith(PREFIX) and variable.removeprefix(PREFIX) not in known:
                raise ImproperlyConfigured(
                    f"{variable} n’est pas un réglage connu (voir docs/heberger/reglages.md)."
                )

    def _find(self, name: str) -> str | None:
        self.names.add(name)
        for variable in (name, PREFIX + name):
            if variable in self.variables:
                return self.variables[variable].strip()
            path = self.variables.get(f"{variable}_FILE")
            if path:
                try:
                    return Path(path).read_text(encoding="utf-8").strip()
                except (OSError, UnicodeDecodeError) as error:
                    raise ImproperlyConfigured(
                        f"{variable}_FILE : le fichier « {path} » ne peut pas être lu."
                    ) from error
        return None

"""The catalogues of texts: ``messages.py write`` brings them up to date, ``check`` verifies it.

French is the language of the sources, so its catalogue holds plurals only; English is complete.
Compiled catalogues are committed, so that running the application does not ask for gettext.
"""

import gettext
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

SOURCES = Path(__file__).resolve().parent.parent / "benevalibre"
LANGUAGES = ("fr", "en")
SHOWN = 10


def main() -> None:
    """Do what the command line says; ``check`` exits 1 with what is wrong."""
    if sys.argv[1:] == ["write"]:
        _write()
    elif sys.argv[1:] == ["check"]:
        faults = [*_outdated(), *(fault for name in LANGUAGES for fault in _faults(name))]
        if faults:
            sys.exit("\n".join([*faults, "make messages brings the catalogues up to date."]))
    else:
        sys.exit("usage: messages.py write|check")


def _write() -> None:
    """Bring the catalogues of the sources up to date, and compile them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = _gather(Path(folder))
        for language in LANGUAGES:
            path = _catalogue(SOURCES, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(_catalogue(copy, language), path)
            _compile(path, path.with_suffix(".mo"))


def _catalogue(sources: Path, language: str) -> Path:
    return sources / "locale" / language / "LC_MESSAGES" / "django.po"


def _gather(folder: Path) -> Path:
    """A copy of the sources in ``folder``, its catalogues up to date with its texts."""
    copy = folder / SOURCES.name
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
    for path in copy.rglob("*.py"):
        path.write_text(_spelt_out(path.read_text(encoding="utf-8")), encoding="utf-8")
    for language in LANGUAGES:
        _catalogue(copy, language).parent.mkdir(parents=True, exist_ok=True)
    _collect(copy)
    return copy


def _spelt_out(code: str) -> str:
    """The code with its signs themselves, which xgettext does not read from ``\\u00a0``."""
    return re.sub(r"\\u(00[a-f][0-9a-f]|20[0-9a-f]{2})", lambda found: chr(int(found[1], 16)), code)


def _collect(sources: Path) -> None:
    """Read the texts of the sources in ``sources`` into its catalogues."""
    words = ["makemessages", "--no-location", "--no-obsolete", "--verbosity=0"]
    chosen = [f"--locale={language}" for language in LANGUAGES]
    environment = {
        **os.environ,
        "PYTHONPATH": str(sources.parent),
        "DJANGO_SETTINGS_MODULE": "benevalibre.settings",
    }
    command = [sys.executable, "-m", "django", *words, *chosen]
    done = subprocess.run(command, cwd=sources, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    for language in LANGUAGES:
        path = _catalogue(sources, language)
        path.write_text(_undated(_without_guesses(path)), encoding="utf-8")


def _without_guesses(path: Path) -> str:
    """The catalogue with an empty text wherever gettext took that of a text that looks alike."""
    words = ["msgattrib", "--clear-fuzzy", "--empty", "--clear-previous", str(path)]
    done = subprocess.run(words, capture_output=True, check=True, text=True, encoding="utf-8")
    return done.stdout


def _undated(text: str) -> str:
    """The catalogue without the dates that change each time it is made."""
    return re.sub(r'^"(POT-Creation|PO-Revision)-Date:.*\n', "", text, flags=re.MULTILINE)


def _compile(path: Path, made: Path) -> None:
    """Compile the catalogue ``path`` into ``made``.

    A French text stands for itself there too: without it, an instance whose own language is
    English would show the English text to whoever reads in French.
    """
    texts = path.read_bytes()
    if path == _catalogue(SOURCES, "fr"):
        words = ["msgen", "--lang=fr", str(path)]
        texts = subprocess.run(words, capture_output=True, check=True).stdout
    subprocess.run(["msgfmt", "--check-format", "-o", made, "-"], input=texts, check=True)


def _outdated() -> Iterator[str]:
    """The catalogues that collecting the texts again would change."""
    with tempfile.TemporaryDirectory() as folder:
        copy = _gather(Path(folder))
        for language in LANGUAGES:
            held = _read(_catalogue(SOURCES, language))
            found = _read(_catalogue(copy, language))
            missing = [str(m.id) for m in found if m.id and m.id not in held]
            gone = [str(m.id) for m in held if m.id and m.id not in found]
            if missing or gone or _text(SOURCES, language) != _text(copy, language):
                yield f"{language}: {len(missing)} texts to add, {len(gone)} to take away"
                yield from (f"  + {text[:90]}" for text in missing[:SHOWN])
                yield from (f"  - {text[:90]}" for text in gone[:SHOWN])


def _text(sources: Path, language: str) -> str:
    path = _catalogue(sources, language)
    return _undated(path.read_text(encoding="utf-8")) if path.exists() else ""


def _read(path: Path) -> Catalog:
    content = path.read_bytes() if path.exists() else b""
    return read_po(io.BytesIO(content))


def _faults(language: str) -> Iterator[str]:
    """What is untranslated, uncertain or not compiled in one catalogue."""
    path = _catalogue(SOURCES, language)
    for message in _read(path):
        if message.id and message.fuzzy:
            yield f"{language}: uncertain: {message.id}"
        if message.id and _is_needed(message, language) and not _is_complete(message):
            yield f"{language}: not translated: {message.id}"
    if _compiled(path) != _held(path.with_suffix(".mo")):
        yield f"{language}: the compiled catalogue is not that of the texts"


def _is_needed(message: Message, language: str) -> bool:
    return language != "fr" or message.pluralizable


def _is_complete(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(texts) and all(texts)


def _compiled(path: Path) -> dict[object, str]:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "django.mo"
        if path.exists():
            _compile(path, made)
        return _held(made)


def _held(path: Path) -> dict[object, str]:
    """The texts of a compiled catalogue; none where there is no file."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        texts = dict(vars(gettext.GNUTranslations(file))["_catalog"])
    texts[""] = _undated(texts.get("", ""))
    return texts


if __name__ == "__main__":
    main()

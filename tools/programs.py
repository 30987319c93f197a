"""Outside programs that the checks need: found, installed where we may, or asked for.

``programs.py gettext chromium postgresql`` exits 0 once all of them are there. As root the Debian
packages are installed; otherwise the exit code is 1 and the line to type is said. A missing
program is never a reason to skip a check in silence.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def find_chromium() -> str | None:
    """The path of the browser that Debian packages, or the one that CHROMIUM names."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


def find_postgresql() -> str | None:
    """The folder of the server's programs, of the newest version present."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    whole = [folder for folder in folders if (folder / "initdb").exists()]
    return str(max(whole, key=_version)) if whole else None


def find_gettext() -> str | None:
    """The path of the program that reads translatable strings."""
    return shutil.which("xgettext") and shutil.which("msgfmt")


FINDERS = {"chromium": find_chromium, "postgresql": find_postgresql, "gettext": find_gettext}


def need(name: str) -> str:
    """Where the program ``name`` is, installing it first where root; exits 1 otherwise."""
    find = FINDERS[name]
    found = find()
    if found:
        return found
    line = f"apt-get install --no-install-recommends {name}"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"== {line}", flush=True)
        _apt_get("update", "-qq")
        _apt_get("install", "-y", "-qq", "--no-install-recommends", name)
        found = find()
        if found:
            return found
    sys.exit(f"{name} is missing, and this step needs it. As root: {line}")


def _apt_get(*words: str) -> None:
    """Run apt-get without questions; stop where it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *words]
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"apt-get {' '.join(words)} failed.")


def _version(folder: Path) -> tuple[int, ...]:
    """The numbers in a path, to take the newest."""
    return tuple(int(part) for part in str(folder).replace("-", "/").split("/") if part.isdigit())


if __name__ == "__main__":
    if not sys.argv[1:] or not set(sys.argv[1:]) <= set(FINDERS):
        sys.exit(f"usage: programs.py {' '.join(FINDERS)}")
    for asked in sys.argv[1:]:
        need(asked)

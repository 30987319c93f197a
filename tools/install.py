"""Set up the virtual environment: ``install.py run`` for the application, ``dev`` for its tests.

Standard library only, for any python3: nothing is installed yet when this starts. What was
installed is written in ``.venv/installed.json``; when it still holds, nothing is done. ``run``
never takes away what ``dev`` brought.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UV = ROOT / ".uv"
NOTE = VENV / "installed.json"
REQUIREMENTS = {"run": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
OLDEST_PYTHON = (3, 11)


def main() -> None:
    """Install the set named on the command line, or what a newer file of versions asks for."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12 …")
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if wanted not in REQUIREMENTS:
        sys.exit("usage: install.py run|dev")
    installed = _installed()
    if installed.get("set") == "dev":
        wanted = "dev"
    note = {"set": wanted, "digest": _digest(wanted)}
    if installed == note and (VENV / "bin" / "benevalibre").exists():
        return
    print(f"== install ({wanted})", flush=True)
    NOTE.unlink(missing_ok=True)
    _make_environment(VENV)
    if os.environ.get("UV", "yes") != "no" and _have_uv():
        _install_with_uv(wanted)
    else:
        _install_with_pip(wanted)
    NOTE.write_text(json.dumps(note))


def _installed() -> dict[str, str]:
    """What the last complete installation was; empty where there was none."""
    try:
        return dict(json.loads(NOTE.read_text()))
    except (OSError, ValueError):
        return {}


def _digest(wanted: str) -> str:
    """A fingerprint of all that the installation depends on, this folder and Python included."""
    import tomllib  # newer than the oldest Python to which main() says that it is too old

    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [str(ROOT), sys.version_info[:2], metadata["build-system"], metadata["project"]]
    parts += [path.read_bytes() for path in (REQUIREMENTS[wanted], Path(__file__))]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _make_environment(folder: Path) -> None:
    """Make a virtual environment with pip in ``folder``, unless a working one is there."""
    python = folder / "bin" / "python"
    if python.exists() and _try(python, "-m", "pip", "-V").returncode == 0:
        return
    made = _try(sys.executable, "-m", "venv", "--clear", folder)
    if made.returncode == 0:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv")
        _run(sys.executable, "-m", "venv", "--clear", folder)
        return
    sys.stderr.write(made.stdout + made.stderr)
    sys.exit("Python cannot make a virtual environment. On Debian: apt-get install python3-venv")


def _have_uv() -> bool:
    """Bring uv in an environment of its own, since syncing ``.venv`` would remove it there."""
    if (UV / "bin" / "uv").exists():
        return True
    _make_environment(UV)
    pip = (UV / "bin" / "python", "-m", "pip", "install", "-q", "--require-hashes")
    asked = _try(*pip, "-r", ROOT / "tools" / "uv.txt")
    if asked.returncode:
        print("uv cannot be had here; pip installs instead, which takes longer.", flush=True)
    return asked.returncode == 0


def _install_with_uv(wanted: str) -> None:
    """Make ``.venv`` hold exactly the set, and the application itself from this folder."""
    uv = UV / "bin" / "uv"
    here = ("-q", "--python", VENV / "bin" / "python")
    _run(uv, "pip", "sync", *here, "--require-hashes", REQUIREMENTS[wanted])
    _run(uv, "pip", "install", *here, "--no-deps", "--no-build-isolation", "-e", ROOT)


def _install_with_pip(wanted: str) -> None:
    """The same with pip alone; what the set no longer names stays installed."""
    pip = (VENV / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
    _run(*pip, "--require-hashes", "-r", REQUIREMENTS[wanted])
    _run(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT)


def _run(*command: str | Path) -> None:
    """Run ``command``; stop with its exit code if it fails."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    environment["DEBIAN_FRONTEND"] = "noninteractive"
    done = subprocess.run([str(word) for word in command], env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def _try(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    """What became of ``command``, with what it said kept aside."""
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main()

"""The two instances of `make interop`: how each is installed, served over TLS, and asked."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".make" / "interop"
VERSION = "2.0.1"
SECONDS = 60


@dataclass(frozen=True)
class Side:
    """One of the two instances: where it is, and how its Python is run."""

    base: str
    python: Path
    script: Path
    folder: Path
    variables: Mapping[str, str]

    def do(self, *words: str) -> dict[str, Any]:
        """What its script answers."""
        command = [str(self.python), str(self.script), *words]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{' '.join(words)}: {done.stderr[-1500:]}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def install() -> Path:
    """The Python of a virtual environment with 2.0.1, made once."""
    venv = PLACE / "venv"
    python, note = venv / "bin" / "python", venv / "installed.txt"
    if not note.exists() or note.read_text() != VERSION:
        print(f"== installation de benevalibre {VERSION}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        names = [f"benevalibre=={VERSION}", "gunicorn"]
        pip = [str(python), "-m", "pip", "install", "-q", "--no-input", *names]
        subprocess.run(pip, cwd=venv, check=True)
        note.write_text(VERSION)
    return python


def former_side(python: Path, port: int, authority: Path) -> Side:
    """2.0.1 with its production settings and an SQLite file."""
    folder, base = PLACE / "run" / "former", f"https://localhost:{port}"
    script = folder / "script.py"
    shutil.copyfile(ROOT / "tools" / "interop_former.txt", script)
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "benevalibre.settings.production",
        "BASE_DIR": str(folder),
        "BASE_URL": base,
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "DJANGO_DATABASE_URL": f"sqlite:///{folder}/former.sqlite3",
        "DJANGO_SECRET_KEY": secrets.token_hex(32),
        "DJANGO_EMAIL_URL": "dummymail://",
        "DEFAULT_FROM_EMAIL": "ne-pas-repondre@example.org",
        "REQUESTS_CA_BUNDLE": str(authority),
    }
    return Side(base, python, script, folder, variables)


def our_side(port: int, authority: Path) -> Side:
    """This one, allowed to call the loopback."""
    folder, base = PLACE / "run" / "ours", f"https://localhost:{port}"
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "DATA_DIR": str(folder),
        "BASE_URL": base,
        "EMAIL_URL": "dummymail://",
        "WORKERS": "1",
        "OUTSIDE_NETWORKS": "127.0.0.0/8,::1/128",
        "OUTSIDE_CA_FILE": str(authority),
    }
    script = ROOT / "tools" / "interop_ours.py"
    return Side(base, Path(sys.executable), script, folder, variables)


@contextmanager
def served_former(side: Side, certificate: Path, key: Path) -> Iterator[None]:
    """2.0.1 behind the web server that it is installed with."""
    for order in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        run = [str(side.python), "-m", "benevalibre", *order]
        subprocess.run(run, cwd=side.folder, env=side.variables, check=True)
    command = [
        *(str(side.python), "-m", "gunicorn", "benevalibre.wsgi:application"),
        *("--bind", side.base.removeprefix("https://").replace("localhost", "127.0.0.1")),
        *("--certfile", str(certificate), "--keyfile", str(key)),
        *("--threads", "4", "--log-level", "warning"),
    ]
    with running(command, side):
        yield


@contextmanager
def served_ours(side: Side, certificate: Path, key: Path) -> Iterator[None]:
    """Ours as a host serves it, worker included, with TLS in the web server."""
    tls = {"GUNICORN_CMD_ARGS": f"--certfile {certificate} --keyfile {key}"}
    command = [str(side.python), "-m", "benevalibre", "serve"]
    command += ["--port", side.base.rpartition(":")[2]]
    with running(command, side, tls):
        yield


@contextmanager
def running(
    command: list[str], side: Side, more: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server, from its first answer to the end of the block; it and its children end then."""
    with (side.folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=side.folder,
            env={**side.variables, **(more or {})},
            stdout=log,
            stderr=log,
            process_group=0,
        )
        try:
            wait_for(lambda: answers(side.base), f"{side.base} (voir {log.name})")
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def answers(base: str) -> bool:
    """Does something listen there?"""
    try:
        with socket.create_connection(("127.0.0.1", int(base.rpartition(":")[2])), timeout=1):
            return True
    except OSError:
        return False


def wait_for(done: Callable[[], object], what: str) -> None:
    """Until ``done()`` holds, a minute at most."""
    limit = time.monotonic() + SECONDS
    while not done():
        if time.monotonic() > limit:
            raise AssertionError(f"nothing came of: {what}")
        time.sleep(0.3)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])

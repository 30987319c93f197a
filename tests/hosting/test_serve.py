"""`benevalibre serve` from a new folder to its end, as a host starts it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        number: int = other.getsockname()[1]
        return number


@pytest.fixture
def served(tmp_path: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """A server that has said that it answers; killed if the test left it alive."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "benevalibre", "serve", "--port", str(port)],
        cwd=ROOT, env={**kept, "DATA_DIR": str(tmp_path), "WORKERS": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said.startswith("Bénévalibre répond à")
    assert "create-host --new" in process.stdout.readline()
    assert "Sans EMAIL_URL" in process.stdout.readline()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.slow
def test_it_answers_and_ends_well(
    served: "subprocess.Popen[str]", port: int, tmp_path: Path
) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
        status = answer.status
    served.send_signal(signal.SIGTERM)
    ended = served.wait(timeout=20)

    assert (status, ended) == (200, 0)
    assert (tmp_path / "benevalibre.sqlite3").exists()
    assert served.stdout is not None
    assert served.stdout.read() == ""

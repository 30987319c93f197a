"""The web server and the worker: two processes, watched by a third that does nothing else."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.conf import settings

STARTING_SECONDS = 60
ENDING_SECONDS = 20
REST_SECONDS = 2.0


def web_command(host: str, port: int) -> list[str]:
    """The web server's command line."""
    quick = "/dev/shm" if Path("/dev/shm").is_dir() else ""  # noqa: S108 (heartbeats only)
    return [
        *(sys.executable, "-m", "gunicorn", "benevalibre.wsgi:application"),
        *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
        *("--worker-class", "gthread", "--preload", "--no-control-socket"),
        *("--workers", str(settings.WORKERS), "--threads", str(settings.THREADS)),
        *("--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning"),
        *(("--worker-tmp-dir", quick) if quick else ()),
    ]


def worker_command() -> list[str]:
    """The worker's command line."""
    return [sys.executable, "-m", "benevalibre", "worker"]


def is_free(host: str, port: int) -> bool:
    """Can a server be put at that address?"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Does something listen at that address?"""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        with socket.create_connection((reached, port), timeout=1):
            return True
    except OSError:
        return False


class Watch:
    """Runs the two processes until it is told to stop, or until the web server ends.

    ``started`` is called once, when ``is_ready`` says that the web server answers; the worker is
    started then, and again whenever it ends, after a rest.
    """

    def __init__(
        self,
        web: Sequence[str],
        worker: Sequence[str],
        *,
        variables: Mapping[str, str] | None = None,
        is_ready: Callable[[], bool],
        started: Callable[[], None],
        rest_seconds: float = REST_SECONDS,
    ) -> None:
        self.web = web
        self.worker = worker
        self.variables = {**os.environ, **(variables or {})}
        self.is_ready = is_ready
        self.started = started
        self.rest_seconds = rest_seconds
        self.asked_to_stop = threading.Event()

    def stop(self, *_signal: object) -> None:
        """End both processes soon; fit to be a signal's handler."""
        self.asked_to_stop.set()

    def obey_signals(self) -> None:
        """Stop on Ctrl+C, on the end of the terminal and on a service manager's request."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)

    def run(self) -> int:
        """Watch until the end; 0 when it was asked for, the web server's code otherwise."""
        running = [web := self._start(self.web)]
        try:
            self._wait_until_ready(web)
            running.append(self._start(self.worker))
            while not self.asked_to_stop.wait(0.2) and web.poll() is None:
                worker_is_gone = running[1].poll() is not None
                if worker_is_gone and not self.asked_to_stop.wait(self.rest_seconds):
                    running[1] = self._start(self.worker)
            return 0 if self.asked_to_stop.is_set() else web.returncode or 1
        finally:
            _end(running)

    def _start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        """A process in a group of its own: Ctrl+C reaches it through us, once."""
        return subprocess.Popen(command, env=self.variables, process_group=0)  # noqa: S603

    def _wait_until_ready(self, web: "subprocess.Popen[bytes]") -> None:
        limit = time.monotonic() + STARTING_SECONDS
        while web.poll() is None and time.monotonic() < limit:
            if self.is_ready():
                self.started()
                return
            if self.asked_to_stop.wait(0.05):
                return


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask each process to end, and end by force those that have not after a while."""
    for process in processes:
        process.terminate()
    limit = time.monotonic() + ENDING_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0.0, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

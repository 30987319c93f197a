"""Two processes watched by a third: how they start, die and end."""

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benevalibre.hosting import serving

SLEEP = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]


def ending(code: int) -> list[str]:
    """A process that ends at once with ``code``."""
    return [sys.executable, "-S", "-c", f"raise SystemExit({code})"]


def watch(web: list[str], worker: list[str], **options: Any) -> serving.Watch:
    """A watch that holds the web server for ready at once."""
    options = {"is_ready": lambda: True, "started": lambda: None, "rest_seconds": 0.0, **options}
    return serving.Watch(web, worker, **options)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize(("code", "answer"), [(3, 3), (0, 1)])
def test_it_ends_with_the_web_server(code: int, answer: int) -> None:
    watched = watch(ending(code), SLEEP)

    ended = watched.run()

    assert ended == answer


def test_it_ends_well_when_asked_to() -> None:
    watched = watch(SLEEP, SLEEP)
    threading.Timer(0.3, watched.stop).start()

    ended = watched.run()

    assert ended == 0


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    note = f"open({str(tmp_path / 'times')!r}, 'a').write('x')"
    worker = [sys.executable, "-S", "-c", note]
    watched = watch(SLEEP, worker)
    threading.Timer(1.5, watched.stop).start()

    watched.run()

    assert len((tmp_path / "times").read_text()) >= 2


def test_it_says_once_that_the_server_answers() -> None:
    said: list[str] = []
    answers = iter([False, False, True])
    watched = watch(SLEEP, SLEEP, is_ready=lambda: next(answers), started=lambda: said.append("!"))
    threading.Timer(0.6, watched.stop).start()

    watched.run()

    assert said == ["!"]


def test_a_server_that_never_answers_is_not_announced() -> None:
    said: list[str] = []
    watched = watch(ending(1), SLEEP, is_ready=lambda: False, started=lambda: said.append("!"))

    ended = watched.run()

    assert (ended, said) == (1, [])


def test_both_processes_learn_the_address_of_the_site(tmp_path: Path) -> None:
    note = f"import os; open({str(tmp_path / 'url')!r}, 'w').write(os.environ['BASE_URL'])"
    watched = watch([sys.executable, "-S", "-c", note], SLEEP, variables={"BASE_URL": "http://a"})

    watched.run()

    assert (tmp_path / "url").read_text() == "http://a"


def test_a_port_in_use_is_known(taken_port: int) -> None:
    known = serving.is_free("127.0.0.1", taken_port), serving.answers("127.0.0.1", taken_port)

    assert known == (False, True)


def test_a_free_port_is_known(taken_port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]

    known = serving.is_free("127.0.0.1", free), serving.answers("0.0.0.0", free)

    assert known == (True, False)


def test_the_server_has_as_many_hands_as_settings_say(settings: Any) -> None:
    settings.WORKERS, settings.THREADS = 3, 5

    command = serving.web_command("::1", 8123)

    assert command[command.index("--bind") + 1] == "[::1]:8123"
    assert command[command.index("--workers") + 1] == "3"
    assert command[command.index("--threads") + 1] == "5"
    assert {"--preload", "--no-control-socket"} < set(command)

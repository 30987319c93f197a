"""Long PDF, or many: made in processes of their own, whose memory goes back when they are done."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from benevalibre.documents.pressing import HERE, Order

MOST_SECONDS: Final = 600
AT_ONCE: Final = 2

Named = TypeVar("Named")


class PressError(Exception):
    """No document came out."""


def processes() -> int:
    """How many documents are made at once: two where there are two processors."""
    return min(AT_ONCE, os.cpu_count() or 1)


def press_in_parts(
    parts: Iterable[tuple[Named, Sequence[Order]]],
) -> Iterator[tuple[Named, list[bytes]]]:
    """The documents of each part, part after part; no more is read ahead than is made at once.

    Each part is made in a process of its own. ``PressError``.
    """
    waiting: list[tuple[Named, Future[list[bytes]]]] = []
    with ThreadPoolExecutor(processes()) as pool:
        for named, orders in parts:
            waiting.append((named, pool.submit(press_aside, orders)))
            if len(waiting) > AT_ONCE:
                first, made = waiting.pop(0)
                yield first, made.result()
        for first, made in waiting:
            yield first, made.result()


def press_aside(wanted: Sequence[Order]) -> list[bytes]:
    """The documents of these orders; ``PressError`` where that process ends without them."""
    words = [sys.executable, "-m", "benevalibre.documents.pressing"]
    orders = [(order.sources, order.inputs, order.stamp) for order in wanted]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and nothing typed by anybody
            words,
            input=pickle.dumps(orders),
            capture_output=True,
            check=False,
            timeout=MOST_SECONDS,
            env={**os.environ, "PYTHONPATH": _path(), "MALLOC_ARENA_MAX": "2"},
        )
    except subprocess.TimeoutExpired as error:
        raise PressError from error
    if done.returncode:
        raise PressError(done.stderr.decode(errors="replace")[-1000:])
    made: list[bytes] = pickle.loads(done.stdout)  # noqa: S301 - from the process we started
    return made


def _path() -> str:
    known = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, [str(HERE.parent.parent), known]))

"""A long PDF, made in a process of its own: what it takes of memory goes back when it is done.

Run as a module, this is that process: an order comes in, a document goes out.
"""

import os
import pickle
import subprocess
import sys
from typing import Final

from benevalibre.documents.pdf import PACKAGE, Order, press

MOST_SECONDS: Final = 600
POLITE: Final = 5


class PressError(Exception):
    """No document came out."""


def press_aside(wanted: Order) -> bytes:
    """The document of an order; ``PressError`` where that process ends without one."""
    words = [sys.executable, "-m", "benevalibre.documents.aside"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and nothing typed by anybody
            words,
            input=pickle.dumps(wanted),
            capture_output=True,
            check=False,
            timeout=MOST_SECONDS,
            env={**os.environ, "PYTHONPATH": _path(), "MALLOC_ARENA_MAX": "2"},
        )
    except subprocess.TimeoutExpired as error:
        raise PressError from error
    if done.returncode:
        raise PressError(done.stderr.decode(errors="replace")[-1000:])
    return done.stdout


def main() -> None:
    """Make one document, behind whoever waits for a page."""
    os.nice(POLITE)
    wanted: Order = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    sys.stdout.buffer.write(press(wanted))


def _path() -> str:
    known = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, [str(PACKAGE.parent), known]))


if __name__ == "__main__":
    main()

"""A long PDF, made in a process of its own: what it takes of memory goes back when it is done."""

import os
import pickle
import subprocess
import sys
from typing import Final

from benevalibre.documents.pressing import HERE, Order

MOST_SECONDS: Final = 600


class PressError(Exception):
    """No document came out."""


def press_aside(wanted: Order) -> bytes:
    """The document of an order; ``PressError`` where that process ends without one."""
    words = [sys.executable, "-m", "benevalibre.documents.pressing"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and nothing typed by anybody
            words,
            input=pickle.dumps((wanted.sources, wanted.inputs, wanted.stamp)),
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


def _path() -> str:
    known = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, [str(HERE.parent.parent), known]))

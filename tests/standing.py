"""Rows made once for all tests of a file: in a transaction around theirs, gone with the last."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

Made = TypeVar("Made")


@contextmanager
def standing(blocker: DjangoDbBlocker, make: Callable[[], Made]) -> Iterator[Made]:
    """What ``make`` gives; its rows stand as long as the block, a fixture of scope « module ».

    Each test undoes what it did itself. Every test of the file finds the rows, asked for or not,
    and none of them may commit.
    """
    with blocker.unblock(), ExitStack() as begun:
        begun.enter_context(transaction.atomic())
        made = make()
        around = begun.pop_all()
    yield made
    with blocker.unblock():
        transaction.set_rollback(True)
        around.close()

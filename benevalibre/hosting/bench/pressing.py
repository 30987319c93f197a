"""How long all time sheets of a closed year take, and how much memory.

The year before the present one, or as many years as it takes until two thousand people gave
something, is taken as closed; nothing is written. It is done in a process of its own, as the worker
does it. The memory is the most that this process held, and the most of one that made a volume, as
many times as there are at once.
"""

import datetime
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from os import cpu_count
from tempfile import TemporaryFile
from typing import Final
from zipfile import ZipFile, is_zipfile

import django

from benevalibre.associations.heading import heading_of
from benevalibre.associations.models import Association, FiscalYear
from benevalibre.hosting.bench.exporting import MEGABYTE, peak
from benevalibre.reports import volumes
from benevalibre.valuation.models import Statement
from benevalibre.valuation.reckoning import reckon

SHEETS: Final = 2_000
MOST_SECONDS: Final = 60.0
MOST_MEGABYTES: Final = 1_000
OLDEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """All sheets of one year: seconds by the clock, megabytes held and written."""

    sheets: int
    volumes: int
    seconds: float
    memory: int
    size: float

    @property
    def faults(self) -> list[str]:
        """What is above a budget, in words."""
        found = [f"plus de {MOST_SECONDS:.0f} s"] if self.seconds > MOST_SECONDS else []
        return [*found, f"plus de {MOST_MEGABYTES} Mo"] if self.memory > MOST_MEGABYTES else found


def measure(association: Association) -> Pressing:
    """Make all of them in a process of their own."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=django.setup) as process:
        return process.submit(press, association.pk).result()


def press(association_id: int) -> Pressing:
    """Make all of them here, and say what it took."""
    statement = _statement(Association.objects.get(pk=association_id))
    start = time.perf_counter()
    with TemporaryFile() as file:
        volumes.write(statement, file, lambda _sheets: None)
        seconds, size = time.perf_counter() - start, file.tell()
        count = len(ZipFile(file).namelist()) if is_zipfile(file) else 1
    beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MEGABYTE
    at_once = min(volumes.AT_ONCE, cpu_count() or 1, count)
    return Pressing(
        sheets=len(statement.figures["people"]),
        volumes=count,
        seconds=seconds,
        memory=peak() + round(beside) * at_once,
        size=size / MEGABYTE,
    )


def _statement(association: Association) -> Statement:
    """That of a year in which enough people gave something; it is not kept."""
    end = datetime.date(association.today().year - 1, 12, 31)
    for years in range(1, OLDEST + 1):
        start = datetime.date(end.year - years + 1, 1, 1)
        figures = reckon(association, start, end)
        if len(figures.people) >= SHEETS:
            break
    return Statement(
        association=association,
        fiscal_year=FiscalYear(association=association, start=start, end=end),
        number=1,
        is_valued=False,
        issuer=heading_of(association),
        figures=figures.frozen(),
    )

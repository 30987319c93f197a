"""How long all time sheets of a closed year take, and how much memory.

The year before the present one is taken as closed; nothing is written. It is done in a process of
its own, as the worker does it. Two thousand sheets may take a minute, fewer as much less. The
memory is the most that this process held, and the most of one that made a volume, as many times as
there are at once.
"""

import datetime
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from tempfile import TemporaryFile
from typing import Final
from zipfile import ZipFile, is_zipfile

import django

from benevalibre.associations.heading import heading_of
from benevalibre.associations.models import Association, FiscalYear
from benevalibre.documents.aside import processes
from benevalibre.hosting.bench.exporting import MEGABYTE, peak
from benevalibre.reports import volumes
from benevalibre.valuation.models import Statement
from benevalibre.valuation.reckoning import reckon

SHEETS: Final = 2_000
MOST_SECONDS: Final = 60.0
LEAST_SECONDS: Final = 10.0
MOST_MEGABYTES: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """All sheets of one year: ``seconds`` by the clock, ``processor`` of work, megabytes held."""

    sheets: int
    volumes: int
    seconds: float
    processor: float
    memory: int
    size: float

    @property
    def faults(self) -> list[str]:
        """What is above a budget, in words."""
        most = max(LEAST_SECONDS, MOST_SECONDS * self.sheets / SHEETS)
        found = [f"plus de {most:.0f} s"] if self.seconds > most else []
        return [*found, f"plus de {MOST_MEGABYTES} Mo"] if self.memory > MOST_MEGABYTES else found


def measure(association: Association) -> Pressing:
    """Make all of them in a process of their own."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=django.setup) as process:
        return process.submit(press, association.pk).result()


def press(association_id: int) -> Pressing:
    """Make all of them here, and say what it took."""
    statement = _statement(Association.objects.get(pk=association_id))
    start, worked = time.perf_counter(), time.process_time()
    with TemporaryFile() as file:
        volumes.write(statement, file, lambda _sheets: None)
        seconds, size = time.perf_counter() - start, file.tell()
        count = len(ZipFile(file).namelist()) if is_zipfile(file) else 1
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    beside = others.ru_maxrss * 1024 / MEGABYTE
    at_once = min(processes(), count)
    return Pressing(
        sheets=len(statement.figures["people"]),
        volumes=count,
        seconds=seconds,
        processor=time.process_time() - worked + others.ru_utime + others.ru_stime,
        memory=peak() + round(beside) * at_once,
        size=size / MEGABYTE,
    )


def _statement(association: Association) -> Statement:
    """That of last year; it is not kept."""
    last = association.today().year - 1
    start, end = datetime.date(last, 1, 1), datetime.date(last, 12, 31)
    return Statement(
        association=association,
        fiscal_year=FiscalYear(association=association, start=start, end=end),
        number=1,
        is_valued=False,
        issuer=heading_of(association),
        figures=reckon(association, start, end).frozen(),
    )

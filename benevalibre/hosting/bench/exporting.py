"""How long each export of the big association takes, and how much memory.

Each file is written in a process of its own, from the query to the last byte, which goes nowhere.
The memory is the most that the process ever held, Python and Django included.
"""

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import django

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association
from benevalibre.reports.exports import action_table, paheko_table
from benevalibre.reports.forms.files import CHOICES, PAHEKO

LABELS: Final = {
    "xlsx": "XLSX",
    "ods": "ODS",
    "csv": "CSV",
    "csv-machines": "CSV pour machines",
    "json": "JSON",
    "paheko": "Paheko",
}
MOST_SECONDS: Final = 30.0
MOST_SECONDS_ODS: Final = 60.0
MOST_MEGABYTES: Final = 150
MEGABYTE: Final = 1_000_000
STATUS: Final = Path("/proc/self/status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One file: ``seconds`` by the clock and ``processor`` of work, megabytes held and written."""

    code: str
    rows: int
    seconds: float
    processor: float
    memory: int
    size: float

    @property
    def faults(self) -> list[str]:
        """What is above a budget, in words."""
        most = MOST_SECONDS_ODS if self.code == "ods" else MOST_SECONDS
        found = [f"plus de {most:.0f} s"] if self.seconds > most else []
        return [*found, f"plus de {MOST_MEGABYTES} Mo"] if self.memory > MOST_MEGABYTES else found


def measure(association: Association) -> Iterator[Writing]:
    """Write each kind of file, one after the other."""
    for code in LABELS:
        with ProcessPoolExecutor(1, get_context("spawn"), initializer=django.setup) as process:
            yield process.submit(write, code, association.pk).result()


def write(code: str, association_id: int) -> Writing:
    """Write one kind of file here, and say what it took."""
    start, worked = time.perf_counter(), time.process_time()
    choice = {choice.code: choice for choice in (*CHOICES, PAHEKO)}[code]
    actions = Action.objects.filter(association=association_id)
    table = paheko_table(actions) if choice is PAHEKO else action_table(actions)
    size = sum(map(len, choice.file.write(table)))
    return Writing(
        code=code,
        rows=actions.count(),
        seconds=time.perf_counter() - start,
        processor=time.process_time() - worked,
        memory=peak(),
        size=size / MEGABYTE,
    )


def peak() -> int:
    """The most memory this process ever held, in megabytes.

    Linux carries ``ru_maxrss`` from the process that started this one; its status file does not.
    """
    if STATUS.exists():
        lines = STATUS.read_text().splitlines()
        kibibytes = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
        return round(int(kibibytes) * 1024 / MEGABYTE)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)

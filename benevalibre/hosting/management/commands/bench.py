"""`benevalibre bench`: queries and time of each page, with a great many actions."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.hosting import statics
from benevalibre.hosting.bench import exporting, importing, pressing
from benevalibre.hosting.bench.measuring import PAGES, TIMES, Line, Timing, measure, places
from benevalibre.hosting.bench.papers import PAPERS
from benevalibre.hosting.demo.building import is_empty
from benevalibre.instance.migrating import changes_wait

EXPORTS = f"\n{'Exports':40}  {'durée':>10} {'calcul':>10} {'mémoire':>9} {'fichier':>10}"
SHEETS = f"\n{'Feuilles de temps':40}  {'durée':>10} {'calcul':>10} {'mémoire':>9} {'fichier':>10}"
IMPORT = f"\n{'Import d’un tableur':40}  {'durée':>10}"


class Command(BaseCommand):
    help = "Mesure chaque page, sur l’instance que « seed » a remplie (ou remplit s’il le faut)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--actions", type=int, default=1_000_000, help="combien d’activités (un million)"
        )
        parser.add_argument("--times", type=int, default=TIMES, help="requêtes par page")

    def handle(self, *args: Any, actions: int, times: int, **options: Any) -> None:
        if changes_wait() or is_empty():
            call_command("seed", actions=actions, stdout=self.stdout)
        try:
            big, small = places()
        except User.DoesNotExist as error:
            raise CommandError(
                "Cette instance contient autre chose que les données de « seed »."
            ) from error
        statics.gather()
        self.stdout.write(_title())
        wrong = 0
        for line in measure(big, small, pages=[*PAGES, *PAPERS], times=times):
            self.stdout.write(_row(line))
            wrong += len(line.faults)
        self.stdout.write(EXPORTS)
        for file in exporting.measure(big.association):
            self.stdout.write(_export(file))
            wrong += len(file.faults)
        self.stdout.write(SHEETS)
        pressed = pressing.measure(big.association)
        self.stdout.write(_pressed(pressed))
        wrong += len(pressed.faults)
        self.stdout.write(IMPORT)
        for step in importing.measure(big.association):
            self.stdout.write(_import(step))
            wrong += len(step.faults)
        if wrong:
            sys.exit(1)


def _title() -> str:
    count = f"{connection.vendor}, {Action.objects.count()} activités"
    columns = f"{'req.':>5} {'médiane':>9} {'95 %':>9} {'calcul':>9}"
    heads = f"{count:30}  {'grande':>35}  {'petite':>35}"
    busy = f"charge de la machine : {os.getloadavg()[0]:.1f} pour {os.cpu_count()} processeurs"
    return f"{busy}\n{heads}\n{'':30}  {columns}  {columns}  rapport  budget"


def _export(file: exporting.Writing) -> str:
    label = f"{exporting.LABELS[file.code]}, {file.rows} activités"
    spent = f"{file.seconds:8.1f} s {file.processor:8.1f} s {file.memory:6} Mo {file.size:7.1f} Mo"
    return f"{label:40}  {spent}  {', '.join(file.faults)}".rstrip()


def _pressed(bundle: pressing.Pressing) -> str:
    label = f"Exercice arrêté, {bundle.sheets} feuilles, {bundle.volumes} volumes"
    figures = f"{bundle.seconds:8.1f} s {bundle.processor:8.1f} s {bundle.memory:6} Mo"
    spent = f"{figures} {bundle.size:7.1f} Mo"
    return f"{label:40}  {spent}  {', '.join(bundle.faults)}".rstrip()


def _import(step: importing.Step) -> str:
    label = f"{importing.LABELS[step.code]}, {step.lines} lignes"
    return f"{label:40}  {step.seconds:8.1f} s  {', '.join(step.faults)}".rstrip()


def _row(line: Line) -> str:
    ratio = line.big.median / line.small.median
    figures = f"{line.page.label:30}  {_figures(line.big)}  {_figures(line.small)}  {ratio:7.2f}"
    figures += "" if line.page.most is None else f"  {line.page.most:3.0f} ms"
    return f"{figures}  {', '.join(line.faults)}".rstrip()


def _figures(timing: Timing) -> str:
    spent = (timing.median, timing.percentile_95, timing.processor)
    return f"{timing.queries:5} " + " ".join(f"{each:6.1f} ms" for each in spent)

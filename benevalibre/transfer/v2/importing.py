"""Bring a whole 2.0.x instance into this one, all or nothing."""

from pathlib import Path

from django.db import DatabaseError, transaction

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association
from benevalibre.instance.models import Announcement, Instance
from benevalibre.transfer.v2 import people, places, words, work
from benevalibre.transfer.v2.arrival import Arrival, Progress
from benevalibre.transfer.v2.files import Files
from benevalibre.transfer.v2.report import Report
from benevalibre.transfer.v2.source import Source


class ArrivalError(Exception):
    """The import was refused or undone; the text is for the host."""


STEPS = (
    places.bring_instance,
    places.bring_defaults,
    people.bring_accounts,
    places.bring_announcements,
    places.bring_associations,
    places.bring_roles,
    words.bring_vocabulary,
    people.bring_memberships,
    people.bring_guests,
    work.bring_actions,
    work.bring_moves,
)


def bring(
    source: Source, *, media: Path | None = None, hosts: bool = False, progress: Progress
) -> Report:
    """Import ``source``; ``progress`` is called with a table, the rows read and their number.

    ``media`` is the folder of the source's files. With ``hosts``, its superusers become hosts.
    Raises ``ArrivalError`` where this instance is not empty or a row breaks a rule of the
    database; nothing is kept then, neither row nor file.
    """
    report, files = Report(), Files(media)
    try:
        with transaction.atomic():
            refuse_unless_empty()
            arrival = Arrival(source, report, files, progress, hosts)
            for step in STEPS:
                step(arrival)
        Instance.forget()
    except BaseException as error:
        files.take_back()
        Instance.forget()
        if isinstance(error, DatabaseError):
            raise ArrivalError(f"L’import s’est arrêté et rien n’a été gardé : {error}") from error
        raise
    return report


def refuse_unless_empty() -> None:
    """Raise ``ArrivalError`` where somebody already uses this instance."""
    for model in (User, Association, Action, Announcement):
        if model._default_manager.exists():
            raise ArrivalError(
                "Cette instance contient déjà des données. "
                "Importez dans une instance neuve (un autre DATA_DIR ou une base vide)."
            )

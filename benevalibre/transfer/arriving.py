"""Bringing an association here: what whoever brings it does (``advancing`` does the long work)."""

from contextlib import suppress
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.founding import may_found
from benevalibre.associations.links import seal
from benevalibre.associations.models import Association
from benevalibre.associations.models.association import NAME_TAKEN, State
from benevalibre.associations.writing import RuleError, refusing_twins
from benevalibre.transfer.archive.opening import Archive, is_archive
from benevalibre.transfer.archive.shape import ArchiveError
from benevalibre.transfer.models import Arrival, Step, Trouble
from benevalibre.transfer.v2.single import reading
from benevalibre.transfer.v2.single.reading import FileError

__all__ = [
    "FileError",
    "begin",
    "check",
    "discard",
    "forget_drafts",
    "go_alone",
    "may_discard",
    "receive",
    "try_again",
]

COUNTED = ("roles", "categories", "levels", "projects", "actions")
LARGEST = 200 * 1024 * 1024
READ_AT_ONCE = 20 * 1024 * 1024
"""A file of 2.0 that large is read in a second or two; a larger one by the worker."""
MOST_DRAFTS = 5


def receive(file: "File[bytes]", *, by: User) -> Arrival:
    """Keep the file of an association once all of it is checked; nothing else is written.

    A large file of 2.0 is checked by the worker (``check``). ``FileError`` where it cannot be
    brought here, ``RuleError`` where no association is taken in. Of the drafts of a person the last
    few are kept.
    """
    require_open()
    arrival = _of_archive(file) if is_archive(file) else _of_v2(file)
    arrival.author = by
    file.seek(0)
    arrival.file.save("association", file, save=False)
    arrival.save()
    waiting = by.arrivals.filter(step__in=[Step.CHECKING, Step.DRAFT], leased_until=None)
    for old in waiting.order_by("-pk")[MOST_DRAFTS:]:
        with suppress(RuleError):
            discard(old)
    return arrival


def check(arrival: Arrival) -> None:
    """Read what the file of an arrival holds, all of it; not saved. ``FileError``, ``OSError``."""
    with arrival.file.open("rb") as file:
        _read_v2(arrival, file)


def require_open() -> None:
    """``RuleError`` where this instance takes no new association."""
    if not may_found():
        raise RuleError(_("Il n’est pas possible de créer une association ici en ce moment."))


def begin(arrival: Arrival, *, name: str) -> None:
    """Bring it here under ``name``, which nobody else can take from now on.

    An archive keeps its own name, with a number where that is taken. ``RuleError`` where the name
    is taken. Twice changes nothing.
    """
    require_open()
    with transaction.atomic():
        here = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
        if here.step != Step.DRAFT:
            return
        if here.kind == Arrival.Kind.V2:
            with refusing_twins(str(NAME_TAKEN)):
                here.association = Association.objects.create(
                    name=name.strip(), state=State.IMPORTING, hidden=True
                )
            here.name = here.association.name
        here.step = Step.ASKING if here.endpoint else Step.IMPORTING
        here.next_at = timezone.now()
        here.save(update_fields=["association", "name", "step", "next_at"])
    arrival.refresh_from_db()


def try_again(arrival: Arrival) -> None:
    """Go on now from where it stopped or waits."""
    rows = Arrival.objects.filter(pk=arrival.pk).exclude(step__in=[Step.DRAFT, Step.DONE])
    rows = rows.exclude(trouble=Trouble.UNREADABLE)
    rows.update(trouble="", attempts=0, next_at=timezone.now())


def go_alone(arrival: Arrival) -> None:
    """Go on without the old address, which is gone or says something else."""
    following = {Step.ASKING: Step.IMPORTING, Step.TELLING: Step.INVITING}
    for step, after in following.items():
        rows = Arrival.objects.filter(pk=arrival.pk, step=step, leased_until=None)
        if rows.update(step=after, alone=True, trouble="", attempts=0, next_at=timezone.now()):
            return


def may_discard(arrival: Arrival) -> bool:
    """Is nothing of it to be seen yet, and nothing under way?"""
    stopped = bool(arrival.trouble) or arrival.leased_until is None
    early = {Step.CHECKING, Step.ASKING, Step.IMPORTING}
    return arrival.step == Step.DRAFT or (arrival.step in early and stopped)


def discard(arrival: Arrival) -> None:
    """Give it up: the file goes, and the association that nobody has seen."""
    with transaction.atomic():
        here = Arrival.objects.select_for_update(of=("self",)).filter(pk=arrival.pk).first()
        if here is None:
            return
        if not may_discard(here):
            raise RuleError(_("L’association est déjà ici\u00a0: on ne peut plus renoncer."))
        association = here.association
        here.delete()
        if association is not None and association.state == State.IMPORTING:
            association.actions.all().delete()
            association.delete()
        transaction.on_commit(lambda: here.file.delete(save=False))


def forget_drafts() -> None:
    """Throw away the files that nobody came back to."""
    for arrival in Arrival.objects.forgotten(timezone.now()):
        discard(arrival)


def _of_archive(file: IO[bytes]) -> Arrival:
    """What an archive says of itself; where it has a token, the move ends there."""
    try:
        archive = Archive(file)
        name = " ".join(str(archive.association()["name"]).split())[:127]
    except ArchiveError as error:
        raise FileError(str(error)) from error
    origin = archive.manifest["origin"] or {}
    token = origin.get("token") or ""
    told = {section["name"]: section["rows"] for section in archive.manifest["sections"]}
    endpoint = f"{origin.get('url')}/api/v1/associations/{origin.get('association')}/migrate"
    return Arrival(
        kind=Arrival.Kind.ARCHIVE,
        name=name,
        endpoint=endpoint if token else "",
        sealed=seal(token) if token else "",
        summary={name: told[name] for name in COUNTED if name in told},
    )


def _of_v2(file: "File[bytes]") -> Arrival:
    if file.size > LARGEST:
        raise FileError(_("Ce fichier est trop grand pour être repris ici."))
    file.seek(0)
    if not reading.is_ours_to_read(file.read(64)):
        raise FileError(
            _(
                "Ce fichier n’est pas celui d’un Bénévalibre. Sur l’ancienne adresse, démarrez le "
                "déménagement de l’association, puis téléchargez ses données."
            )
        )
    arrival = Arrival(kind=Arrival.Kind.V2)
    if file.size > READ_AT_ONCE:
        arrival.step = Step.CHECKING
        arrival.name = " ".join((file.name or "").split())[-127:] or _("Fichier de l’association")
    else:
        _read_v2(arrival, file)
    return arrival


def _read_v2(arrival: Arrival, file: IO[bytes]) -> None:
    """What a file of 2.0 says of itself."""
    content = reading.read(file)
    if content.summary is None:
        raise ValueError("A file without summary.")
    arrival.name = content.summary.name
    arrival.endpoint = content.metadata["endpoint"]
    arrival.sealed = seal(content.token)
    arrival.summary = content.summary.as_json()

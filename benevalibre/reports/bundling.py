"""Making what is long beside: asked for once however often, told of when it is there, kept a week.

A room teaches a ``Kind`` (``teach``, from its ``AppConfig.ready``): how it is made, where its page
is, what its mail says. What is short is made at once, by the same code.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.conf import settings
from django.core.files import File
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from benevalibre.associations.models import Association, Membership
from benevalibre.documents.aside import PressError
from benevalibre.reports import mails
from benevalibre.reports.models import KEPT, MOST_TRIES, Bundle, BundleStage

AT_ONCE: Final = 10
LONG: Final = timedelta(minutes=1)
"""After so long whoever asked has left the page, and gets a mail."""

logger = logging.getLogger(__name__)


class StoppedError(Exception):
    """It cannot be made; the text is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is made: ``make`` writes its file, and gives its suffix; none where there is no file.

    ``make`` may raise ``StoppedError``. ``path`` is the page that shows it; ``tell`` gives, in
    whose language is active, the words of the mail (``mails.Words``). ``presses``: it takes many
    minutes of a processor, so that nothing else waits for it.
    """

    make: Callable[[Bundle, IO[bytes]], str]
    path: Callable[[Bundle], str]
    tell: Callable[[Bundle], mails.Words]
    presses: bool = True


_kinds: dict[str, Kind] = {}


def teach(name: str, kind: Kind) -> None:
    """Let bundles of a kind be made."""
    _kinds[name] = kind


def ask(
    kind: str,
    *,
    here: Association,
    subject: int,
    by: Membership,
    total: int,
    wanted: Mapping[str, Any] | None = None,
) -> tuple[Bundle, bool]:
    """See that it is made; whether it was not already. Whoever wants it now calls ``proceed``."""
    new = {"association": here, "author": by, "total": total, "wanted": dict(wanted or {})}
    bundle, is_new = Bundle.objects.get_or_create(kind=kind, subject=subject, defaults=new)
    return bundle, is_new or again(bundle, by=by)


def again(bundle: Bundle, *, by: Membership) -> bool:
    """Try once more what failed, from where it was; False where it did not."""
    failed = Bundle.objects.filter(pk=bundle.pk, stage=BundleStage.FAILED)
    columns = {"stage": BundleStage.WAITING, "attempts": 0, "failure": "", "done_at": None}
    is_tried = failed.update(author=by, asked_at=timezone.now(), claimed_at=None, **columns)
    bundle.refresh_from_db()
    return bool(is_tried)


def discard(bundle: Bundle) -> None:
    """Throw it away with its file."""
    bundle.file.delete(save=False)
    bundle.delete()


def work_waiting() -> None:
    """Make all that waits."""
    do_waiting()
    press_waiting()


def do_waiting() -> None:
    """Make what waits, without what takes many minutes; one query where nothing does."""
    _work([name for name, kind in _kinds.items() if not kind.presses])


def press_waiting() -> None:
    """Make what waits and takes many minutes; one query where nothing does."""
    _work([name for name, kind in _kinds.items() if kind.presses])


def _work(kinds: Sequence[str]) -> None:
    rows = Bundle.objects.waiting().filter(kind__in=kinds)
    for bundle in rows.select_related("author__user", "association")[:AT_ONCE]:
        user = bundle.author.user if bundle.author else None
        with translation.override((user and user.language) or settings.LANGUAGE_CODE):
            proceed(bundle)


def proceed(bundle: Bundle) -> None:
    """Make it, unless somebody else does. What nobody foresaw fails it, and is raised."""
    if not bundle.claim():
        return
    broken = _("Quelque chose n’a pas marché. Réessayez\u00a0: rien n’est perdu.")
    if bundle.attempts > MOST_TRIES:
        _settle(bundle, stage=BundleStage.FAILED, failure=broken)
        return
    try:
        _make(bundle)
    except StoppedError as error:
        _settle(bundle, stage=BundleStage.FAILED, failure=str(error)[:500])
    except (DatabaseError, OSError, PressError):
        logger.exception("Making %s stopped", bundle)
        _settle(bundle, stage=BundleStage.FAILED, failure=broken)
    except Exception:
        _settle(bundle, stage=BundleStage.FAILED, failure=broken)
        raise


def lose(bundle: Bundle) -> None:
    """Say that the file of one that was made is not there any more."""
    failure = _("Le fichier n’est plus là. Préparez-le de nouveau.")
    rows = Bundle.objects.filter(pk=bundle.pk, stage=BundleStage.DONE)
    rows.update(stage=BundleStage.FAILED, failure=failure, progress=0)


def forget_old() -> None:
    """Throw away what was made a week ago; it is made again when it is asked for."""
    for bundle in Bundle.objects.old():
        discard(bundle)
    _forget_strays()


def _forget_strays() -> None:
    """Delete old files that no row names: the server stopped while they were written."""
    field: Any = Bundle._meta.get_field("file")
    storage, folder = field.storage, field.upload_to
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    known = set(Bundle.objects.values_list("file", flat=True))
    for path in {f"{folder}{name}" for name in names} - known:
        if storage.get_modified_time(path) < timezone.now() - KEPT:
            storage.delete(path)


def _make(bundle: Bundle) -> None:
    """Write the file; what became of a file whose row is gone meanwhile is thrown away."""
    with TemporaryFile() as made:
        suffix = _kinds[bundle.kind].make(bundle, made)
        if suffix:
            made.seek(0)
            bundle.file.save(f"{bundle.kind}-{bundle.subject}.{suffix}", File(made), save=False)
    told = {"progress": bundle.total, "total": bundle.total, "result": bundle.result}
    file = bundle.file
    done = {"stage": BundleStage.DONE, "file": file.name, "suffix": suffix}
    if not _settle(bundle, **told, **done):
        file.delete(save=False)


def _settle(bundle: Bundle, **columns: Any) -> bool:
    """Keep how it ended, and write to whoever asked where that took long."""
    kind = _kinds[bundle.kind]
    with transaction.atomic():
        if not bundle.settle(**columns):
            return False
        if bundle.done_at and bundle.done_at - bundle.asked_at >= LONG:
            mails.settled(bundle, kind.tell, path=kind.path(bundle))
    return True

"""Making the time sheets of a closed year: asked for once however often, made beside, kept a week.

A statement that was opened again gets none: its hours may have changed.
"""

import logging
from tempfile import TemporaryFile
from typing import Any, Final

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from benevalibre.associations.models import Membership
from benevalibre.associations.writing import RuleError
from benevalibre.documents.aside import PressError
from benevalibre.reports import mails
from benevalibre.reports.models import KEPT, MOST_TRIES, Bundle, BundleStage
from benevalibre.reports.volumes import MOST_LINES, MOST_SHEETS, ChangedError, write
from benevalibre.valuation.models import Statement

AT_ONCE: Final = 10

logger = logging.getLogger(__name__)


def ask(statement: Statement, *, by: Membership) -> Bundle:
    """See that its sheets are made: at once where they are few, else by the worker.

    Asked again while they are made, or when they are there, it changes nothing. ``RuleError``
    where the statement is replaced, or holds no hours.
    """
    people = statement.figures["people"]
    if statement.reopened_at is not None:
        raise RuleError(_("Cet exercice a été rouvert\u00a0: ses heures ont pu changer."))
    if not people:
        raise RuleError(_("Cet état ne contient aucune heure."))
    new = {"author": by, "total": len(people)}
    bundle, _is_new = Bundle.objects.get_or_create(statement=statement, defaults=new)
    failed = Bundle.objects.filter(pk=bundle.pk, stage=BundleStage.FAILED)
    failed.update(
        stage=BundleStage.WAITING, author=by, attempts=0, progress=0, failure="", done_at=None
    )
    if is_small(statement):
        proceed(bundle)
    bundle.refresh_from_db()
    return bundle


def is_small(statement: Statement) -> bool:
    """Are its sheets one volume, made while one waits?"""
    people = statement.figures["people"]
    return len(people) <= MOST_SHEETS and sum(row["actions"] for row in people) <= MOST_LINES


def work_waiting() -> None:
    """Make what waits; one query where nothing does."""
    rows = Bundle.objects.waiting().select_related(
        "author__user", "statement__association", "statement__fiscal_year"
    )
    for bundle in rows[:AT_ONCE]:
        user = bundle.author.user if bundle.author else None
        with translation.override((user and user.language) or settings.LANGUAGE_CODE):
            if proceed(bundle) and not is_small(bundle.statement):
                mails.ready(bundle)


def proceed(bundle: Bundle) -> bool:
    """Make it, unless somebody else does; whether it is there now by this."""
    if not bundle.claim():
        return False
    broken = _("Quelque chose n’a pas marché, et aucune feuille n’est prête. Réessayez.")
    if bundle.attempts > MOST_TRIES:
        bundle.fail(broken)
        return False
    try:
        _make(bundle)
    except ChangedError as error:
        sentence = _(
            "Les heures notées pour %(name)s ne sont plus celles de l’état\u00a0: rouvrez"
            " l’exercice et arrêtez-le de nouveau."
        )
        bundle.fail(sentence % {"name": str(error)[:200]})
    except (OSError, PressError):
        logger.exception("Time sheets of statement %s stopped", bundle.statement_id)
        bundle.fail(broken)
    return bundle.stage == BundleStage.DONE


def forget_old() -> None:
    """Throw away what was made a week ago; it is made again when it is asked for."""
    for bundle in Bundle.objects.old():
        bundle.file.delete(save=False)
        bundle.delete()
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
    statement = bundle.statement
    with TemporaryFile() as made:
        bundle.is_archive = write(statement, made, bundle.advance)
        made.seek(0)
        name = f"{statement.pk}.{'zip' if bundle.is_archive else 'pdf'}"
        bundle.file.save(name, File(made), save=False)
    done = {"stage": BundleStage.DONE, "done_at": timezone.now(), "progress": bundle.total}
    with transaction.atomic():
        rows = Bundle.objects.filter(pk=bundle.pk, stage=BundleStage.WAITING)
        kept = rows.update(
            file=bundle.file.name, is_archive=bundle.is_archive, claimed_at=None, **done
        )
    if kept:
        bundle.refresh_from_db()
    else:
        bundle.file.delete(save=False)

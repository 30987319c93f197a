"""The time sheets of everyone in a closed year: asked for, made, taken away; each of it journaled.

A statement that was opened again gets none: its hours may have changed. An association that is on
its way elsewhere, or gone, gets them still: whoever leaves takes their papers along.
"""

from typing import IO, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.associations.models import Membership
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import record
from benevalibre.reports import bundling
from benevalibre.reports.mails import Words
from benevalibre.reports.models import Bundle
from benevalibre.reports.volumes import MOST_LINES, MOST_SHEETS, ChangedError, write
from benevalibre.valuation.models import Statement

KIND: Final = "timesheets"


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
    here, total = statement.association, len(people)
    bundle, is_asked = bundling.ask(KIND, here=here, subject=statement.pk, by=by, total=total)
    if is_asked:
        record("timesheets.ask", on=statement.fiscal_year, by=by)
    if is_small(statement):
        bundling.proceed(bundle)
    return bundle


def found(statement: Statement) -> Bundle | None:
    """What was asked for, of a statement."""
    return Bundle.objects.filter(kind=KIND, subject=statement.pk).first()


def take(statement: Statement, *, by: Membership) -> None:
    """Somebody takes all sheets away."""
    record("timesheets.take", on=statement.fiscal_year, by=by)


def is_small(statement: Statement) -> bool:
    """Are its sheets one volume, made while one waits?"""
    people = statement.figures["people"]
    return len(people) <= MOST_SHEETS and sum(row["actions"] for row in people) <= MOST_LINES


def teach() -> None:
    """Let them be made."""
    bundling.teach(KIND, bundling.Kind(make=_make, path=_path, tell=_tell))


def _make(bundle: Bundle, file: IO[bytes]) -> str:
    bundle.advance(0)
    try:
        is_archive = write(_statement(bundle), file, bundle.advance)
    except ChangedError as error:
        sentence = _(
            "Les heures notées pour %(name)s ne sont plus celles de l’état\u00a0: rouvrez"
            " l’exercice et arrêtez-le de nouveau."
        )
        raise bundling.StoppedError(sentence % {"name": str(error)[:200]}) from error
    return "zip" if is_archive else "pdf"


def _statement(bundle: Bundle) -> Statement:
    rows = Statement.objects.select_related("association", "fiscal_year")
    return rows.get(pk=bundle.subject)


def _path(bundle: Bundle) -> str:
    return reverse("reports:bundle", args=[bundle.association_id, _statement(bundle).number])


def _tell(bundle: Bundle) -> Words:
    sentence = _("Les feuilles de temps de «\u00a0%(association)s\u00a0» sont prêtes")
    if bundle.is_failed:
        sentence = _("Les feuilles de temps de «\u00a0%(association)s\u00a0» ne sont pas prêtes")
    name = bundle.association.name
    return Words(sentence % {"association": name}, _("Voir les feuilles de temps"))

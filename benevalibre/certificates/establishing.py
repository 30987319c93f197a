"""Issuing many certificates: few at once, more by the worker, some at a time.

Each part is one transaction with the checks of ``issuing`` and the lock of the association, so that
numbers follow one another whoever else issues meanwhile, and that it goes on where it stopped.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.membership import MembershipQuerySet
from benevalibre.associations.writing import RuleError, writing
from benevalibre.certificates.batching import FEW
from benevalibre.certificates.issuing import issue, issue_some, until_today
from benevalibre.reports import bundling
from benevalibre.reports.bundling import StoppedError
from benevalibre.reports.mails import Words
from benevalibre.reports.models import Bundle
from benevalibre.ui.formats import format_number

KIND: Final = "issuing"
PART: Final = 50


def establish(people: MembershipQuerySet, *, start: date, end: date, by: Membership) -> int:
    """Issue to all of ``people``: how many were issued now, none where the worker does it.

    ``RuleError`` as in ``issue``, and where the worker issues others here.
    """
    ids = list(people.values_list("pk", flat=True))
    if len(ids) <= FEW:
        return len(issue(list(people), start=start, end=end, by=by))
    _leave(ids, start=start, end=end, by=by)
    return 0


def under_way(association: Association) -> Bundle | None:
    """What the worker issues there, or issued last; without the many people that were chosen."""
    return Bundle.objects.filter(kind=KIND, subject=association.pk).defer("wanted").first()


def try_again(bundle: Bundle, *, by: Membership) -> None:
    """Go on for ``by`` with what failed; ``RuleError`` where nothing may be written here."""
    with writing(by.association):
        bundling.again(bundle, by=by)


def teach() -> None:
    """Let them be issued beside."""
    kind = bundling.Kind(make=_make, path=_path, tell=_tell, presses=False)
    bundling.teach(KIND, kind)


def _leave(ids: Sequence[int], *, start: date, end: date, by: Membership) -> None:
    """Leave it to the worker."""
    here = by.association
    with writing(here):
        Association.objects.select_for_update().get(pk=here.pk)
        end = until_today(here, start, end)
        former = under_way(here)
        if former is not None and former.is_busy:
            raise RuleError(_("Des attestations s’établissent déjà\u00a0: attendez la fin."))
        if former is not None:
            bundling.discard(former)
        wanted = {
            "people": list(ids),
            "start": start.isoformat(),
            "end": end.isoformat(),
            "at": timezone.now().isoformat(),
        }
        bundling.ask(KIND, here=here, subject=here.pk, by=by, total=len(ids), wanted=wanted)


def _make(bundle: Bundle, _file: IO[bytes]) -> str:
    while bundle.progress < bundle.total:
        _issue_part(bundle)
    return ""


def _issue_part(bundle: Bundle) -> None:
    """Issue to the next few, and say so, in one change."""
    wanted, start = bundle.wanted, bundle.progress
    part = wanted["people"][start : start + PART]
    try:
        with transaction.atomic():
            by = _issuer(bundle)
            found = by.association.memberships.with_person().in_bulk(part)
            made, refusals = issue_some(
                [found[pk] for pk in part if pk in found],
                start=date.fromisoformat(wanted["start"]),
                end=date.fromisoformat(wanted["end"]),
                by=by,
                at=datetime.fromisoformat(wanted["at"]),
            )
            gone = [_("Cette personne n’est plus là.")] * (len(part) - len(found))
            passed = Counter(bundle.result.get("passed", {}))
            passed.update([*refusals.values(), *gone])
            result = {"made": bundle.result.get("made", 0) + len(made), "passed": passed}
            result["first"] = bundle.result.get("first") or (made[0].pk if made else None)
            if not bundle.advance(start + len(part), result=result):
                raise StoppedError
            bundle.result = result
    except RuleError as error:
        raise StoppedError(str(error)) from error


def _issuer(bundle: Bundle) -> Membership:
    """Who asked, as they are now; ``StoppedError`` where they may not issue any more."""
    rows = Membership.objects.with_right(Right.ISSUE_CERTIFICATES)
    rows = rows.select_related("association", "role", "user")
    by = rows.filter(association=bundle.association_id, pk=bundle.author_id or 0).first()
    if by is None:
        raise StoppedError(
            _(
                "Qui les a demandées ne peut plus établir d’attestations\u00a0: quelqu’un d’autre"
                " de l’équipe peut réessayer."
            )
        )
    return by


def _path(bundle: Bundle) -> str:
    return reverse("certificates:issuing", args=[bundle.association_id])


def _tell(bundle: Bundle) -> Words:
    made = bundle.result.get("made", 0)
    sentence = ngettext(
        "%(count)s attestation de «\u00a0%(association)s\u00a0» est établie",
        "%(count)s attestations de «\u00a0%(association)s\u00a0» sont établies",
        made,
    )
    if bundle.is_failed:
        sentence = _("Les attestations de «\u00a0%(association)s\u00a0» ne sont pas établies")
    words = {"association": bundle.association.name, "count": format_number(made)}
    return Words(sentence % words, _("Voir les attestations"))

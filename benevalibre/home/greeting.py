"""What the home page says and offers to a volunteer, or to a guest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.accounts.models import User
from benevalibre.actions.access import places_of
from benevalibre.actions.forms.entry import EntryForm
from benevalibre.actions.forms.place import PlaceForm
from benevalibre.actions.models import Action, Status
from benevalibre.actions.querysets import ActionQuerySet, Totals
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.hosting.waiting import waits
from benevalibre.reports.elsewhere import elsewhere
from benevalibre.reports.periods import calendar_year
from benevalibre.reports.seeing import sees_figures
from benevalibre.reports.year import card
from benevalibre.ui.durations import format_duration_short

LATEST = 5


@dataclass(frozen=True, slots=True)
class Managed:
    """An association that one helps to run, with what waits there (None: not theirs to decide)."""

    association: Association
    membership: Membership
    waiting: int | None

    @property
    def sees_figures(self) -> bool:
        """May this person open the overview?"""
        return sees_figures(self.membership)


def own_home(user: User) -> dict[str, Any]:
    """The context of an account's home."""
    places = places_of(user)
    own = Action.objects.by_user(user)
    return {
        "name": user.short_name,
        "year_given": card(user, timezone.localdate()),
        "managed": managed(places),
        "hosted": waits() if user.is_host else None,
        **_hours(own, places, today=timezone.localdate(), user=user),
    }


def guest_home(guest: Membership) -> dict[str, Any]:
    """The context of the home of somebody who came by a link."""
    places = [guest] if guest.association.is_open else []
    own = Action.objects.by_member(guest)
    return {
        "name": guest.display_name,
        "managed": [],
        "hosted": None,
        "guest": guest,
        **_hours(own, places, today=guest.association.today()),
    }


def _hours(
    own: ActionQuerySet, places: Sequence[Membership], *, today: date, user: User | None = None
) -> dict[str, Any]:
    where = PlaceForm({}, places)
    membership = where.place()
    totals = own.totals(since=today.replace(month=1, day=1))
    to_correct, latest = _latest(own)
    return {
        "where": where,
        "form": EntryForm(membership=membership) if membership else None,
        "sentence": in_words(totals, brought=_brought(user, today.year)),
        "to_correct": to_correct,
        "latest": latest,
    }


def _brought(user: User | None, year: int) -> int:
    """The minutes of a year that other instances attest of this account; 0 for a guest."""
    return elsewhere(user, calendar_year(year), here=0).minutes if user else 0


def in_words(totals: Totals, *, brought: int = 0) -> str:
    """« 42 h cette année dans 3 associations, et 2 h 30 en attente. »

    ``brought``: minutes that other instances attest, said apart as the statistics do.
    """
    sentence = _given_here(totals)
    if not brought:
        return sentence
    return _("%(sentence)s Et ailleurs, %(hours)s.") % {
        "sentence": sentence,
        "hours": format_duration_short(brought),
    }


def _given_here(totals: Totals) -> str:
    if not totals.minutes and not totals.pending:
        return _("Rien de noté cette année pour l’instant.")
    waiting = format_duration_short(totals.pending)
    if not totals.minutes:
        return _("%(pending)s en attente de validation.") % {"pending": waiting}
    values = {
        "given": format_duration_short(totals.minutes),
        "n": totals.associations,
        "pending": waiting,
    }
    if totals.pending:
        sentence = ngettext(
            "%(given)s cette année, et %(pending)s en attente.",
            "%(given)s cette année dans %(n)s associations, et %(pending)s en attente.",
            totals.associations,
        )
    else:
        sentence = ngettext(
            "%(given)s données cette année. Merci\u00a0!",
            "%(given)s cette année dans %(n)s associations. Merci\u00a0!",
            totals.associations,
        )
    return sentence % values


def _latest(own: ActionQuerySet) -> tuple[list[Action], list[Action]]:
    """What was sent back, and the last entries, in one query."""
    sent_back = When(status=Status.TO_CORRECT, then=Value(0))
    order = Case(sent_back, default=Value(1), output_field=IntegerField())
    rows = own.with_words().select_related("status_by__user").order_by(order, "-date", "-id")
    found = list(rows[: 2 * LATEST])
    to_correct = [action for action in found if action.status == Status.TO_CORRECT]
    latest = [action for action in found if action.status != Status.TO_CORRECT]
    return to_correct[:LATEST], latest[:LATEST]


def managed(places: Sequence[Membership]) -> list[Managed]:
    """The associations in which these participants have rights; one query where they moderate."""
    deciding = [place.association_id for place in places if place.may(Right.MANAGE_ACTIONS)]
    waiting: dict[int, int] = {}
    if deciding:
        rows = Action.objects.pending().filter(association__in=deciding).order_by()
        waiting = dict(rows.values_list("association").annotate(Count("pk")))
    return [
        Managed(
            place.association,
            place,
            waiting.get(place.association_id, 0) if place.association_id in deciding else None,
        )
        for place in places
        if place.rights
    ]

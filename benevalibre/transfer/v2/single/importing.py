"""One association of 2.0.x, from the file that was kept to an open association."""

import datetime

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.actions.lasting import reckon_last_entries
from benevalibre.actions.models import Status
from benevalibre.associations import mails
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import Kind
from benevalibre.instance.models import Creation, Instance
from benevalibre.journal.models import record
from benevalibre.transfer.models import Arrival
from benevalibre.transfer.v2.single import bringing as rows
from benevalibre.transfer.v2.single import people, reading, work
from benevalibre.transfer.v2.single.bringing import Bringing
from benevalibre.transfer.v2.single.reading import FileError

__all__ = ["FileError", "LostError", "bring", "open_association"]

MOST_NOTES = 500


class LostError(Exception):
    """Another process has it in hand now."""


def bring(arrival: Arrival, *, lease: datetime.timedelta) -> None:
    """Write all that the file holds into the arrival's association, chunk after chunk.

    What an earlier try left is taken away first, and what this one leaves where it fails.
    """
    association, by = arrival.association, arrival.author
    if association is None or by is None or association.state != State.IMPORTING:
        raise LostError
    rows.clear(association)
    try:
        with arrival.file.open("rb") as file:
            bringing = Bringing(association, reading.read(file))
            with transaction.atomic():
                rows.describe(bringing)
                rows.bring_roles(bringing)
                rows.bring_words(bringing)
                host = people.bring_people(bringing, arrival, by=by)
                people.bring_guests(bringing)
                record("association.arrive", on=association, by=host, association_id=association.pk)
            work.bring_actions(
                bringing, file, progress=lambda done: _renew(arrival, done, lease=lease)
            )
    except LostError:
        raise
    except BaseException:
        rows.clear(association)
        raise
    members = association.memberships.values_list("pk", flat=True)
    reckon_last_entries(list(members))
    arrival.report = report_of(bringing)


def open_association(arrival: Arrival) -> None:
    """Show it to its people, or to the host first where this instance says so."""
    association = arrival.association
    if association is None:
        raise LostError
    waits = Instance.current().association_creation == Creation.MODERATED
    association.state = State.AWAITING if waits else State.ACTIVE
    association.save(update_fields=["state"])
    if waits:
        hosts = User.objects.filter(is_host=True, is_active=True)
        mails.association_awaiting(association, hosts=hosts)


def report_of(bringing: Bringing) -> dict[str, object]:
    """What arrived, as it stands in the database, and what had to be adapted."""
    notes = [
        [line["table"], str(line["id"]), line["why"], line.get("original", "")]
        for line in bringing.report.adapted
    ]
    return {
        "here": figures(bringing),
        "notes": [[text[:300] for text in note] for note in notes[:MOST_NOTES]],
        "count": len(notes),
    }


def figures(bringing: Bringing) -> dict[str, int]:
    """The same figures as the file's summary, counted and summed in the database."""
    here: Association = bringing.association
    approved = Q(status=Status.APPROVED)
    sums = here.actions.aggregate(
        actions=Count("pk"),
        approved=Count("pk", filter=approved),
        minutes=Sum("minutes", filter=approved, default=0),
        hundredths=Sum("distance_hundredths", filter=approved, default=0),
    )
    brought = Membership.objects.filter(association=here, pk__in=bringing.team)
    return {
        "people": brought.count(),
        "guests": here.memberships.filter(kind=Kind.GUEST).count(),
        "roles": here.roles.count() - bringing.added_roles,
        "categories": here.categories.filter(archived_at=None).count(),
        "levels": here.levels.count(),
        "projects": here.projects.count(),
        "actions": sums["actions"],
        "approved": sums["approved"],
        "seconds": sums["minutes"] * 60,
        "hundredths": sums["hundredths"],
    }


def _renew(arrival: Arrival, done: int, *, lease: datetime.timedelta) -> None:
    """Say how far it is, inside the chunk's transaction; ``LostError`` undoes the chunk."""
    mine = Arrival.objects.filter(pk=arrival.pk, leased_until=arrival.leased_until)
    until = timezone.now() + lease
    if mine.update(written=done, leased_until=until) == 0:
        raise LostError
    arrival.leased_until, arrival.written = until, done

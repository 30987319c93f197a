"""Certificates of the year before: one that holds, one that was revoked, one that is asked for."""

import datetime

from django.utils.translation import gettext as _

from benevalibre.certificates import issuing
from benevalibre.certificates.models import Certificate, CertificateRequest, Letterhead
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.people import Person
from benevalibre.hosting.demo.settling import Settled
from benevalibre.hosting.demo.telling import dated, days_ago
from benevalibre.mailing import outbox


def attest(workshop: Settled, *, today: datetime.date) -> None:
    """Issue them by the verbs themselves, none before January, and write to nobody."""
    nadia = workshop.members[people.NADIA]
    days = (today - today.replace(month=1, day=1)).days
    at = days_ago(min(21, days))
    with dated(at):
        letterhead = Letterhead.of(workshop.association)
        letterhead.change(by=nadia, signatory=nadia.display_name, quality=_("coprésidente"))
    _issue(workshop, people.JEANNE, at=days_ago(min(20, days)), today=today)
    wrong = _issue(workshop, people.KARIM, at=days_ago(min(18, days)), today=today)
    at = days_ago(min(16, days))
    with dated(at):
        wrong.revoke(by=nadia, reason=_("Des heures étaient comptées deux fois."))
    Certificate.objects.filter(pk=wrong.pk).update(revoked_at=at)
    outbox.withdraw(f"certificate:{wrong.pk}:")
    _ask(workshop, people.THOMAS, at=days_ago(min(1, days)), today=today)


def _issue(
    workshop: Settled, person: Person, *, at: datetime.datetime, today: datetime.date
) -> Certificate:
    start, end = _last_year(today)
    nadia = workshop.members[people.NADIA]
    with dated(at):
        [made] = issuing.issue([workshop.members[person]], start=start, end=end, by=nadia)
    Certificate.objects.filter(pk=made.pk).update(issued_at=at, issued_on=at.date())
    outbox.withdraw(f"certificate:{made.pk}:")
    return made


def _ask(workshop: Settled, person: Person, *, at: datetime.datetime, today: datetime.date) -> None:
    start, end = _last_year(today)
    with dated(at):
        request = issuing.ask(workshop.members[person], start=start, end=end)
    CertificateRequest.objects.filter(pk=request.pk).update(asked_at=at)
    outbox.withdraw(f"certificates:{workshop.association.pk}:")


def _last_year(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    return datetime.date(today.year - 1, 1, 1), datetime.date(today.year - 1, 12, 31)

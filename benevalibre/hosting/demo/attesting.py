"""Certificates of the year before: one that holds, one that was revoked, one that is asked for."""

import datetime
from typing import Final

from django.utils.translation import gettext as _

from benevalibre.associations.heading import name_on_paper
from benevalibre.badges import keys
from benevalibre.badges.claims import YearHours
from benevalibre.badges.models import BroughtBadge
from benevalibre.certificates import issuing
from benevalibre.certificates.models import Certificate, CertificateRequest, Letterhead
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.people import Person
from benevalibre.hosting.demo.settling import Settled
from benevalibre.hosting.demo.telling import dated, days_ago
from benevalibre.mailing import outbox

ELSEWHERE: Final = "benevoles.les-lilas.example.org"
NEVER: Final = datetime.timedelta(days=36_500)


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
    _bring(workshop, people.JEANNE, at=days_ago(min(2, days)), today=today)


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


def _bring(
    workshop: Settled, person: Person, *, at: datetime.datetime, today: datetime.date
) -> None:
    """Somebody gave time elsewhere too; that instance does not exist, so it is never asked."""
    start, end = _last_year(today)
    did = f"did:web:{ELSEWHERE}"
    hours = YearHours(year=start.year, minutes=36 * 60, direction=12 * 60)
    identifier = f"https://{ELSEWHERE}/verifier/DEMX-DEMX-DEMX/"
    BroughtBadge.objects.create(
        user_id=workshop.members[person].user_id or 0,
        issuer=did,
        host=ELSEWHERE,
        identifier=identifier,
        association=_("Le Jardin partagé des Lilas"),
        register_number="W931234567",
        volunteer=name_on_paper(workshop.members[person]),
        start=start,
        end=end,
        minutes=hours.minutes,
        years=[hours.columns],
        token=keys.sign({"iss": did, "jti": identifier, "demo": True}),
        issued_at=at,
        verified_at=at,
        checked_at=at,
        next_check_at=at + NEVER,
    )


def _last_year(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    return datetime.date(today.year - 1, 1, 1), datetime.date(today.year - 1, 12, 31)

"""Two certificates of the year before: one that holds, one that was revoked."""

import datetime

from django.utils.translation import gettext as _

from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Letterhead
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.settling import Settled
from benevalibre.mailing import outbox


def attest(workshop: Settled, *, today: datetime.date) -> None:
    """Issue them by the verbs themselves, and write to nobody; none in a demo of the future."""
    if today > workshop.association.today():
        return
    nadia = workshop.members[people.NADIA]
    letterhead = Letterhead.of(workshop.association)
    letterhead.change(by=nadia, signatory=nadia.display_name, quality=_("coprésidente"))
    year = today.year - 1
    start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    for person in (people.JEANNE, people.KARIM):
        [certificate] = issue([workshop.members[person]], start=start, end=end, by=nadia)
        if person is people.KARIM:
            certificate.revoke(by=nadia, reason=_("Des heures étaient comptées deux fois."))
        outbox.withdraw(f"certificate:{certificate.pk}:")

"""The papers to time like pages: a person's, of one page each, and the report of an association."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from benevalibre.associations.models import Membership
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate
from benevalibre.hosting.bench.measuring import LAST_YEAR, MOST_QUERIES, Page, Place

ONE_PAGE: Final = 200.0
REPORT: Final = 1_000.0
"""Milliseconds; the report has several pages, and twenty-one questions whatever the association,
with one for the settings of the site where they are to be read again.
"""

COUNTED: Final = 8
"""What it takes to count a paper for an account (``accounts.limits``), whatever it holds."""

LAST: Final = timezone.localdate().year - 1


def _certificate(place: Place) -> Sequence[object]:
    """That of last year of the place's volunteer; issued now where there is none."""
    theirs = Certificate.objects.filter(association=place.association, user=place.volunteer)
    found = theirs.order_by("pk").first()
    if found is None:
        here = Membership.objects.active().filter(association=place.association)
        person, by = here.get(user=place.volunteer), here.get(user=place.manager)
        start, end = date(LAST, 1, 1), date(LAST, 12, 31)
        found = issue([person], start=start, end=end, by=by)[0]
    return [found.pk]


def _forget(_place: Place) -> None:
    """No paper was asked for yet: an account gets sixty a minute."""
    cache.clear()


PAPERS: Sequence[Page] = (
    Page(
        label="Attestation", name="certificates:mine_pdf", about=_certificate,
        by_volunteer=True, before=_forget, most=ONE_PAGE, queries=MOST_QUERIES + COUNTED,
    ),
    Page(
        label="Feuille de temps, dix jours", name="reports:timesheet_mine_pdf",
        query=f"?start={LAST}-03-01&end={LAST}-03-10", about=lambda _place: [],
        by_volunteer=True, before=_forget, most=ONE_PAGE, queries=MOST_QUERIES + COUNTED,
    ),
    Page(
        label="Votre année", name="reports:year_file", about=lambda _place: [LAST],
        by_volunteer=True, before=_forget, most=ONE_PAGE, queries=MOST_QUERIES + COUNTED,
    ),
    Page(
        label="Engagement citoyen", name="certificates:cec_mine_pdf", about=lambda _place: [],
        by_volunteer=True, before=_forget, most=ONE_PAGE, queries=MOST_QUERIES + COUNTED,
    ),
    Page(
        label="Rapport d’activité, une année", name="reports:activity_file", query=LAST_YEAR,
        before=_forget, most=REPORT, queries=22 + COUNTED,
    ),
)  # fmt: skip

"""The papers to time like pages: a person's, of one page each, and the report of an association."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import timezone

from benevalibre.associations.models import Membership
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate
from benevalibre.hosting.bench.measuring import LAST_YEAR, Page, Place

ONE_PAGE: Final = 200.0
REPORT: Final = 1_000.0
"""Milliseconds; the report has several pages, and twenty questions whatever the association."""

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


PAPERS: Sequence[Page] = (
    Page(
        label="Attestation", name="certificates:mine_pdf", about=_certificate,
        by_volunteer=True, most=ONE_PAGE,
    ),
    Page(
        label="Feuille de temps, dix jours", name="reports:timesheet_mine_pdf",
        query=f"?start={LAST}-03-01&end={LAST}-03-10", about=lambda _place: [],
        by_volunteer=True, most=ONE_PAGE,
    ),
    Page(
        label="Votre année", name="reports:year_file", about=lambda _place: [LAST],
        by_volunteer=True, most=ONE_PAGE,
    ),
    Page(
        label="Engagement citoyen", name="certificates:cec_mine_pdf", about=lambda _place: [],
        by_volunteer=True, most=ONE_PAGE,
    ),
    Page(
        label="Rapport d’activité, une année", name="reports:activity_file", query=LAST_YEAR,
        most=REPORT, queries=20,
    ),
)  # fmt: skip

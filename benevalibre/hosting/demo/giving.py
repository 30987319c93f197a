"""What the shelter is given otherwise than as time, and the hours that it planned."""

import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.settling import Settled
from benevalibre.hosting.demo.telling import dated, days_ago
from benevalibre.valuation.accounts import Nature
from benevalibre.valuation.evidence import clean_evidence
from benevalibre.valuation.models import Gift, PlannedHours
from benevalibre.valuation.models.plans import Plan

LAST_YEAR = (
    (Nature.GOODS, "Couvertures et duvets, magasin du centre", 64_000, True),
    (Nature.PREMISES, "Salle paroissiale, cinq mois d’hiver", 250_000, True),
)
THIS_YEAR = (
    (Nature.GOODS, "Pain de la veille, boulangerie de la place", 38_500, True),
    (Nature.PREMISES, "Salle paroissiale, l’hiver", 150_000, False),
    (Nature.SERVICES, "Impression des affiches, imprimerie du pont", 22_000, False),
)
"""Nature, words, cents, and whether a paper says so."""


PLANNED = {
    "Maraude du soir": 220,
    "Accueil de nuit": 160,
    "Repas du dimanche": 90,
    "Aide aux démarches": 60,
}
"""Hours of a year by project: those of a request for a subsidy."""


def plan(shelter: Settled, *, today: datetime.date) -> None:
    """Last year and this one, each in its January."""
    by = shelter.members[people.MICHEL]
    projects = shelter.projects
    plans = {
        projects[name].pk: Plan(hours * 60, projects[name].usual_category_id)
        for name, hours in PLANNED.items()
    }
    for number in (today.year - 1, today.year):
        year = shelter.association.fiscal_years.get(start__year=number)
        january = datetime.datetime(number, 1, 10, 9, tzinfo=datetime.UTC)
        with dated(min(january, days_ago(1))):
            PlannedHours.objects.plan(year, by=by, plans=plans)


def note_last_year(shelter: Settled, *, today: datetime.date) -> None:
    """Before the year is closed: its statement tells of them."""
    _note(shelter, LAST_YEAR, datetime.date(today.year - 1, 12, 15))


def note_this_year(shelter: Settled, *, today: datetime.date) -> None:
    """What is there so far."""
    _note(shelter, THIS_YEAR, today)


def _note(
    shelter: Settled, gifts: tuple[tuple[Nature, str, int, bool], ...], day: datetime.date
) -> None:
    by = shelter.members[people.MICHEL]
    year = shelter.association.fiscal_years.covering(day).get()
    at = datetime.datetime.combine(day, datetime.time(9), tzinfo=datetime.UTC)
    with dated(min(at, days_ago(1))):
        for nature, label, cents, is_proved in gifts:
            paper = _receipt(label, cents) if is_proved else ""
            Gift.objects.note(year, by=by, nature=nature, label=label, cents=cents, evidence=paper)


def _receipt(label: str, cents: int) -> "ContentFile[bytes]":
    """A receipt as somebody photographed it."""
    picture = Image.new("RGB", (600, 400), "#f6f3ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 580, 380), outline="#8a8170", width=2)
    for line, text in enumerate(
        ("Démonstration : rien n’est vrai.", label, f"{cents // 100} euros")
    ):
        pen.text((50, 60 + 70 * line), text, fill="#3b372f", font_size=22)
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return clean_evidence(ContentFile(drawn.getvalue(), name="recu.png"))

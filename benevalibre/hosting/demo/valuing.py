"""The shelter counts in euros: its rates, its last year closed, and a treasurer's function."""

import datetime
from decimal import Decimal

from django.utils import timezone

from benevalibre.associations.models import FiscalYear, Function, Level
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.hosting.demo import giving, people
from benevalibre.hosting.demo.settling import Settled
from benevalibre.hosting.demo.shapes import Kind
from benevalibre.hosting.demo.telling import dated
from benevalibre.reports.models import Introduction
from benevalibre.valuation import closing
from benevalibre.valuation.models import Adopted, Rate, Statement


def price(shelter: Settled, *, today: datetime.date) -> None:
    """A general rate, one for who knows the law, one for welcoming; the board's hours have none."""
    association, by = shelter.association, shelter.members[people.MICHEL]
    start = datetime.date(today.year - 2, 1, 1)
    with dated(association.created_at):
        lawyer = Level.objects.create_word(association, by=by, name="Juriste")
        shelter.categories[Kind.ADVICE].change(by=by, usual_level=lawyer)
        shelter.categories[Kind.BOARD].change(by=by, is_valued=False)
        Rate.objects.add(association, by=by, start=start, coefficient=Decimal(1))
        Rate.objects.add(
            association, by=by, start=start, level=lawyer,
            coefficient=Decimal(3), employer_percent=Decimal(42),
        )  # fmt: skip
        welcome = shelter.categories[Kind.WELCOME]
        Rate.objects.add(association, by=by, start=start, category=welcome, cents=1_500)


def entrust(shelter: Settled, *, today: datetime.date) -> None:
    """Michel is the treasurer, Monique chairs: their board hours count for the CEC."""
    michel, monique = shelter.members[people.MICHEL], shelter.members[people.MONIQUE]
    start = datetime.date(today.year - 1, 1, 1)
    with dated(_noon(start + datetime.timedelta(days=13))):
        for person, by in ((michel, monique), (monique, michel)):
            Function.objects.create_function(person, by=by, kind=CecKind.DIRECTION, start=start)


INTRODUCTION = (
    "Cet hiver encore, personne n’est resté dehors faute de bras. Derrière chaque repas servi et "
    "chaque nuit d’accueil, il y a du temps donné\u00a0: ce rapport le compte.\n"
    "Merci à la ville, qui nous prête la salle, et à toutes les personnes qui la font vivre."
)


def introduce(shelter: Settled) -> None:
    """Michel wrote what stands above the activity report."""
    association = shelter.association
    with dated(association.created_at):
        Introduction.of(association).write(INTRODUCTION, by=shelter.members[people.MICHEL])


def close_past_years(shelter: Settled, *, today: datetime.date) -> None:
    """Each with its statement; last year's tells of its gifts in kind."""
    _close(shelter, today.year - 2, today=today)
    giving.note_last_year(shelter, today=today)
    _close(shelter, today.year - 1, today=today)


def _close(shelter: Settled, number: int, *, today: datetime.date) -> None:
    """On the morning after the general assembly of March."""
    year = shelter.association.fiscal_years.get(start__year=number)
    assembly = min(datetime.date(number + 1, 3, 14), today)
    at = min(_noon(assembly + datetime.timedelta(days=1)), timezone.now())
    with dated(at):
        statement = closing.close(
            year,
            by=shelter.members[people.MICHEL],
            adopted_on=assembly,
            adopted_by=Adopted.ASSEMBLY,
        )
    Statement.objects.filter(pk=statement.pk).update(closed_at=at)
    FiscalYear.objects.filter(pk=year.pk).update(closed_at=at)


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(11), tzinfo=datetime.UTC)

"""A great many rows, and the time of each page with them; on a small scale."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership
from benevalibre.hosting import checkup
from benevalibre.hosting.bench import exporting, importing, measuring, pressing
from benevalibre.hosting.bench.exporting import Writing
from benevalibre.hosting.bench.measuring import Line, Page, Place, Timing
from benevalibre.hosting.bench.papers import PAPERS
from benevalibre.hosting.bench.pressing import Pressing
from benevalibre.hosting.bench.seeding import BIG_MANAGER, BUSY_VOLUNTEER, Size, seed
from tests.factories import UserFactory

A_DAY = datetime.date(2026, 11, 23)


def test_a_million_actions_go_with_what_the_budgets_ask() -> None:
    size = Size(1_000_000, 1_000)

    assert (size.accounts, size.big_people) == (20_000, 2_000)


@pytest.mark.django_db
def test_a_fifth_of_the_actions_is_in_one_association() -> None:
    said: list[str] = []

    seed(Size(1_000, 4), today=A_DAY, say=said.append)

    big = Membership.objects.managers().get(user__email=BIG_MANAGER).association
    assert Action.objects.count() == 1_000
    assert Association.objects.count() == 4
    assert big.actions.count() == 200
    assert big.memberships.count() == 10
    assert said[-1] == "Prêt."


@pytest.mark.django_db
def test_one_volunteer_is_busier_than_chance_would_have_it() -> None:
    seed(Size(1_000, 4), today=A_DAY, say=lambda _text: None)

    counts = Action.objects.values("member__user__email").annotate(n=Count("pk")).order_by("-n")

    assert BUSY_VOLUNTEER in [row["member__user__email"] for row in counts[:10]]


@pytest.mark.django_db
def test_what_was_seeded_is_sound() -> None:
    seed(Size(1_000, 4), today=A_DAY, say=lambda _text: None)

    found = [*checkup.belonging(), *checkup.last_entries(), *checkup.managers()]

    assert found == []
    assert not Action.objects.filter(date__gt=A_DAY).exists()
    assert not Action.objects.exclude(typed_by=F("member")).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("options", [{"actions": 10}, {"actions": 1_000, "associations": 1}])
def test_too_few_rows_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="Il faut au moins"):
        call_command("seed", **options)

    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "sentence"), [("seed", "n’est pas vide"), ("bench", "autre chose")]
)
def test_an_instance_in_use_is_left_alone(command: str, sentence: str) -> None:
    UserFactory()

    with pytest.raises(CommandError, match=sentence):
        call_command(command, actions=1_000)

    assert User.objects.count() == 1


def timing(
    median: float = 10.0, *, queries: int = 8, status: int = 200, processor: float | None = None
) -> Timing:
    return Timing(
        status=status,
        queries=queries,
        median=median,
        percentile_95=median,
        processor=median if processor is None else processor,
    )


def writing(code: str = "csv", *, seconds: float = 10.0, memory: int = 100) -> Writing:
    return Writing(code=code, rows=200, seconds=seconds, processor=seconds, memory=memory, size=1.5)


STEP = importing.Step(code="record", seconds=61.0, lines=10_000)
SLOW = Pressing(sheets=2_000, volumes=20, seconds=60.1, processor=90.0, memory=1_001, size=90)
PAGE = Page(label="Accueil", name="home:home")
YEAR = Page(label="Statistiques", name="reports:statistics", most=150)
FORM = Page(label="Envoi", name="actions:record", fields=lambda _place: {})


@pytest.mark.parametrize(
    ("page", "big", "small", "faults"),
    [
        (PAGE, timing(19.0), timing(10.0), []),
        (PAGE, timing(21.0), timing(10.0), ["plus de deux fois plus lente"]),
        (PAGE, timing(queries=11), timing(), ["plus de 10 requêtes"]),
        (FORM, timing(queries=12), timing(), []),
        (FORM, timing(), timing(queries=13), ["plus de 12 requêtes"]),
        (PAGE, timing(status=500), timing(), ["réponse 500"]),
        (PAGE, timing(status=302), timing(), ["réponse 302"]),
        (FORM, timing(status=302), timing(status=302), []),
        (YEAR, timing(149.0), timing(1.0), []),
        (YEAR, timing(151.0), timing(150.0), ["plus de 150 ms"]),
    ],
)
def test_a_page_above_its_budget_is_named(
    page: Page, big: Timing, small: Timing, faults: list[str]
) -> None:
    line = Line(page, big, small)

    assert line.faults == faults


def test_a_wait_for_a_busy_machine_is_no_fault_of_a_page() -> None:
    is_seen = connection.vendor == "sqlite"

    found = Line(YEAR, timing(400.0, processor=100.0), timing()).faults

    assert found == ([] if is_seen else ["plus de 150 ms"])


@pytest.mark.parametrize(
    ("file", "faults"),
    [
        (writing(seconds=30.0, memory=150), []),
        (writing(seconds=30.1), ["plus de 30 s"]),
        (writing("ods", seconds=59.0), []),
        (writing("ods", seconds=61.0, memory=151), ["plus de 60 s", "plus de 150 Mo"]),
    ],
)
def test_an_export_above_its_budget_is_named(file: Writing, faults: list[str]) -> None:
    assert file.faults == faults


@pytest.mark.django_db
@pytest.mark.parametrize("code", exporting.LABELS)
def test_each_export_is_written_to_be_measured(code: str) -> None:
    seed(Size(1_000, 4), today=A_DAY, say=lambda _text: None)
    big, _small = measuring.places()

    file = exporting.write(code, big.association.pk)

    assert file.rows == 200
    assert file.size > 0
    assert file.memory > 10


@pytest.mark.django_db
def test_the_sheets_of_a_year_are_made_to_be_measured() -> None:
    seed(Size(1_000, 4), today=A_DAY, say=lambda _text: None)
    big, _small = measuring.places()

    last_year = Action.objects.approved().filter(
        association=big.association, date__year=big.association.today().year - 1
    )

    made = pressing.press(big.association.pk)

    assert (made.sheets, made.volumes) == (len(set(last_year.values_list("member"))), 1)
    assert made.size > 0
    assert made.memory > 10


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, ["plus de 60 s", "plus de 1000 Mo"]),
        ({"seconds": 60.0, "memory": 1_000}, []),
        ({"sheets": 1_000, "seconds": 31.0, "memory": 1}, ["plus de 30 s"]),
        ({"sheets": 10, "seconds": 9.9, "memory": 1}, []),
    ],
)
def test_sheets_above_their_budget_are_named(changes: dict[str, Any], faults: list[str]) -> None:
    assert dataclasses.replace(SLOW, **changes).faults == faults


@pytest.mark.django_db
def test_the_table_has_a_line_a_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measure(_big: Place, _small: Place, **options: object) -> Iterator[Line]:
        yield Line(PAGE, timing(), timing(5.0))
        yield Line(FORM, timing(30.0), timing())

    monkeypatch.setattr("benevalibre.hosting.management.commands.bench.measure", measure)
    monkeypatch.setattr(exporting, "measure", lambda _big: iter([writing(seconds=31.0)]))
    monkeypatch.setattr(pressing, "measure", lambda _big: SLOW)
    monkeypatch.setattr(importing, "measure", lambda _big: iter([STEP]))
    monkeypatch.setattr("benevalibre.hosting.management.commands.seed.tidy", lambda: None)
    monkeypatch.setattr("benevalibre.hosting.statics.gather", lambda: False)

    with pytest.raises(SystemExit):
        call_command("bench", actions=1_000, times=1)

    lines = capsys.readouterr().out.splitlines()
    assert lines[-11].startswith("Accueil")
    assert lines[-11].endswith("2.00")
    assert lines[-10].endswith("plus de deux fois plus lente")
    assert lines[-7].startswith("CSV, 200 activités")
    assert lines[-7].endswith("plus de 30 s")
    assert lines[-4].startswith("Exercice arrêté, 2000 feuilles, 20 volumes")
    assert lines[-4].endswith("plus de 60 s, plus de 1000 Mo")
    assert lines[-1].startswith("Noter les activités, 10000 lignes")
    assert lines[-1].endswith("plus de 60 s")


@pytest.mark.django_db
def test_every_page_answers_with_the_data_of_the_bench() -> None:
    seed(Size(1_000, 4), today=A_DAY, say=lambda _text: None)
    big, small = measuring.places()

    pages = [*measuring.PAGES, *PAPERS]

    lines = list(measuring.measure(big, small, pages=pages, times=1))

    few_rows = {"Feuille de temps, dix jours"}  # there may be nothing in ten days of so few rows
    wrong = {line.page.label for line in lines if line.big.status != 200} - few_rows
    assert wrong == {"Saisir, envoi"}
    assert len(lines) == len(pages)


@pytest.mark.django_db
def test_papers_are_timed_more_often_than_an_account_may_ask(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "paper": "3/m/key"}
    seed(Size(1_000, 4), today=A_DAY, say=lambda _text: None)
    papers = [
        page for page in PAPERS if page.name in {"reports:year_file", "certificates:mine_pdf"}
    ]

    lines = list(measuring.measure(*measuring.places(), pages=papers, times=3))

    found = [(line.big.status, line.small.status) for line in lines]
    assert found == [(200, 200)] * 2
    assert not any("requêtes" in fault for line in lines for fault in line.faults)

"""Asked for however often, what is long is made once, and told of: the sheets of a closed year."""

import logging
import os
from datetime import date, timedelta
from typing import IO, Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.telling import tell
from benevalibre.associations.writing import RuleError
from benevalibre.documents.aside import PressError
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from benevalibre.reports import bundling, year_sheets
from benevalibre.reports.models import Bundle, BundleStage
from benevalibre.valuation.closing import close, reopen
from benevalibre.valuation.models import Statement
from tests.factories import ActionFactory, CategoryFactory, FiscalYearFactory, MembershipFactory
from tests.personas import signed_in

DAY = date(2024, 5, 1)


def quick_write(_statement: Statement, file: IO[bytes], progress: Any) -> bool:
    """A file in no time."""
    file.write(b"%PDF-1.7")
    progress(1)
    return False


def broken_write(_statement: Statement, _file: IO[bytes], _progress: Any) -> bool:
    raise PressError


@pytest.fixture
def statement(db: None, monkeypatch: pytest.MonkeyPatch) -> Statement:
    """Of a year in which two people gave something; its file is quick to write."""
    monkeypatch.setattr(year_sheets, "write", quick_write)
    manager = MembershipFactory(manager=True)
    here = manager.association
    category = CategoryFactory(association=here)
    for name in ("Jeanne Durand", "Loïc Le Goff"):
        person = MembershipFactory(association=here, named=True, name=name)
        ActionFactory(member=person, category=category, date=DAY, minutes=60)
    year = FiscalYearFactory(association=here, start=date(2024, 1, 1), end=date(2024, 12, 31))
    return close(year, by=manager)


def by(statement: Statement) -> Membership:
    assert statement.closed_by is not None
    return statement.closed_by


def of(statement: Statement) -> dict[str, Any]:
    return {"association": statement.association, "author": by(statement)}


def page_of(statement: Statement, path: str = "") -> str:
    return f"/associations/{statement.association_id}/etats/{statement.number}/feuilles/{path}"


def test_few_are_there_at_once_and_nobody_is_written_to(statement: Statement) -> None:
    bundle = year_sheets.ask(statement, by=by(statement))

    assert (bundle.stage, bundle.progress, bundle.total) == (BundleStage.DONE, 2, 2)
    with bundle.file.open("rb") as file:
        assert file.read() == b"%PDF-1.7"
    assert not Mail.objects.filter(kind="reports.bundle").exists()


def asked_before(minutes: int) -> None:
    """Whoever asked did so that long ago."""
    Bundle.objects.update(asked_at=timezone.now() - timedelta(minutes=minutes))


def test_many_wait_for_the_worker_who_tells_that_they_are_there(
    statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_sheets, "MOST_SHEETS", 1)

    asked = year_sheets.ask(statement, by=by(statement))
    asked_before(minutes=2)
    bundling.work_waiting()

    assert asked.stage == BundleStage.WAITING
    assert Bundle.objects.get().stage == BundleStage.DONE
    mail = Mail.objects.get(kind="reports.bundle")
    assert mail.to == by(statement).user.email
    assert "sont prêtes" in mail.subject
    assert page_of(statement) in mail.text
    assert page_of(statement) in mail.html


def test_nobody_is_written_to_about_what_took_a_moment(
    statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_sheets, "MOST_SHEETS", 1)

    year_sheets.ask(statement, by=by(statement))
    bundling.work_waiting()

    assert Bundle.objects.get().stage == BundleStage.DONE
    assert not Mail.objects.filter(kind="reports.bundle").exists()


def test_whoever_asked_is_told_what_failed_long_after(
    statement: Statement,
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    monkeypatch.setattr(year_sheets, "MOST_SHEETS", 1)
    monkeypatch.setattr(year_sheets, "write", broken_write)

    year_sheets.ask(statement, by=by(statement))
    asked_before(minutes=2)
    bundling.work_waiting()
    logged_errors.clear()

    mail = Mail.objects.get(kind="reports.bundle")
    assert "ne sont pas prêtes" in mail.subject
    assert Bundle.objects.get().failure in mail.text


def test_what_nobody_foresaw_is_raised_and_leaves_nothing_waiting(
    statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd_write(*_words: Any) -> bool:
        raise LookupError

    monkeypatch.setattr(year_sheets, "write", odd_write)

    with pytest.raises(LookupError):
        year_sheets.ask(statement, by=by(statement))

    assert Bundle.objects.get().stage == BundleStage.FAILED


def test_what_somebody_else_goes_on_with_does_not_advance(statement: Statement) -> None:
    bundle = Bundle.objects.create(
        kind="timesheets", subject=statement.pk, total=9, **of(statement)
    )
    bundle.claim()
    Bundle.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    other = Bundle.objects.get()
    other.claim()

    assert other.advance(1)
    assert not bundle.advance(1)


def test_asking_twice_changes_nothing(statement: Statement) -> None:
    first = year_sheets.ask(statement, by=by(statement))
    second = year_sheets.ask(statement, by=by(statement))

    assert first.pk == second.pk
    assert first.done_at == second.done_at
    assert second.attempts == 1


def test_two_workers_do_not_make_the_same(
    statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_sheets, "MOST_SHEETS", 1)
    bundle = year_sheets.ask(statement, by=by(statement))

    assert bundle.claim()
    assert not Bundle.objects.get().claim()


def test_a_failure_is_shown_and_tried_again(
    statement: Statement,
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    client = signed_in(by(statement))
    monkeypatch.setattr(year_sheets, "write", broken_write)
    failed = year_sheets.ask(statement, by=by(statement))
    page = client.get(page_of(statement)).content.decode()
    [logged] = logged_errors
    logged_errors.clear()
    monkeypatch.setattr(year_sheets, "write", quick_write)

    client.post(page_of(statement))

    assert "stopped" in logged.getMessage()
    assert failed.stage == BundleStage.FAILED
    assert "Réessayer" in page
    assert failed.failure in page
    assert Bundle.objects.get().stage == BundleStage.DONE


def test_what_stops_its_worker_again_and_again_is_given_up(statement: Statement) -> None:
    new = {"attempts": 3, "total": 2, **of(statement)}
    bundle = Bundle.objects.create(kind="timesheets", subject=statement.pk, **new)

    bundling.work_waiting()

    bundle.refresh_from_db()
    assert bundle.stage == BundleStage.FAILED


def test_a_statement_that_is_replaced_gets_none(statement: Statement) -> None:
    reopen(statement.fiscal_year, by=by(statement), reason="Une feuille oubliée")
    statement.refresh_from_db()

    with pytest.raises(RuleError, match="rouvert"):
        year_sheets.ask(statement, by=by(statement))
    page = signed_in(by(statement)).get(page_of(statement)).content.decode()

    assert "a été rouvert" in page
    assert "Préparer les feuilles" not in page


def test_a_week_later_the_file_is_gone_and_can_be_asked_for_again(statement: Statement) -> None:
    bundle = year_sheets.ask(statement, by=by(statement))
    storage, name = bundle.file.storage, bundle.file.name
    Bundle.objects.update(done_at=timezone.now() - timedelta(days=8))

    bundling.forget_old()

    assert not storage.exists(name)
    assert year_sheets.ask(statement, by=by(statement)).stage == BundleStage.DONE


def test_old_files_that_no_row_names_go_too(statement: Statement) -> None:
    bundle = year_sheets.ask(statement, by=by(statement))
    storage = bundle.file.storage
    old, young = (storage.save("feuilles/7.zip", ContentFile(b"PK")) for _n in range(2))
    long_ago = (timezone.now() - timedelta(days=8)).timestamp()
    for name in (old, bundle.file.name):
        os.utime(storage.path(name), (long_ago, long_ago))

    bundling.forget_old()

    assert not storage.exists(old)
    assert storage.exists(young)
    assert storage.exists(bundle.file.name)


def test_it_is_downloaded_by_who_values_hours_only(statement: Statement) -> None:
    year_sheets.ask(statement, by=by(statement))
    here = statement.association
    reader = MembershipFactory(association=here, rights=[Right.MANAGE_ACTIONS])

    got = signed_in(by(statement)).get(page_of(statement, "fichier/"))

    assert got.getvalue() == b"%PDF-1.7"
    assert ".pdf" in got["Content-Disposition"]
    assert got["Cache-Control"] == "no-store"
    assert signed_in(reader).get(page_of(statement, "fichier/")).status_code == 403


def test_the_journal_says_who_asked_and_who_took_them_away(statement: Statement) -> None:
    client = signed_in(by(statement))

    client.post(page_of(statement))
    client.post(page_of(statement))
    client.get(page_of(statement, "fichier/")).getvalue()

    told = Entry.objects.filter(verb__startswith="timesheets.").order_by("-pk")
    taken, asked = [line.text for line in tell(list(told))]
    assert "a téléchargé toutes les feuilles de temps de l’exercice 2024" in taken
    assert "a demandé toutes les feuilles de temps" in asked


@pytest.mark.parametrize("state", [State.FROZEN, State.MOVED])
def test_whoever_leaves_takes_them_along(statement: Statement, state: State) -> None:
    Association.objects.update(state=state)
    client = signed_in(by(statement))

    client.post(page_of(statement))

    assert client.get(page_of(statement, "fichier/")).getvalue() == b"%PDF-1.7"


def test_a_file_that_is_lost_can_be_made_again(statement: Statement) -> None:
    bundle = year_sheets.ask(statement, by=by(statement))
    bundle.file.storage.delete(bundle.file.name)
    client = signed_in(by(statement))

    answer = client.get(page_of(statement, "fichier/"), follow=True)

    assert "n’est plus là" in answer.content.decode()
    assert "Réessayer" in answer.content.decode()


def test_the_page_says_how_far_it_is(statement: Statement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(year_sheets, "MOST_SHEETS", 1)
    bundle = year_sheets.ask(statement, by=by(statement))
    bundle.advance(1)

    page = signed_in(by(statement)).get(page_of(statement)).content.decode()

    assert "Feuilles prêtes\u00a0: 1 sur 2" in page

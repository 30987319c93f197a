"""Recording what was checked, at once or by the worker, and taking it out again."""

import datetime

import pytest
import time_machine

from benevalibre.actions.models import Action, Source, Status
from benevalibre.actions.moderation import ModerationError
from benevalibre.associations.models import Category, Invitation, Membership, Project, Right, Role
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from benevalibre.transfer.sheets import running
from benevalibre.transfer.sheets.models import Kind, Spreadsheet, SpreadsheetLine, Stage
from benevalibre.transfer.sheets.running import start, work_waiting
from benevalibre.transfer.sheets.undoing import may_undo, undo
from tests.factories import ActionFactory, BatchFactory, CategoryFactory, MembershipFactory
from tests.transfer.sheets.sending import csv_of, imported, sent

pytestmark = pytest.mark.django_db

HEAD = "Personne;Date;Durée;Titre;Catégorie;Projet"
ZOE = "Zoé Abel;12/08/2026;2h;Bal;Danse;Été"
NADIA = "Nadia Haddad;13/08/2026;1h30;Soupe;Danse;"
CREATE = {"people": "create", "category": "create", "project": "create"}


@pytest.fixture(autouse=True)
def nomenclature(manager: Membership) -> None:
    CategoryFactory(association=manager.association, name="Accueil")


def test_what_was_checked_is_recorded_as_one_batch(manager: Membership) -> None:
    spreadsheet = imported(csv_of(HEAD, ZOE, NADIA, "?;hier;2h;x;Danse;"), manager, **CREATE)

    assert spreadsheet.stage == Stage.DONE
    assert spreadsheet.result | {"words": 2} == {
        "lines": 2, "actions": 2, "minutes": 210, "people": 1, "words": 2, "pending": 0,
        "refused": 1,
    }  # fmt: skip
    action = Action.objects.get(title="Bal")
    assert (action.member.name, action.category.name, action.project.name) == (
        "Zoé Abel", "Danse", "Été",
    )  # fmt: skip
    assert (action.typed_by, action.source, action.status) == (manager, Source.IMPORT, "approved")
    assert action.batch == spreadsheet.batch
    assert action.member.last_entry_on == datetime.date(2026, 8, 12)
    assert not SpreadsheetLine.objects.exists()
    assert (spreadsheet.headers, spreadsheet.unknown) == ([], {})


def test_the_journal_has_one_line_for_all(manager: Membership) -> None:
    imported(csv_of(HEAD, ZOE, NADIA), manager, **CREATE)

    assert [entry.verb for entry in Entry.objects.all()] == ["spreadsheet.import"]


def test_ones_own_hours_wait_where_somebody_else_may_approve(manager: Membership) -> None:
    manager.association.policy_moderate_actions = True
    manager.association.save()
    other = MembershipFactory(association=manager.association, rights=[Right.MANAGE_ACTIONS])

    spreadsheet = imported(csv_of(HEAD, ZOE, NADIA), manager, **CREATE)

    assert Action.objects.get(title="Soupe").status == Status.PENDING
    approved = Action.objects.get(title="Bal")
    assert (approved.status, approved.status_by) == (Status.APPROVED, manager)
    assert spreadsheet.result["pending"] == 1
    assert Mail.objects.filter(to=other.user.email).exists()


def test_an_entry_over_the_end_of_a_year_is_split(manager: Membership) -> None:
    head = "Nom;Date;Date de fin;Durée;Catégorie"

    imported(csv_of(head, "Nadia Haddad;31/12/2025;01/01/2026;4h;Accueil"), manager)

    assert list(Action.objects.order_by("date").values_list("minutes", flat=True)) == [120, 120]


def test_doubles_are_left_out_unless_one_wants_them(manager: Membership) -> None:
    imported(csv_of(HEAD, ZOE), manager, **CREATE)

    imported(csv_of(HEAD, ZOE, NADIA), manager, **CREATE)
    assert Action.objects.filter(title="Bal").count() == 1

    imported(csv_of(HEAD, ZOE, NADIA), manager, keeps_doubles=True, **CREATE)
    assert Action.objects.filter(title="Bal").count() == 2


def test_the_same_file_is_known_again(manager: Membership) -> None:
    first = imported(csv_of(HEAD, ZOE), manager, **CREATE)

    again = sent(csv_of(HEAD, ZOE), manager)

    assert again.twin() == first
    undo(first, by=manager)
    assert again.twin() is None


def test_nothing_is_recorded_where_more_lines_are_refused_than_were_shown(
    manager: Membership,
) -> None:
    spreadsheet = sent(csv_of(HEAD, ZOE, NADIA), manager, **CREATE)
    Role.objects.update(manage_association=False, manage_actions=True)

    start(spreadsheet, refused=0, keeps_doubles=False, invites=False)
    spreadsheet.refresh_from_db()

    assert spreadsheet.stage == Stage.CHECKED
    assert "changé" in spreadsheet.failure
    assert spreadsheet.result["refused"] == 2
    assert not Action.objects.exists()


def test_who_lost_the_right_imports_nothing(manager: Membership) -> None:
    spreadsheet = sent(csv_of(HEAD, ZOE), manager, **CREATE)
    Role.objects.update(manage_association=False)

    start(spreadsheet, refused=0, keeps_doubles=False, invites=False)
    spreadsheet.refresh_from_db()

    assert spreadsheet.stage == Stage.FAILED
    assert "droit" in spreadsheet.failure


def test_an_association_that_moves_takes_nothing(manager: Membership) -> None:
    spreadsheet = sent(csv_of(HEAD, ZOE), manager, **CREATE)
    manager.association.state = "frozen"
    manager.association.save()

    start(spreadsheet, refused=0, keeps_doubles=False, invites=False)
    spreadsheet.refresh_from_db()

    assert spreadsheet.stage == Stage.FAILED


def test_many_lines_wait_for_the_worker(
    manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 1)
    monkeypatch.setattr(running, "CHECKED_AT_ONCE", 1)
    spreadsheet = sent(csv_of(HEAD, ZOE, NADIA), manager, **CREATE)
    assert spreadsheet.stage == Stage.CHECKING

    work_waiting()
    spreadsheet.refresh_from_db()
    assert (spreadsheet.stage, spreadsheet.result["ready"]) == (Stage.CHECKED, 2)
    start(spreadsheet, refused=0, keeps_doubles=False, invites=False)
    assert spreadsheet.stage == Stage.RUNNING

    work_waiting()
    spreadsheet.refresh_from_db()
    assert spreadsheet.stage == Stage.DONE


def test_what_another_process_has_in_hand_is_left_to_it(manager: Membership) -> None:
    spreadsheet = sent(csv_of(HEAD, ZOE), manager, **CREATE)
    spreadsheet.move(Stage.RUNNING, since=[Stage.CHECKED])
    assert spreadsheet.claim()

    assert work_waiting() == 0
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=11)):
        assert work_waiting() == 1


def test_a_fault_stops_the_import_and_is_raised(
    manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    spreadsheet = sent(csv_of(HEAD, ZOE), manager, **CREATE)

    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(running, "write", broken)

    with pytest.raises(ZeroDivisionError):
        start(spreadsheet, refused=0, keeps_doubles=False, invites=False)
    spreadsheet.refresh_from_db()
    assert spreadsheet.stage == Stage.FAILED
    assert Membership.objects.filter(name="Zoé Abel").count() == 0


def test_the_idle_worker_asks_one_query(manager: Membership, query_budget: object) -> None:
    imported(csv_of(HEAD, ZOE), manager, **CREATE)

    with query_budget(1):  # type: ignore[operator]
        assert work_waiting() == 0


def test_what_lies_there_for_a_day_is_forgotten(manager: Membership) -> None:
    left = sent(csv_of(HEAD, ZOE), manager)
    kept = imported(csv_of(HEAD, ZOE), manager, **CREATE)

    with time_machine.travel(left.created_at + datetime.timedelta(days=1, hours=1)):
        work_waiting()

    assert list(Spreadsheet.objects.all()) == [kept]


def test_an_import_is_taken_out_as_one(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True, name="Ana")
    ActionFactory(member=person, date=datetime.date(2026, 1, 5))
    line = "Ana;20/08/2026;2h;x;Danse;"
    spreadsheet = imported(csv_of(HEAD, ZOE, NADIA, line), manager, **CREATE)

    went = undo(spreadsheet, by=manager)

    assert went == {"actions": 3, "left": 0, "people": 1}
    assert Action.objects.count() == 1
    assert not Membership.objects.filter(name="Zoé Abel").exists()
    assert not Category.objects.filter(name="Danse").exists()
    assert not Project.objects.filter(name="Été").exists()
    person.refresh_from_db()
    assert person.last_entry_on == datetime.date(2026, 1, 5)
    spreadsheet.refresh_from_db()
    assert spreadsheet.is_undone
    assert not may_undo(spreadsheet, by=manager)


def test_what_was_touched_since_stays(manager: Membership) -> None:
    spreadsheet = imported(csv_of(HEAD, ZOE, NADIA), manager, **CREATE)
    Action.objects.filter(title="Soupe").update(version=2)
    ActionFactory(member=Membership.objects.get(name="Zoé Abel"))

    went = undo(spreadsheet, by=manager)

    assert went == {"actions": 1, "left": 1, "people": 0}
    assert Membership.objects.filter(name="Zoé Abel").exists()
    assert Category.objects.filter(name="Danse").exists()


def test_it_is_too_late_after_a_day_another_batch_or_for_somebody_else(
    manager: Membership,
) -> None:
    spreadsheet = imported(csv_of(HEAD, ZOE), manager, **CREATE)
    other = MembershipFactory(association=manager.association, manager=True)

    assert may_undo(spreadsheet, by=manager)
    assert not may_undo(spreadsheet, by=other)
    with pytest.raises(ModerationError):
        undo(spreadsheet, by=other)
    later = spreadsheet.done_at + datetime.timedelta(days=1, minutes=5)
    with time_machine.travel(later), pytest.raises(ModerationError):
        undo(spreadsheet, by=manager)
    BatchFactory(association_id=manager.association_id, membership_id=manager.pk)
    with pytest.raises(ModerationError):
        undo(spreadsheet, by=manager)


def test_people_come_without_account_and_are_invited_where_one_wishes(
    manager: Membership,
) -> None:
    lines = ["Zoé;Abel;zoe@example.org", "Ana;Lima;"]

    spreadsheet = imported(
        csv_of("Prénom;Nom;E-mail", *lines), manager, kind=Kind.PEOPLE, invites=True
    )
    assert spreadsheet.stage == Stage.RUNNING
    work_waiting()
    spreadsheet.refresh_from_db()

    assert (spreadsheet.stage, spreadsheet.result["invited"]) == (Stage.DONE, 1)
    zoe = Membership.objects.get(name="Zoé Abel")
    assert (zoe.kind, zoe.user, zoe.role) == ("named", None, None)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.claims) == ("zoe@example.org", zoe)
    assert undo(spreadsheet, by=manager)["people"] == 2
    assert not Invitation.objects.exists()


def test_an_address_is_not_kept_where_nobody_is_invited(manager: Membership) -> None:
    spreadsheet = imported(
        csv_of("Nom;E-mail", "Zoé Abel;zoe@example.org"), manager, kind=Kind.PEOPLE
    )

    assert (spreadsheet.stage, spreadsheet.unknown) == (Stage.DONE, {})
    assert not Invitation.objects.exists()

"""Rows of a source are hostile input: adapted and told, or left and told; never half-kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from PIL import Image

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Category, GuestLink, Membership
from benevalibre.instance.models import Instance
from benevalibre.transfer.models import Departure
from benevalibre.transfer.v2 import importing
from benevalibre.transfer.v2.importing import ArrivalError, bring
from benevalibre.transfer.v2.report import Report
from benevalibre.transfer.v2.source import COLUMNS, SourceError, open_source
from tests.transfer.conftest import FIXTURE, notes, quiet

Altered = Callable[..., Report]
ACTION, USER = "benevalibre_benevalo", "accounts_user"


def set_action(pk: int, columns: str) -> str:
    return f"UPDATE benevalibre_benevalo SET {columns} WHERE id = {pk}"


@pytest.mark.parametrize(
    ("microseconds", "minutes", "status"),
    [
        (89_999_999, 1, "approved"),
        (90_000_000, 2, "approved"),
        (29_999_999, 0, "approved"),
        (-60_000_000, 0, "to_correct"),
        (2**62, 600_000, "to_correct"),
    ],
)
def test_durations_become_whole_minutes(
    altered: Altered, microseconds: int, minutes: int, status: str
) -> None:
    report = altered(set_action(1, f"duration = {microseconds}"))

    action = Action.objects.get(pk=1)
    assert (action.minutes, action.status) == (minutes, status)
    assert "duration" in notes(report, ACTION, 1)


@pytest.mark.parametrize("duration", ["'deux heures'", "X'00ff'", "1e300"])
def test_a_duration_that_is_none_is_to_correct(altered: Altered, duration: str) -> None:
    report = altered(set_action(1, f"duration = {duration}"))

    assert Action.objects.get(pk=1).status == "to_correct"
    assert "hors du possible" in notes(report, ACTION, 1)


@pytest.mark.parametrize("date", ["'1999-12-31'", "'9999-12-31'", "'99999-01-01'", "'abc'", "''"])
def test_an_impossible_date_is_to_correct(altered: Altered, date: str) -> None:
    report = altered(set_action(1, f"date = {date}"))

    assert Action.objects.get(pk=1).status == "to_correct"
    assert "date" in notes(report, ACTION, 1)


def test_an_end_before_the_start_is_left(altered: Altered) -> None:
    altered(set_action(1, "end_date = '2020-01-01'"))

    assert Action.objects.get(pk=1).end_date is None


def test_without_category_goes_to_an_archived_one(altered: Altered) -> None:
    altered(set_action(1, "category_id = NULL"), set_action(4, "category_id = 13"))

    category = Category.objects.get(association_id=1, name="Sans catégorie")
    assert category.archived_at is not None
    assert set(category.actions.values_list("pk", flat=True)) == {1, 4}


def test_a_project_of_another_association_is_left(altered: Altered) -> None:
    report = altered(set_action(1, "project_id = 4, level_id = 4"))

    action = Action.objects.get(pk=1)
    assert (action.project_id, action.level_id) == (None, None)
    assert "project_id" in notes(report, ACTION, 1)


def test_an_action_of_no_association_is_listed(altered: Altered) -> None:
    report = altered(set_action(1, "association_id = NULL"))

    assert not Action.objects.filter(pk=1).exists()
    assert "association inconnue" in notes(report, ACTION, 1)


def test_whoever_left_keeps_their_hours(altered: Altered) -> None:
    altered("DELETE FROM associations_associationmembership WHERE association_id = 1")

    action = Action.objects.get(pk=1)
    assert action.member is not None
    assert (action.member.state, action.member.user_id) == ("left", 27)
    assert action.member.rights == frozenset()


def test_an_action_without_author_comes_without(altered: Altered) -> None:
    altered(
        set_action(1, "user_id = NULL, anonymous_member_id = NULL"), set_action(4, "user_id = 999")
    )

    assert Action.objects.get(pk=1).member is None
    assert Action.objects.get(pk=4).member is None


def test_text_stays_text(altered: Altered) -> None:
    altered(
        set_action(
            1, "title = '<script>alert(1)</script> 🎉', description = 'a' || char(0) || 'b'"
        ),
        "UPDATE associations_association SET description = '{% load x %}<b>' WHERE id = 1",
    )

    action = Action.objects.get(pk=1)
    assert action.title == "<script>alert(1)</script> 🎉"
    assert action.description == "ab"
    assert Association.objects.get(pk=1).description == "{% load x %}<b>"


def without_constraints(table: str) -> tuple[str, str, str]:
    """Statements that let the table hold anything."""
    return (
        f"CREATE TABLE kept AS SELECT * FROM {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE kept RENAME TO {table}",
    )


@pytest.mark.parametrize("table", [table for table in COLUMNS if table != "django_migrations"])
def test_a_row_of_nulls_breaks_nothing(altered: Altered, table: str) -> None:
    key, *others = COLUMNS[table]
    nulls = ", ".join(f"{column} = NULL" for column in others)

    altered(
        *without_constraints(table),
        f"UPDATE {table} SET {nulls} WHERE {key} = (SELECT min({key}) FROM {table})",
        f"INSERT INTO {table} ({key}) VALUES (NULL), ('abc'), (-1), (9e18), (77777)",
    )

    assert User.objects.count() >= 31
    assert Action.objects.count() >= 270


@pytest.mark.parametrize(
    ("columns", "active", "verified"),
    [
        ("is_active = 0, last_login = NULL", True, False),
        ("is_active = 0, last_login = '2025-01-01 10:00:00'", False, False),
        ("is_active = 1", True, True),
    ],
)
def test_inactive_accounts_are_unconfirmed_or_deactivated(
    altered: Altered, columns: str, active: bool, verified: bool
) -> None:
    altered(f"UPDATE accounts_user SET {columns} WHERE id = 3")

    person = User.objects.get(pk=3)
    assert person.is_active is active
    assert EmailAddress.objects.get(user=person).verified is verified


def test_two_addresses_that_differ_by_case_make_one_account_usable(altered: Altered) -> None:
    report = altered("UPDATE accounts_user SET email = 'PERSONNE1@example.org' WHERE id = 5")

    assert User.objects.get(pk=3).email == "personne1@example.org"
    assert not User.objects.get(pk=5).is_active
    assert "déjà prise" in notes(report, USER, 5)


@pytest.mark.parametrize(
    "password",
    ["pbkdf2_sha256$99999999999$a$b=", "pbkdf2_sha256$abc", "argon2$x", "crypt$$a$b", "clear", ""],
)
def test_a_hash_that_would_cost_too_much_or_is_unknown_is_left(
    altered: Altered, password: str
) -> None:
    altered(f"UPDATE accounts_user SET password = '{password}' WHERE id = 3")

    assert not User.objects.get(pk=3).has_usable_password()


def test_names_that_differ_by_case_alone_get_a_number(altered: Altered) -> None:
    altered(
        "UPDATE associations_association SET name = 'École Été' WHERE id = 1",
        "UPDATE associations_association SET name = 'éCOLE éTÉ' WHERE id = 2",
    )

    assert Association.objects.get(pk=2).name == "éCOLE éTÉ (2)"


def test_a_role_of_another_association_gives_nothing(altered: Altered) -> None:
    altered("UPDATE associations_associationmembership SET role_id = 6 WHERE id = 3")

    membership = Membership.objects.get(pk=3)
    assert membership.role is not None
    assert membership.role.association_id == 1
    assert membership.rights == frozenset()


def test_an_association_without_default_role_gets_one(altered: Altered) -> None:
    altered(
        "UPDATE associations_associationrole SET is_default = 0 WHERE association_id = 1",
        *without_constraints("associations_associationrole"),
        "UPDATE associations_associationrole SET is_default = 1 WHERE association_id = 2",
    )

    assert Association.objects.get(pk=1).roles.get(is_default=True).rights == frozenset()
    assert Association.objects.get(pk=2).roles.filter(is_default=True).count() == 1


def test_an_association_waits_is_moved_or_moving(altered: Altered) -> None:
    values = "2, '{}', 'm', 3, '2026-01-02', {}, 'https://ailleurs.example.org', {}"
    columns = (
        "author_id, token, message, association_id, created_at, is_done, destination_url, done_at"
    )
    insert = f"INSERT INTO associations_associationmigration ({columns}) VALUES ({values})"
    altered(
        "UPDATE associations_association SET is_active = 0 WHERE id = 1",
        insert.format("2104dc1b69784220a73cefcda971bed9", 1, "'2026-02-03'"),
    )

    assert Association.objects.get(pk=1).state == "awaiting"
    assert Association.objects.get(pk=3).state == "moved"
    assert Departure.objects.get().destination_url == "https://ailleurs.example.org"


def test_a_website_that_runs_something_is_left(altered: Altered) -> None:
    altered("UPDATE associations_association SET website_url = 'javascript:alert(1)' WHERE id = 1")

    assert Association.objects.get(pk=1).website == ""


def test_two_links_with_one_secret_leave_one_open(altered: Altered) -> None:
    altered("UPDATE associations_associationanonymousmember SET uuid = 'x' WHERE id = 1")

    assert GuestLink.objects.filter(is_active=True).count() == 2


def test_files_are_checked(altered: Altered, tmp_path: Path) -> None:
    media = tmp_path / "media-of-old"
    (media / "avatars").mkdir(parents=True)
    (media / "avatars" / "page.png").write_text("<svg onload=alert(1)>")
    Image.new("RGB", (40, 20)).save(media / "avatars" / "good.png")
    (tmp_path / "secret.png").write_bytes((media / "avatars" / "good.png").read_bytes())

    report = altered(
        "UPDATE accounts_user SET avatar = ''",
        "UPDATE accounts_user SET avatar = 'avatars/page.png' WHERE id = 3",
        "UPDATE accounts_user SET avatar = '../secret.png' WHERE id = 4",
        "UPDATE accounts_user SET avatar = 'avatars/good.png' WHERE id = 5",
        f"UPDATE accounts_user SET avatar = '{'a' * 290}' WHERE id = 6",
        media=media,
    )

    avatars = [bool(User.objects.get(pk=pk).avatar) for pk in (3, 4, 5, 6)]
    assert avatars == [False, False, True, False]
    assert "introuvable" in notes(report, USER, 4)


def test_terms_come_only_as_a_pdf(altered: Altered, tmp_path: Path) -> None:
    (tmp_path / "terms.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    (tmp_path / "terms.html").write_text("<script>alert(1)</script>")

    altered(
        "UPDATE benevalibre_instancesettings SET terms_of_use_file = 'terms.pdf'", media=tmp_path
    )

    row = Instance.objects.get()
    assert row.terms_file.name.startswith("terms/")
    assert row.terms_version == 1


def test_a_failure_leaves_nothing(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise ArrivalError("panne")

    monkeypatch.setattr("benevalibre.transfer.v2.importing.STEPS", (*importing.STEPS, fail))
    with (
        pytest.raises(ArrivalError),
        open_source(str(FIXTURE / "instance.sqlite3")) as source,
    ):
        bring(source, media=FIXTURE / "media", progress=quiet)

    assert User.objects.count() == Association.objects.count() == 0
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_an_older_instance_is_refused(altered: Altered) -> None:
    with pytest.raises(SourceError, match="mettez d’abord"):
        altered("DELETE FROM django_migrations WHERE name LIKE '0011%'")

"""Settings from the environment: what is read, and the sentence for what cannot be."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from benevalibre.environment import FORMER, POSTGRESQL, SQLITE, Environment


def test_a_value_is_read_without_the_spaces_around_it() -> None:
    env = Environment({"BASE_URL": " https://a.example.org "})

    value = env.text("BASE_URL")

    assert value == "https://a.example.org"


def test_a_name_may_wear_the_prefix() -> None:
    env = Environment({"BENEVALIBRE_BASE_URL": "https://a.example.org"})

    value = env.text("BASE_URL")

    assert value == "https://a.example.org"


@pytest.mark.parametrize("variables", [{}, {"TIME_ZONE": ""}, {"TIME_ZONE": "  "}])
def test_a_missing_or_blank_value_is_the_default(variables: dict[str, str]) -> None:
    env = Environment(variables)

    value = env.text("TIME_ZONE", "Europe/Paris")

    assert value == "Europe/Paris"


@pytest.mark.parametrize("name", ["SECRET_KEY_FILE", "BENEVALIBRE_SECRET_KEY_FILE"])
def test_a_value_is_read_from_a_file_where_asked(name: str, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("un secret\n")
    env = Environment({name: str(tmp_path / "key")})

    value = env.secret("SECRET_KEY", kept_in=tmp_path / "kept")

    assert value == "un secret"
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_that_cannot_be_read_is_said(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    env = Environment({"SECRET_KEY_FILE": str(tmp_path / "key")})

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE : le fichier"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize(
    ("word", "flag"),
    [("oui", True), ("YES", True), ("1", True), ("non", False), ("Off", False), ("0", False)],
)
def test_a_flag_is_yes_or_no(word: str, flag: bool) -> None:
    env = Environment({"DEBUG": word})

    value = env.flag("DEBUG")

    assert value is flag


def test_a_missing_flag_is_the_default() -> None:
    env = Environment({})

    values = env.flag("DEBUG"), env.flag("DEBUG", default=True)

    assert values == (False, True)


def test_a_flag_that_is_neither_is_refused() -> None:
    env = Environment({"DEBUG": "peut-être"})

    with pytest.raises(ImproperlyConfigured, match="DEBUG vaut « peut-être » : écrivez « oui »"):
        env.flag("DEBUG")


def test_a_number_is_whole() -> None:
    env = Environment({"WORKERS": "4"})

    values = env.number("WORKERS", 2), env.number("THREADS", 8)

    assert values == (4, 8)


@pytest.mark.parametrize("word", ["deux", "-1", "1.5", "1e3", "٣", "9999999999"])
def test_a_number_that_is_not_whole_is_refused(word: str) -> None:
    env = Environment({"WORKERS": word})

    with pytest.raises(ImproperlyConfigured, match="écrivez un nombre entier"):
        env.number("WORKERS", 2)


def test_a_number_that_is_too_small_is_refused() -> None:
    env = Environment({"WORKERS": "0"})

    with pytest.raises(ImproperlyConfigured, match="il faut au moins 1"):
        env.number("WORKERS", 2, at_least=1)


def test_words_are_separated_by_commas() -> None:
    env = Environment({"ALLOWED_HOSTS": "a.example.org, b.example.org,,"})

    values = env.words("ALLOWED_HOSTS", []), env.words("ADMINS", ["c@example.org"])

    assert values == (["a.example.org", "b.example.org"], ["c@example.org"])


def test_a_choice_is_one_of_those_offered() -> None:
    env = Environment({"SIGN_UP": "invited"})

    values = env.choice("SIGN_UP", ("open", "invited")), env.choice("OTHER", ("a",), "a")

    assert values == ("invited", "a")


def test_another_choice_is_refused() -> None:
    env = Environment({"SIGN_UP": "ouvert"})

    with pytest.raises(ImproperlyConfigured, match="choisissez parmi open, closed"):
        env.choice("SIGN_UP", ("open", "closed"))


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("https://a.example.org", ""),
        ("https://a.example.org/benevoles/", "/benevoles"),
        ("http://127.0.0.1:8123", ""),
        ("http://[::1]:8123/x", "/x"),
    ],
)
def test_an_address_has_a_host_and_may_have_a_path(word: str, path: str) -> None:
    env = Environment({"BASE_URL": word})

    address = env.address("BASE_URL", "http://localhost")

    assert address.path == path
    assert address.geturl() == word.rstrip("/")


@pytest.mark.parametrize(
    "word",
    ["a.example.org", "ftp://a", "https://", "https://a:port", "http://[::1", "https://a/?x=1",
     "https://a:0", "https://a/#b"],
)  # fmt: skip
def test_what_is_no_address_is_refused(word: str) -> None:
    env = Environment({"BASE_URL": word})

    with pytest.raises(ImproperlyConfigured, match="écrivez une adresse comme https"):
        env.address("BASE_URL", "http://localhost")


def test_a_time_zone_is_one_that_exists() -> None:
    env = Environment({"TIME_ZONE": "Indian/Reunion"})

    value = env.time_zone("TIME_ZONE", "Europe/Paris")

    assert value == "Indian/Reunion"


@pytest.mark.parametrize("word", ["Paris", "../../etc/passwd", "europe/paris ?"])
def test_another_time_zone_is_refused(word: str) -> None:
    env = Environment({"TIME_ZONE": word})

    with pytest.raises(ImproperlyConfigured, match="écrivez un fuseau horaire"):
        env.time_zone("TIME_ZONE", "Europe/Paris")


def test_without_an_address_the_database_is_a_file(tmp_path: Path) -> None:
    env = Environment({})

    database = env.database("DATABASE_URL", file=tmp_path / "a#b?.sqlite3")

    assert database == {"ENGINE": SQLITE, "NAME": str(tmp_path / "a#b?.sqlite3")}


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("sqlite:////srv/base.sqlite3", SQLITE, "/srv/base.sqlite3"),
        ("postgres://nom:secret@serveur:5433/base", POSTGRESQL, "base"),
        ("postgresql://serveur/base", POSTGRESQL, "base"),
    ],
)
def test_a_database_is_sqlite_or_postgresql(url: str, engine: str, name: str) -> None:
    env = Environment({"DATABASE_URL": url})

    database = env.database("DATABASE_URL", file=Path("unused"))

    assert (database["ENGINE"], database["NAME"]) == (engine, name)


@pytest.mark.parametrize(
    "url",
    ["base.sqlite3", "mysql://nom:tres-secret@h/base", "postgres://nom:tres-secret@h:port/base",
     "postgres://nom:tres-secret@h", "http://[::1"],
)  # fmt: skip
def test_another_database_is_refused_without_repeating_its_password(url: str) -> None:
    env = Environment({"DATABASE_URL": url})

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL ne se lit pas") as refused:
        env.database("DATABASE_URL", file=Path("unused"))

    assert "tres-secret" not in str(refused.value)


def test_mail_goes_by_the_server_of_the_address() -> None:
    env = Environment({"EMAIL_URL": "smtp+tls://nom:secret@serveur:587?unknown=1"})

    mail = env.mail("EMAIL_URL", "consolemail://")

    assert mail["EMAIL_HOST"] == "serveur"
    assert mail["EMAIL_PORT"] == 587
    assert mail["EMAIL_USE_TLS"] is True
    assert all(name.startswith("EMAIL_") for name in mail)


def test_without_a_server_mail_is_written_on_the_console() -> None:
    env = Environment({})

    mail = env.mail("EMAIL_URL", "consolemail://")

    assert mail["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize("url", ["serveur", "smtp://", "smtp://serveur:port", "pigeon://serveur"])
def test_another_mail_address_is_refused(url: str) -> None:
    env = Environment({"EMAIL_URL": url})

    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL ne se lit pas"):
        env.mail("EMAIL_URL", "consolemail://")


def test_a_missing_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "secrets"

    first = Environment({}).secret("SECRET_KEY", kept_in=folder)
    second = Environment({}).secret("SECRET_KEY", kept_in=folder)

    assert first == second
    assert len(first) >= 50
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in folder.iterdir()] == ["secret_key"]


def test_an_unknown_setting_of_ours_is_refused() -> None:
    env = Environment({"BENEVALIBRE_BASEURL": "https://a.example.org"})
    env.text("BASE_URL")

    with pytest.raises(ImproperlyConfigured, match="BENEVALIBRE_BASEURL n’est pas un réglage"):
        env.refuse_unknown()


@pytest.mark.parametrize("former", FORMER)
def test_a_setting_of_the_former_version_names_its_heir(former: str) -> None:
    env = Environment({former: "x"})

    with pytest.raises(ImproperlyConfigured, match=f"écrivez {FORMER[former]}"):
        env.refuse_unknown()


def test_what_is_not_ours_is_left_alone() -> None:
    env = Environment({"PATH": "/bin", "BENEVALIBRE_BASE_URL_FILE": "/dev/null"})
    env.text("BASE_URL")

    env.refuse_unknown()

    assert "PATH" not in env.names


def test_networks_are_read_and_an_odd_one_is_said() -> None:
    env = Environment({"OUTSIDE_NETWORKS": "192.168.1.0/24, fd00::/8", "WRONG": "192.168.1.7/24"})

    assert [str(found) for found in env.networks("OUTSIDE_NETWORKS")] == [
        "192.168.1.0/24",
        "fd00::/8",
    ]
    with pytest.raises(ImproperlyConfigured, match="écrivez des réseaux"):
        env.networks("WRONG")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    env = Environment({"A": str(tmp_path / "ca.pem"), "B": str(tmp_path / "none.pem")})

    assert env.file("A") == str(tmp_path / "ca.pem")
    with pytest.raises(ImproperlyConfigured, match="il n’y a pas de tel fichier"):
        env.file("B")

"""The key of an instance: the same as long as its secret is, and withdrawn by the host alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from benevalibre.badges import keys
from benevalibre.environment import Environment

pytestmark = pytest.mark.django_db


def told(*words: str) -> str:
    out = StringIO()
    call_command("badge_keys", *words, stdout=out)
    return out.getvalue()


def test_the_secret_is_made_once_and_kept(tmp_path) -> None:
    first = Environment({}).secret("BADGE_KEY", kept_in=tmp_path)
    second = Environment({}).secret("BADGE_KEY", kept_in=tmp_path)

    assert first == second
    assert len(first) >= 48


def test_the_same_secret_makes_the_same_key(settings) -> None:
    first = keys.name_of(keys.signing_key())

    settings.BADGE_KEY = "another secret, which makes another key of it"
    second = keys.name_of(keys.signing_key())

    assert first != second
    assert list(keys.published()) == [second]


def test_the_host_withdraws_a_key_that_leaked(settings) -> None:
    keys.sign({"a": 1})
    former = keys.name_of(keys.signing_key())
    with pytest.raises(CommandError, match="signe encore"):
        told("--withdraw", former)

    settings.BADGE_KEY = "another secret, which makes another key of it"
    assert former in told()
    assert former not in told("--withdraw", former)
    assert former not in keys.published()
    with pytest.raises(CommandError, match="pas une clé"):
        told("--withdraw", "key-unknown")

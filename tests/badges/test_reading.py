"""Identities, lists of bits, and what somebody pastes: read with care, on tables."""

import gzip
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3.status_list import encode_bitstring

from benevalibre.badges import statuses, web
from benevalibre.badges.uploads import find_token

TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:example.org", "https://example.org/.well-known/did.json"),
        ("did:web:Example.org", "https://example.org/.well-known/did.json"),
        ("did:web:example.org%3A8443", "https://example.org:8443/.well-known/did.json"),
        ("did:web:example.org%3a8443:a:b-c", "https://example.org:8443/a/b-c/did.json"),
    ],
)
def test_a_did_says_where_its_document_is(did: str, url: str) -> None:
    assert web.document_url(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "",
        "did:web:",
        "did:key:z6Mk",
        "did:web:user@example.org",
        "did:web:user%40example.org",
        "did:web:example.org%2F..",
        "did:web:example.org:..",
        "did:web:example.org:a:..:b",
        "did:web:example.org:a%2Fb",
        "did:web:example.org:",
        "did:web:example.org#key",
        "did:web:example.org?x",
        "did:web:example.org%3A",
        "did:web:example.org%3A8443%3A1",
        "did:web:exam\nple.org",
        "did:web:[::1]",
        "did:web:" + "a" * 600,
    ],
)
def test_what_is_no_plain_did_web_is_refused(did: str) -> None:
    with pytest.raises(web.BadIdentityError):
        web.document_url(did)


def test_our_own_did_reads_as_our_own_address(settings) -> None:
    settings.BASE_URL = "https://example.org:8443/sub/path"

    assert web.document_url(web.own_did()) == "https://example.org:8443/sub/path/did.json"


@given(st.sets(st.integers(0, statuses.BITS - 1), max_size=20), st.integers(0, statuses.BITS - 1))
def test_a_list_says_what_was_written_and_what_others_write(revoked: set[int], index: int) -> None:
    ours, theirs = statuses.encode(revoked), encode_bitstring(revoked)

    assert statuses.is_set(ours, index) == statuses.is_set(theirs, index) == (index in revoked)


@pytest.mark.parametrize(
    ("encoded", "index"),
    [
        ("", 0),
        ("u", 0),
        ("uAAAA", 0),
        ("z" + statuses.encode([])[1:], 0),
        (statuses.encode([]), statuses.BITS),
        (statuses.encode([]), -1),
        (statuses.encode([])[:20], 5000),
    ],
)
def test_a_list_that_cannot_say_is_refused(encoded: str, index: int) -> None:
    with pytest.raises(statuses.BadListError):
        statuses.is_set(encoded, index)


def test_a_list_that_would_fill_the_memory_is_read_no_further_than_the_bit() -> None:
    packed = gzip.compress(bytes(30_000_000))
    bomb = "u" + urlsafe_b64encode(packed).decode().rstrip("=")

    assert statuses.is_set(bomb, 7) is False


@pytest.mark.parametrize(
    "sent",
    [
        TOKEN,
        f"  {TOKEN}\n",
        f"\ufeff{TOKEN}",
        f"{TOKEN[:30]}\n{TOKEN[30:]}",
        f'"{TOKEN}"',
        f'{{"credential": "{TOKEN}"}}',
        f'{{"verifiableCredential": ["{TOKEN}"]}}',
        f'<?xml version="1.0"?><svg><openbadges:credential verify="{TOKEN}"/></svg>',
        f"<svg><openbadges:credential xmlns:openbadges='x'\n verify='{TOKEN}'></svg>",
    ],
)
def test_a_token_is_found_wherever_it_was_put(sent: str) -> None:
    assert find_token(sent) == TOKEN


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "bonjour",
        "a.b",
        "a.b.c.d",
        "{",
        "[]",
        "{}",
        '{"credential": {"a": 1}}',
        "[" * 50_000,
        "<svg/>",
        f'<svg><other verify="{TOKEN}"/></svg>',
        '<!DOCTYPE x [<!ENTITY a "b">]><svg><openbadges:credential verify="&a;"/></svg>',
        "<openbadges:credential " * 2_000,
        "x" * 70_000,
    ],
)
def test_what_holds_no_token_is_nothing(sent: str) -> None:
    assert find_token(sent) == ""

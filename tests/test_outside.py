"""Calls to outside addresses: which are made, how, and what stops them."""

import http.server
import ipaddress
import json
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from benevalibre import outside
from tests.outside_server import answering, make_certificate, serving

PRIVATE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
    "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
    "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:db8::1", "2002:7f00:1::", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1",
    "9.9.9.9",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2a01:4f8::1",
]

Answering = Callable[[http.server.BaseHTTPRequestHandler], None]


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[tuple]:
    """Each name has these addresses; the connections that are tried are written down."""
    tried: list[tuple] = []

    def connect(address, timeout):
        tried.append(address)
        raise ConnectionRefusedError

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 443)) for a in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", connect)
    return tried


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificate, settings) -> None:
    """The loopback may be called, and the test's certificate is believed."""
    settings.OUTSIDE_NETWORKS = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1")]
    settings.OUTSIDE_CA_FILE = str(certificate[0])


def asked(certificate, answer: Answering, path: str = "/", **sent) -> outside.Answer:
    """What comes back from a server that gives ``answer``."""
    with serving(answering(answer), *certificate) as port:
        return outside.call(sent.pop("method", "GET"), f"https://localhost:{port}{path}", **sent)


def reply(handler: http.server.BaseHTTPRequestHandler, status: int, body: bytes = b"") -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.mark.parametrize("text", PRIVATE)
def test_no_private_or_odd_address_is_called(text, monkeypatch) -> None:
    tried = resolve_to(monkeypatch, text)

    with pytest.raises(outside.RefusedError):
        outside.call("GET", "https://ailleurs.example.org/")

    assert tried == []


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_called_at_the_address_that_was_looked_at(text, monkeypatch) -> None:
    tried = resolve_to(monkeypatch, text)

    with pytest.raises(outside.UnreachableError):
        outside.call("GET", "https://ailleurs.example.org/")

    assert tried == [(text, 443)]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch) -> None:
    tried = resolve_to(monkeypatch, "1.1.1.1", "10.0.0.1")

    with pytest.raises(outside.RefusedError):
        outside.call("GET", "https://ailleurs.example.org/")

    assert tried == []


@given(st.ip_addresses())
def test_an_address_that_python_calls_private_is_never_allowed(address) -> None:
    allowed = outside.is_allowed(address)

    odd = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    assert not (allowed and (odd or address.is_reserved or address.is_unspecified))


@given(st.integers(0, 2**32 - 1))
def test_an_address_within_another_one_is_never_allowed(number) -> None:
    mapped = ipaddress.IPv6Address((0xFFFF << 32) + number)
    to4 = ipaddress.IPv6Address((0x2002 << 112) + (number << 80))

    assert not outside.is_allowed(mapped)
    assert not outside.is_allowed(to4)


def test_the_host_may_allow_a_network(settings, monkeypatch) -> None:
    settings.OUTSIDE_NETWORKS = [ipaddress.ip_network("192.168.1.0/24")]
    tried = resolve_to(monkeypatch, "192.168.1.7")

    with pytest.raises(outside.UnreachableError):
        outside.call("GET", "https://intranet.example.org/")

    assert tried == [("192.168.1.7", 443)]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "//example.org/",
        "https://",
        "https:///chemin",
        "https://nom:secret@example.org/",
        "https://example.org:99999/",
        "https://example.org:-1/",
        "https://exa mple.org/",
        "https://example.org/a\r\nHost: autre",
        "https://example.org/\x00",
        "https://example.org/été",
        "https://example.org/#ancre",
        "https://example.org\\@127.0.0.1/",
        "https://" + "a" * 70 + ".org/",
        "https://" + "é" * 300 + ".org/",
        "https://[::1/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_what_is_not_a_plain_https_address_is_refused(url, monkeypatch) -> None:
    tried = resolve_to(monkeypatch, "1.1.1.1")

    with pytest.raises(outside.RefusedError):
        outside.call("GET", url)

    assert tried == []


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "localhost"])
def test_an_address_written_in_another_way_is_refused(host) -> None:
    with pytest.raises(outside.OutsideError):
        outside.call("GET", f"https://{host}/")


def test_a_name_without_address_is_unreachable(monkeypatch) -> None:
    def fail(*_args, **_options):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    with pytest.raises(outside.UnreachableError):
        outside.call("GET", "https://nulle-part.example.org/")


def test_a_resolver_that_hangs_is_left_behind(monkeypatch) -> None:
    monkeypatch.setattr(outside, "CONNECT_SECONDS", 0.05)

    def hang(*_args, **_options) -> list[tuple]:
        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)

    with pytest.raises(outside.UnreachableError):
        outside.call("GET", "https://ailleurs.example.org/")


@pytest.mark.django_db
def test_nothing_is_called_inside_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        outside.call("GET", "https://ailleurs.example.org/")


@pytest.mark.usefixtures("trusted")
def test_json_goes_out_and_comes_back(certificate) -> None:
    seen = {}

    def answer(handler) -> None:
        length = int(handler.headers["Content-Length"])
        seen["sent"] = json.loads(handler.rfile.read(length))
        seen["head"] = (handler.command, handler.path, handler.headers["Content-Type"])
        reply(handler, 200, b'{"is_done": false}')

    found = asked(certificate, answer, "/a?b=c", method="POST", sent={"token": "é"})

    assert found == outside.Answer(200, {"is_done": False})
    assert seen == {"sent": {"token": "é"}, "head": ("POST", "/a?b=c", "application/json")}


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_json_has_no_body(body, certificate) -> None:
    found = asked(certificate, lambda handler: reply(handler, 404, body))

    assert found == outside.Answer(404, None)


@pytest.mark.usefixtures("trusted")
def test_a_redirect_is_not_followed(certificate) -> None:
    visits = []

    def answer(handler) -> None:
        visits.append(handler.path)
        handler.send_response(302)
        handler.send_header("Location", "https://169.254.169.254/")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    found = asked(certificate, answer)

    assert (found.status, visits) == (302, ["/"])


@pytest.mark.usefixtures("trusted")
def test_an_answer_without_end_is_refused(certificate) -> None:
    def answer(handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _turn in range(10_000):
            handler.wfile.write(b"a" * 65536)

    with pytest.raises(outside.RefusedError):
        asked(certificate, answer)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("where", ["head", "body"])
def test_a_drop_now_and_then_does_not_hold_the_line(where, certificate, monkeypatch) -> None:
    monkeypatch.setattr(outside, "WHOLE_SECONDS", 0.4)
    start = time.monotonic()

    def answer(handler) -> None:
        if where == "body":
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
        for _turn in range(30):
            handler.wfile.write(b"a")
            time.sleep(0.1)

    with pytest.raises(outside.UnreachableError):
        asked(certificate, answer)

    assert time.monotonic() - start < 2.5


@pytest.mark.usefixtures("trusted")
def test_a_silent_server_does_not_hold_the_line(certificate, monkeypatch) -> None:
    monkeypatch.setattr(outside, "READ_SECONDS", 0.2)

    with pytest.raises(outside.UnreachableError):
        asked(certificate, lambda _handler: time.sleep(0.6))


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate, settings) -> None:
    settings.OUTSIDE_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]

    with pytest.raises(outside.UnreachableError):
        asked(certificate, lambda handler: reply(handler, 200))


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name_is_refused(tmp_path, settings) -> None:
    other = make_certificate(tmp_path, "autre.example.org")
    settings.OUTSIDE_CA_FILE = str(other[0])

    with pytest.raises(outside.UnreachableError):
        asked(other, lambda handler: reply(handler, 200))

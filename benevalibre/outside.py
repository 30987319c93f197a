"""One call to an address outside, whoever gave it (MODEL §1, outside addresses).

https only; the name is resolved once, each address it has must be public, and the connection goes
to one of those addresses, whatever the name says later. No redirect is followed, nothing waits or
grows without limit, and no transaction is open meanwhile.
"""

import http.client
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 10.0
WHOLE_SECONDS: Final = 20.0
MAX_BYTES: Final = 256 * 1024
MAX_URL: Final = 2000
MOST_ADDRESSES: Final = 16
TRIED_ADDRESSES: Final = 3
AGENT: Final = "Benevalibre"

PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
NEVER = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by customers of a provider
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # to IPv6 by a relay
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",  # protocols, among them Teredo
        "2001:db8::/32",
        "2002::/16",  # holds an IPv4 address
        "3fff::/20",
    )
]


class OutsideError(Exception):
    """The call did not come to an answer; the text is for the log."""


class RefusedError(OutsideError):
    """Our own rule says no: the same call will be refused again."""


class UnreachableError(OutsideError):
    """The network or the other side did not do its part; it may later."""


@dataclass(frozen=True)
class Answer:
    """``body`` is the JSON that came back, None where it was none; ``content`` all that came."""

    status: int
    body: Any
    content: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True)
class _Target:
    host: str
    port: int
    path: str


def call(method: str, url: str, *, sent: Any = None, seconds: float | None = None) -> Answer:
    """Send ``sent`` as JSON (nothing where None) to ``url``; the answer, whatever its status.

    It comes within ``seconds`` (``WHOLE_SECONDS`` unless said), or not at all.

    ``RefusedError`` where a rule forbids it, ``UnreachableError`` where nothing sensible came
    back in time. ``RuntimeError`` inside a transaction: that is a fault of the program.
    """
    if any(connection.in_atomic_block for connection in connections.all(initialized_only=True)):
        raise RuntimeError("A call to an outside address inside a transaction.")
    target = _target(url)
    seconds = WHOLE_SECONDS if seconds is None else seconds
    until = time.monotonic() + seconds
    addresses = _resolve(target, min(CONNECT_SECONDS, seconds))
    channel = _connect(target, addresses, until)
    guard = threading.Timer(max(until - time.monotonic(), 0.1), _cut, args=[channel])
    guard.daemon = True
    guard.start()
    try:
        answer = _exchange(channel, target, method, sent)
    finally:
        guard.cancel()
        channel.close()
    if time.monotonic() > until:
        raise UnreachableError(f"{target.host} is too slow.")
    return answer


def is_allowed(address: Address) -> bool:
    """Whether a connection may go there: a public address, or one that the host allows."""
    if any(address in network for network in settings.OUTSIDE_NETWORKS):
        return True
    if any(address in network for network in NEVER) or not address.is_global:
        return False
    return address.version == 4 or address in PUBLIC_IPV6


def _target(url: str) -> _Target:
    """The parts of an https address; nothing odd in it."""
    if len(url) > MAX_URL or re.search(r"[\x00-\x20\x7f\\]", url):
        raise RefusedError("Not an address.")
    try:
        parts = urlsplit(url)
        port = parts.port or 443
        host = (parts.hostname or "").encode("idna").decode("ascii")
        path = (parts.path or "/").encode("ascii").decode("ascii")
        query = parts.query.encode("ascii").decode("ascii")
    except ValueError as error:
        raise RefusedError("Not an address.") from error
    if parts.scheme != "https" or parts.fragment or "@" in parts.netloc:
        raise RefusedError("Not a plain https address.")
    if not re.fullmatch(r"[A-Za-z0-9._:-]{1,253}", host):
        raise RefusedError("Not a host.")
    return _Target(host, port, f"{path}?{query}" if query else path)


def _resolve(target: _Target, seconds: float) -> list[Address]:
    """Every address of the host, each one allowed; a resolver that hangs is left behind."""
    found: list[Any] = []
    errors: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(seconds)
    if not found or errors:
        raise UnreachableError(f"{target.host} has no address.")
    texts = dict.fromkeys(str(entry[4][0]) for entry in found)
    try:
        addresses = [ipaddress.ip_address(text) for text in texts]
    except ValueError as error:
        raise RefusedError(f"{target.host} has an odd address.") from error
    if len(addresses) > MOST_ADDRESSES or not all(map(is_allowed, addresses)):
        raise RefusedError(f"{target.host} is not a public address.")
    return addresses


def _connect(target: _Target, addresses: list[Address], until: float) -> ssl.SSLSocket:
    """A channel to one of the addresses; it verifies the name that was asked once it is used."""
    context = _context()
    why: Exception = TimeoutError()
    for address in addresses[:TRIED_ADDRESSES]:
        left = min(CONNECT_SECONDS, until - time.monotonic())
        if left <= 0:
            break
        try:
            return _channel(context, target, address, left)
        except (OSError, ValueError) as error:
            why = error
    raise UnreachableError(f"{target.host}: {type(why).__name__}: {why}") from why


def _context() -> ssl.SSLContext:
    try:
        context = ssl.create_default_context()
        if settings.OUTSIDE_CA_FILE:
            context.load_verify_locations(settings.OUTSIDE_CA_FILE)
    except OSError as error:
        raise UnreachableError(f"OUTSIDE_CA_FILE cannot be read: {error}") from error
    return context


def _channel(
    context: ssl.SSLContext, target: _Target, address: Address, seconds: float
) -> ssl.SSLSocket:
    """``OSError`` where nothing listens, or where it wrote or hung up before its turn."""
    plain = socket.create_connection((str(address), target.port), timeout=seconds)
    try:
        plain.settimeout(READ_SECONDS)
        return context.wrap_socket(
            plain, server_hostname=target.host, do_handshake_on_connect=False
        )
    except BaseException:
        plain.close()
        raise


def _exchange(channel: ssl.SSLSocket, target: _Target, method: str, sent: Any) -> Answer:
    connection = http.client.HTTPSConnection(target.host, target.port)
    connection.sock = channel
    headers: Mapping[str, str] = {"Accept": "application/json", "User-Agent": AGENT}
    body = None
    if sent is not None:
        body = json.dumps(sent).encode()
        headers = {**headers, "Content-Type": "application/json"}
    try:
        channel.do_handshake()
        connection.request(method, target.path, body=body, headers=headers)
        response = connection.getresponse()
        content = response.read(MAX_BYTES + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise UnreachableError(f"{target.host}: {type(error).__name__}") from error
    if len(content) > MAX_BYTES:
        raise RefusedError(f"{target.host} answers too much.")
    return Answer(response.status, _json(content), content)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _cut(channel: ssl.SSLSocket) -> None:
    """Whatever waits on the channel gets an error: the time is over."""
    try:
        socket.socket.shutdown(channel, socket.SHUT_RDWR)
    except OSError:
        return

"""Calls to outside addresses whose other side writes or hangs up before its turn."""

import ipaddress
import socket
import ssl
import struct
import threading
from collections.abc import Iterator

import pytest

from benevalibre import outside


@pytest.fixture(autouse=True)
def loopback(settings) -> None:
    settings.OUTSIDE_NETWORKS = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1")]


@pytest.fixture
def rude() -> Iterator[int]:
    """The port of a server that writes at once, and resets the connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(2)

        def serve() -> None:
            client, _address = server.accept()
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_who_writes_and_resets_is_unreachable(rude) -> None:
    with pytest.raises(outside.UnreachableError):
        outside.call("GET", f"https://127.0.0.1:{rude}/")


@pytest.mark.parametrize(
    "fault", [ssl.SSLError("Closed before TLS handshake"), ConnectionResetError(), ValueError()]
)
def test_a_channel_that_is_lost_while_it_is_made_is_closed(fault, monkeypatch) -> None:
    def fail(*_words, **_options):
        raise fault

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", fail)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with pytest.raises(outside.UnreachableError):
            outside.call("GET", f"https://127.0.0.1:{port}/")

        client, _address = server.accept()
        with client:
            assert client.recv(1) == b""


def test_an_authority_file_that_is_not_there_is_told(settings) -> None:
    settings.OUTSIDE_CA_FILE = "/nowhere.pem"

    with pytest.raises(outside.UnreachableError, match="OUTSIDE_CA_FILE"):
        outside.call("GET", "https://127.0.0.1/")

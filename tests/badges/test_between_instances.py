"""From one instance to another over TLS, on the loopback: issued there, brought here, revoked."""

import ipaddress
import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from benevalibre.associations.models import Right
from benevalibre.associations.writing import RuleError
from benevalibre.badges.bringing import ask_again, bring
from benevalibre.badges.models import BroughtBadge
from benevalibre.badges.verifying import SilentError
from benevalibre.certificates.badging import badge_token
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate
from tests.factories import ActionFactory, MembershipFactory
from tests.outside_server import answering, make_certificate, serving

pytestmark = pytest.mark.django_db(transaction=True)


class There:
    """Another instance, whose address is this server’s: what it answers is kept by its path."""

    def __init__(self, settings, port: int) -> None:
        self.settings, self.port = settings, port
        self.pages: dict[str, bytes] = {}
        self.moved = ""
        self.asked: list[str] = []

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        content = self.pages.get(request.path)
        request.send_response(302 if self.moved else 200 if content else 404)
        if self.moved:
            request.send_header("Location", self.moved)
        request.send_header("Content-Length", str(len(content or b"")))
        request.end_headers()
        request.wfile.write(content or b"")

    def be(self) -> None:
        """What is done now is done there."""
        self.settings.BASE_URL = f"https://localhost:{self.port}"
        self.settings.BADGE_KEY = "the secret of the other instance, which is not ours"

    def publish(self) -> None:
        """Its pages, as they are now."""
        for path in ("/.well-known/did.json", "/badges/revocations/0/"):
            self.pages[path] = Client().get(path).content

    def leave(self) -> None:
        """What is done now is done here."""
        self.settings.BASE_URL = "https://ici.example.org"
        self.settings.BADGE_KEY = "the secret of this instance, which is not the other’s"


@pytest.fixture
def there(settings, tmp_path: Path) -> Iterator[There]:
    certificate, key = make_certificate(tmp_path)
    settings.OUTSIDE_NETWORKS = [
        ipaddress.ip_network("127.0.0.0/8"),
        ipaddress.ip_network("::1/128"),
    ]
    settings.OUTSIDE_CA_FILE = str(certificate)
    found = There(settings, 0)
    with serving(answering(found.answer), certificate, key) as port:
        found.port = port
        yield found


@pytest.fixture
def made(there: There) -> tuple[Certificate, str]:
    there.be()
    today = timezone.localdate()
    member = MembershipFactory(association__register_number="W351234567")
    issuer = MembershipFactory(association=member.association, rights=[Right.ISSUE_CERTIFICATES])
    ActionFactory(member=member, date=today - timedelta(days=1), minutes=90)
    start = today - timedelta(days=30)
    [certificate] = issue([member], start=start, end=today, by=issuer)
    token = badge_token(certificate)
    there.publish()
    there.leave()
    return certificate, token


def test_it_is_issued_there_brought_here_and_revoked_there(
    there: There, made: tuple[Certificate, str]
) -> None:
    certificate, token = made

    badge = bring(token, user=certificate.user)

    assert badge.host == f"localhost:{there.port}"
    assert (badge.minutes, badge.register_number) == (90, "W351234567")
    assert there.asked == ["/.well-known/did.json", "/badges/revocations/0/"]

    there.be()
    certificate.revoke(by=certificate.issued_by, reason="Erreur")
    there.publish()
    there.leave()
    BroughtBadge.objects.update(next_check_at=timezone.now())
    ask_again()

    badge.refresh_from_db()
    assert badge.is_revoked


def test_what_is_served_by_another_key_is_refused(
    there: There, made: tuple[Certificate, str]
) -> None:
    certificate, token = made
    document = json.loads(there.pages["/.well-known/did.json"])
    document["verificationMethod"][0]["publicKeyJwk"]["x"] = "A" * 43
    there.pages["/.well-known/did.json"] = json.dumps(document).encode()

    with pytest.raises(RuleError, match="La signature ne vient pas"):
        bring(token, user=certificate.user)


def test_a_redirect_leads_nowhere(there: There, made: tuple[Certificate, str]) -> None:
    certificate, token = made
    there.moved = f"https://localhost:{there.port}/elsewhere"

    with pytest.raises(SilentError):
        bring(token, user=certificate.user)

    assert there.asked == ["/.well-known/did.json"]


def test_a_private_address_is_not_called(there: There, made: tuple[Certificate, str]) -> None:
    certificate, token = made
    there.settings.OUTSIDE_NETWORKS = []

    with pytest.raises(RuleError, match="ne peut pas appeler"):
        bring(token, user=certificate.user)

    assert there.asked == []
    assert not BroughtBadge.objects.exists()


def test_a_list_of_yesterday_proves_nothing(there: There, made: tuple[Certificate, str]) -> None:
    certificate, token = made

    with (
        time_machine.travel(timezone.now() + timedelta(days=2), tick=True),
        pytest.raises(SilentError),
    ):
        bring(token, user=certificate.user)

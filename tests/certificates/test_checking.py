"""The public page that says what a certificate is worth."""

from typing import Any

import pytest
from django.core.cache import cache

from benevalibre.associations.models import Association, Membership
from benevalibre.certificates.codes import ALPHABET, new_code, read_code, show_code
from benevalibre.certificates.models import Certificate
from tests.client import StrictClient

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def test_whoever_holds_the_code_reads_what_the_paper_says(
    certificate: Certificate, jeanne: Membership, issuer: Membership
) -> None:
    Association.objects.update(hidden=True)
    visitor = StrictClient()
    path = f"/verifier/{certificate.shown_code}/"

    valid = visitor.get(path)
    certificate.revoke(by=issuer, reason="Un secret")
    revoked = visitor.get(path)
    unknown = visitor.get(f"/verifier/{show_code(new_code())}/")

    assert "Attestation valable" in text(valid)
    assert "Jeanne Martin" in text(valid)
    assert "42 h" in text(valid)
    assert valid["X-Robots-Tag"].startswith("noindex")
    assert "Attestation révoquée" in text(revoked)
    assert "23 novembre 2026" in text(revoked)
    assert "Un secret" not in text(revoked)
    assert jeanne.user.email not in text(valid)
    assert unknown.status_code == 404
    assert "Attestation inconnue" in text(unknown)


def test_a_code_is_typed_in_any_way(certificate: Certificate) -> None:
    visitor = StrictClient()
    typed = f" {certificate.shown_code.lower().replace('-', ' ')} "

    found = visitor.get("/verifier/", {"code": typed})
    wrong = visitor.get("/verifier/", {"code": "abc\x00"})

    assert found["Location"] == f"/verifier/{certificate.shown_code}/"
    assert wrong.status_code == 422


@pytest.mark.parametrize("code", ["%00", "x" * 400, "é", "..%2F", "ABCD-EFGH-JKM0"])
def test_a_code_that_is_none_is_unknown(code: str, db: None) -> None:
    assert StrictClient().get(f"/verifier/{code}/").status_code == 404


def test_nobody_tries_codes_one_after_another(certificate: Certificate) -> None:
    cache.clear()
    visitor = StrictClient()
    path = f"/verifier/{certificate.shown_code}/"

    answers = [visitor.get(path).status_code for _n in range(31)]

    assert answers == [200] * 30 + [429]


def test_codes_read_back_whatever_is_between_their_letters() -> None:
    code = new_code()

    assert set(code) <= set(ALPHABET)
    assert read_code(show_code(code).lower()) == code
    assert read_code("\u00a0".join(code)) == code
    assert read_code("") == read_code(code + "2") == read_code("0" * 12) == ""

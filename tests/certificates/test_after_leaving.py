"""Where papers were issued, once their association has moved or is deleted."""

from typing import Any

import pytest
from django.test import Client

from benevalibre.associations import purging
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.certificates.models import Certificate
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def test_where_it_was_issued_it_is_answered_for_after_the_move_and_the_deletion(
    certificate: Certificate, issuer: Membership
) -> None:
    here = certificate.association
    address = f"/verifier/{certificate.shown_code}/"
    Association.objects.filter(pk=here.pk).update(state=State.MOVED)
    moved = text(Client().get(address))
    Association.objects.filter(pk=here.pk).update(state=State.PURGING)

    list(purging.purge(here.pk))

    assert "Attestation valable" in moved
    assert "Attestation valable" in text(Client().get(address))


def test_where_it_was_issued_it_may_be_revoked_after_the_move_not_during_it(
    certificate: Certificate, issuer: Membership
) -> None:
    places = Association.objects.filter(pk=certificate.association_id)
    places.update(state=State.FROZEN)
    browser = signed_in(issuer)
    address = (
        f"/associations/{certificate.association_id}/attestations/{certificate.pk}/revocation/"
    )

    during = browser.post(address, {"reason": "Fausse"})
    places.update(state=State.MOVED)
    after = browser.post(address, {"reason": "Fausse"})

    assert (during.status_code, after.status_code) == (422, 302)
    certificate.refresh_from_db()
    assert certificate.is_revoked

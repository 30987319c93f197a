"""Life goes on after the import: sign in as before, record, be approved, and find it counted."""

import copy
import json

import pytest
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.transfer.v2.report import figures
from tests.client import StrictClient
from tests.factories import PASSWORD
from tests.transfer.conftest import FIXTURE

EXPECTED = json.loads((FIXTURE / "EXPECTED.json").read_text())
NAME = "Les Jardins partagés de la Boucle"


def sign_in(user: User) -> StrictClient:
    client = StrictClient()
    form = {"email": user.email, "password": PASSWORD}
    response = client.post(reverse("accounts:sign_in"), form, follow=True)
    assert response.context["user"] == user
    return client


@pytest.mark.usefixtures("imported", "empty_cache")
def test_somebody_signs_in_as_before_records_and_is_approved() -> None:
    place = Association.objects.get(name=NAME)
    moderators = Membership.objects.with_right(Right.MANAGE_ACTIONS).filter(association=place)
    people = place.memberships.active().filter(user__isnull=False)
    volunteer = people.exclude(pk__in=moderators).order_by("pk").first()
    moderator = moderators.order_by("pk").first()
    assert volunteer is not None
    assert volunteer.user is not None
    assert moderator is not None
    assert moderator.user is not None

    client = sign_in(volunteer.user)
    page = client.get(reverse("actions:record"), {"association": place.pk})
    project = place.projects.order_by("pk").first()
    assert project is not None
    form = page.context["form"]
    entry = {name: form[name].value() or "" for name in form.fields}
    category = place.categories.order_by("pk").first()
    assert category is not None
    entry |= {"what": f"p{project.pk}", "category": category.pk, "duration": "2h30"}
    client.post(reverse("actions:record"), entry)
    recorded = Action.objects.exclude(source="import").get()
    assert (recorded.status, recorded.minutes) == ("pending", 150)

    team = sign_in(moderator.user)
    team.post(
        reverse("actions:approvals", args=[place.pk]), {"seen": f"{recorded.pk}:{recorded.version}"}
    )

    expected = copy.deepcopy(EXPECTED)
    expected["associations"][NAME]["actions"] += 1
    expected["associations"][NAME]["approved_actions"] += 1
    expected["associations"][NAME]["approved_seconds"] += 9_000
    assert figures() == expected

"""Announcements stay until they are dismissed, for whoever dismissed them."""

from django.urls import reverse

from tests.client import StrictClient
from tests.factories import AnnouncementFactory, UserFactory
from tests.personas import signed_in


def test_a_dismissed_announcement_is_gone_for_that_person_alone(db: None) -> None:
    announcement = AnnouncementFactory(title="Coupure dimanche")
    client, other = signed_in(UserFactory()), signed_in(UserFactory())
    profile = reverse("accounts:profile")

    response = client.post(
        reverse("home:announcement_dismissal", args=[announcement.pk]),
        headers={"referer": f"http://testserver{profile}"},
    )

    assert response.headers["Location"] == f"http://testserver{profile}"
    assert "Coupure dimanche" not in client.get(profile).content.decode()
    assert "Coupure dimanche" in other.get(profile).content.decode()


def test_dismissing_never_leads_elsewhere(db: None) -> None:
    client = StrictClient()

    response = client.post(
        reverse("home:announcement_dismissal", args=[404]),
        headers={"referer": "https://elsewhere.example/"},
    )

    assert response.headers["Location"] == "/"

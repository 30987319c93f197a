"""What the host says to everyone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.instance.models import Announcement, Instance
from benevalibre.journal.models import Entry
from tests.client import StrictClient
from tests.factories import AnnouncementFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
LIST = "/hebergement/annonces/"
NEW = f"{LIST}nouvelle/"
SENT = {
    "title": "Coupure",
    "text": "Dimanche <b>matin</b>.",
    "audience": "all",
    "published_at": "2026-01-02T08:30",
    "until": "",
}


@pytest.fixture
def host() -> StrictClient:
    return signed_in(UserFactory(host=True))


def test_an_announcement_is_written_and_shown_at_once(host, client):
    Instance.current()

    answer = host.post(NEW, SENT, follow=True)

    assert "L’annonce est enregistrée." in answer.text
    assert "Dimanche &lt;b&gt;matin" in client.get("/").text
    assert Entry.objects.of_instance().get().verb == "announcement.create"


def test_a_preview_shows_it_and_keeps_nothing(host):
    answer = host.post(NEW, {**SENT, "preview": "1"})

    assert '<details class="announcement-fold" open>' in answer.text
    assert answer.status_code == 200
    assert "Dimanche &lt;b&gt;matin" in answer.text
    assert 'value="Coupure"' in answer.text
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a\0b"},
        {"audience": "lune"},
        {"published_at": "hier"},
        {"published_at": "99999-01-01T00:00"},
        {"published_at": "0001-01-01T00:00"},
        {"until": "2026-01-02T08:30"},
    ],
)
def test_what_is_wrong_is_said_and_kept(host, wrong):
    answer = host.post(NEW, {**SENT, **wrong})

    assert answer.status_code == 422
    assert "Dimanche" in answer.text
    assert not Announcement.objects.exists()


def test_the_list_tells_now_from_later_and_from_before(host, query_budget):
    now = timezone.now()
    AnnouncementFactory(title="Maintenant")
    AnnouncementFactory(title="Demain", published_at=now + datetime.timedelta(days=1))
    AnnouncementFactory(title="Hier", published_at=now - datetime.timedelta(days=2), until=now)

    with query_budget(10):
        context = host.get(LIST).context

    assert [row.title for row in context["showing"]] == ["Maintenant"]
    assert [row.title for row in context["coming"]] == ["Demain"]
    assert [row.title for row in context["page"]] == ["Hier"]


def test_an_announcement_is_changed(host):
    row = AnnouncementFactory(title="Coupur")
    address = reverse("hosting:announcement_edit", args=[row.pk])

    shown = host.get(address)
    host.post(address, {**SENT, "audience": "man"})

    row.refresh_from_db()
    assert 'value="Coupur"' in shown.text
    assert (row.title, row.audience) == ("Coupure", "man")
    assert Entry.objects.of_instance().get().verb == "announcement.change"


def test_an_announcement_is_taken_down(host):
    row = AnnouncementFactory()

    host.post(reverse("hosting:announcement_deletion", args=[row.pk]))

    assert not Announcement.objects.exists()
    assert Entry.objects.of_instance().get().verb == "announcement.delete"

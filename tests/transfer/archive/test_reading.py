"""What becomes of links, rules and files when an association arrives."""

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from benevalibre.accounts.models import User
from benevalibre.associations import inviting, links
from benevalibre.associations.models import Association, GuestLink
from benevalibre.associations.models.association import State
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import Mail
from benevalibre.transfer.archive import discarding
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.shape import ArchiveError
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    FiscalYearFactory,
    UserFactory,
)
from tests.personas import signed_in
from tests.transfer.archive.packing import Rows, changed, moved, packed, repacked, unpacked

pytestmark = pytest.mark.django_db


def test_the_link_of_a_guest_goes_on_working(origin: Association, traveller: User) -> None:
    manager = origin.memberships.managers().get()
    _guest, secret = links.make_link(origin, "Stand du marché", by=manager)

    arrived = moved(origin, traveller)

    guest = links.open_link(secret)
    assert (guest.association, guest.name) == (arrived, "Stand du marché")
    assert links.reveal(guest.link) == secret


def test_a_link_that_is_taken_here_stays_with_whom_it_is(
    origin: Association, traveller: User
) -> None:
    manager = origin.memberships.managers().get()
    guest, secret = links.make_link(origin, "Stand du marché", by=manager)

    arrived = read(packed(origin), by=traveller)

    assert links.find(secret) == guest
    twin = GuestLink.objects.get(membership__association=arrived)
    assert links.find(links.reveal(twin)).association == arrived


def test_a_link_for_somebody_else_than_a_guest_opens_nothing(
    origin: Association, traveller: User
) -> None:
    def give(rows: Rows) -> None:
        secret = {"secret": "sesame", "digest": "0" * 64, "expires_at": None, "is_active": True}
        person = {"person": rows["people"][0]["id"], "last_visit": None, "visits": 0}
        rows["links"] = [secret | person]

    read(changed(origin, give), by=traveller)

    with pytest.raises(links.ClosedLinkError):
        links.find("sesame")


def test_a_name_that_is_taken_gets_a_number(origin: Association, traveller: User) -> None:
    first = read(packed(origin), by=traveller)
    second = read(packed(origin), by=traveller)

    assert [first.name, second.name] == ["Les Amis du vélo (2)", "Les Amis du vélo (3)"]
    assert first.name_key == "les amis du vélo (2)"


def test_nobody_sees_it_before_it_is_whole(origin: Association, traveller: User) -> None:
    seen = []

    def look(done: int, total: int) -> None:
        arriving = Association.objects.exclude(pk=origin.pk)
        seen.append((done, total, arriving.visible().exists(), traveller.memberships.exists()))

    read(packed(origin), by=traveller, progress=look)

    assert seen[-1][0] == seen[-1][1] > 5
    assert {(visible, joined) for _done, _total, visible, joined in seen} == {(False, False)}


def test_a_closed_instance_takes_none_in(origin: Association, traveller: User) -> None:
    file = packed(origin)
    Instance.change(association_creation="closed")

    with pytest.raises(ArchiveError, match="n’accueille pas"):
        read(file, by=traveller)


def test_a_moderated_instance_looks_first(origin: Association, traveller: User) -> None:
    host = UserFactory(host=True)
    Instance.change(association_creation="moderated")

    arrived = moved(origin, traveller)
    inviting.send_waiting()

    assert arrived.state == State.AWAITING
    assert list(Mail.objects.values_list("to", flat=True)) == [host.email]


def test_a_closed_year_arrives_closed_with_its_actions(
    origin: Association, traveller: User
) -> None:
    FiscalYearFactory(association=origin, closed=True)

    arrived = moved(origin, traveller)

    assert arrived.fiscal_years.get().closed_at is not None
    assert arrived.actions.count() == 1


def test_what_failed_leaves_neither_row_nor_file(
    origin: Association, traveller: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, _files = unpacked(packed(origin))
    rows["association"][0]["logo"] = "files/logo.png"
    rows["fiscal_years"] = [
        {"id": n, "start": f"202{n}-01-01", "end": "2029-12-31", "closed_at": None} for n in (1, 2)
    ]

    with pytest.raises(ArchiveError):
        read(repacked(rows, {"files/logo.png": picture(40)}), by=traveller)

    assert Association.objects.get() == origin
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_logo_of_somebody_else_is_drawn_anew_and_ours_is_kept(
    origin: Association, traveller: User
) -> None:
    rows, _files = unpacked(packed(origin))
    rows["association"][0]["logo"] = "files/logo.png"

    first = read(repacked(rows, {"files/logo.png": picture(900)}), by=traveller)
    second = read(packed(first), by=traveller)

    drawn, kept = Path(first.logo.path), Path(second.logo.path)
    with Image.open(drawn) as image:
        assert (image.format, image.width) == ("WEBP", 512)
    assert drawn != kept
    assert drawn.read_bytes() == kept.read_bytes()


def picture(side: int) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (side, side), "red").save(drawn, "PNG")
    return ContentFile(drawn.getvalue()).read()


def test_an_arrival_cut_short_is_taken_back_the_next_day(origin: Association) -> None:
    name = f"{discarding.PREFIX}0123"
    cut = ActionFactory(association=AssociationFactory(name=name, state="importing")).association

    kept = discarding.discard_interrupted()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        discarded = discarding.discard_interrupted()

    assert (kept, discarded) == (0, 1)
    assert not Association.objects.filter(pk=cut.pk).exists()
    assert Association.objects.filter(pk=origin.pk).exists()


def test_an_association_that_is_open_is_never_discarded(origin: Association) -> None:
    discarding.discard(origin)

    assert origin.actions.count() == 1


def test_a_journal_that_means_harm_breaks_no_page(origin: Association, traveller: User) -> None:
    def write(rows: Rows) -> None:
        person, action = rows["people"][0]["id"], rows["actions"][0]["id"]
        odd = {"date": ["2026-02-31", 5], "minutes": ["x", None], "status": [1, True]}
        more = {"into": 10**18, "role": ["a", 3], "member": [True, person], "archived_at": ["", 1]}
        words = ("person", "object_type", "object")
        rows["journal"] = [
            dict(zip(words, about, strict=True), verb=verb, changes=odd | more, at=AT)
            for verb, about in (
                ("action.change", (person, "actions.action", action)),
                ("member.merge", (10**9, "associations.membership", person)),
                ("moon.land", (None, "accounts.user", 1)),
                ("policy.change", (person, "associations.association", 1)),
            )
        ]

    arrived = read(changed(origin, write), by=traveller)

    browser = signed_in(arrived.memberships.get(user=traveller))
    assert browser.get(reverse("associations:journal", args=[arrived.pk])).status_code == 200
    page = reverse("actions:team_edit", args=[arrived.pk, arrived.actions.get().pk])
    assert browser.get(page).status_code == 200


AT = "2026-06-15T12:00:00Z"

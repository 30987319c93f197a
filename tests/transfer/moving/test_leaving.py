"""An association leaves for 2.0.x: frozen and told, its file, its address afterwards."""

import json
from typing import Any

import pytest
from django.utils import timezone

from benevalibre.associations.models import Membership
from benevalibre.associations.models.association import State, Travel
from benevalibre.associations.writing import RuleError
from benevalibre.mailing.models import Mail
from benevalibre.transfer import departing, handshake
from benevalibre.transfer.models import Departure
from benevalibre.transfer.v2.single import reading, shapes
from benevalibre.transfer.v2.single.leaving import Leaving
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    GuestLinkFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
    RoleFactory,
    UserFactory,
)
from tests.personas import signed_in
from tests.transfer.moving.conftest import few, of, raw

pytestmark = pytest.mark.django_db

TOKEN = "24235dc0-c00d-4edb-953a-45e9acbdc743"
ENDPOINT = "https://ici.example.org/api/v1/associations/1/migrate"


@pytest.fixture
def manager() -> Membership:
    return MembershipFactory(manager=True, user__first_name="Nadia")


@pytest.fixture
def departure(manager) -> Departure:
    return departing.start(manager.association, by=manager, message="À bientôt !")


@pytest.fixture
def token(departure) -> str:
    return handshake.secret_of(departure.sealed)


def file_of(association: Any) -> dict[str, Any]:
    parts = Leaving(association, endpoint=ENDPOINT, token=TOKEN).parts()
    found: dict[str, Any] = json.loads("".join(parts))
    return found


def test_a_move_freezes_the_association_and_tells_its_people(manager) -> None:
    other = MembershipFactory(association=manager.association)
    MembershipFactory(association=manager.association, left=True)

    departing.start(manager.association, by=manager, message="À bientôt !")

    assert manager.association.state == State.FROZEN
    with pytest.raises(RuleError):
        manager.association.describe(by=manager, description="Autre")
    mails = Mail.objects.filter(kind="transfer.moving")
    assert set(mails.values_list("to", flat=True)) == {manager.user.email, other.user.email}
    assert "À bientôt !" in mails[0].text


def test_it_does_not_start_twice(departure, manager) -> None:
    with pytest.raises(RuleError):
        departing.start(manager.association, by=manager)


def test_a_move_called_off_in_time_is_told_to_nobody(departure, manager) -> None:
    departing.cancel(manager.association, by=manager)

    assert manager.association.state == State.ACTIVE
    assert not Mail.objects.exists()
    assert not Departure.objects.exists()


def test_a_move_called_off_late_is_told(departure, manager) -> None:
    Mail.objects.update(sent_at=timezone.now())

    departing.cancel(manager.association, by=manager)

    assert Mail.objects.filter(kind="transfer.staying", to=manager.user.email).count() == 1


def test_where_it_is_gone_nothing_is_called_off(departure, manager, token) -> None:
    departing.finish(departure.pk, token=token, destination_url="https://la.example.org/a/1/")
    manager.association.refresh_from_db()

    with pytest.raises(RuleError):
        departing.cancel(manager.association, by=manager)


def test_the_file_is_one_that_2_0_could_have_written() -> None:
    here = AssociationFactory(name="Les Amis")
    member = MembershipFactory(association=here, manager=True)
    RoleFactory(association=here, default=True, name="Bénévole")
    ActionFactory(association=here, member=member, minutes=150, distance_hundredths=1205)

    content = reading.read(raw(file_of(here)))

    assert content.summary.people == 1
    assert (content.summary.seconds, content.summary.hundredths) == (9000, 1205)
    assert content.metadata["token"] == TOKEN


def test_objects_come_after_those_that_they_name() -> None:
    here = AssociationFactory()
    RoleFactory(association=here)
    RoleFactory(association=here, default=True, name="Bénévole")
    level, project = LevelFactory(association=here), ProjectFactory(association=here)
    ActionFactory(association=here, level=level, project=project)

    objects = file_of(here)["objects"]

    order = [thing["model"] for thing in objects]
    assert order == sorted(order, key=list(shapes.FIELDS).index)
    assert of("associationrole", {"objects": objects})[0]["is_default"]


def test_a_default_role_is_added_where_there_is_none() -> None:
    here = AssociationFactory()
    MembershipFactory(association=here, manager=True)
    MembershipFactory(association=here, role=None)
    here.roles.update(name="Bénévole", name_key="bénévole")

    data = file_of(here)

    roles = of("associationrole", data)
    assert [(role["name"], role["is_default"]) for role in roles] == [
        ("Bénévole (sans droit)", True),
        ("Bénévole", False),
    ]
    assert of("associationmembership", data)[1]["role"][0] == "Bénévole (sans droit)"


def test_what_2_0_refuses_becomes_what_it_takes() -> None:
    here = AssociationFactory(income=10**12, policy_travel=Travel.INCLUDED)
    project = ProjectFactory(association=here, name="P" * 200)
    kept = {"association": here, "status": "approved"}
    ActionFactory(**kept, title="", project=project, minutes=10, travel_minutes=5)
    ActionFactory(**kept, title="", minutes=0, distance_hundredths=None)
    ActionFactory(**kept, title="", minutes=1, distance_hundredths=10_000_000)
    ActionFactory(association=here, status="to_correct")
    ActionFactory(association=here, status="declined", title="Non retenue")

    data = file_of(here)

    rows = of("benevalo", data)
    assert of("associations.association", data)[0]["income"] is None
    assert all(0 < len(row["title"]) <= 127 for row in rows)
    assert rows[0]["duration"] == "00:15:00"
    assert rows[1]["distance"] == "0.01"
    assert rows[2]["distance"] == "99999.99"
    assert [row["is_active"] for row in rows] == [True, True, True, False]


def test_travel_apart_is_said_in_the_description() -> None:
    here = AssociationFactory(policy_travel=Travel.APART)
    ActionFactory(association=here, minutes=60, travel_minutes=30, description="Beau temps")

    row = of("benevalo", file_of(here))[0]

    assert row["duration"] == "01:00:00"
    assert row["description"].startswith("Beau temps\n\nTrajet")


def test_no_action_loses_its_author() -> None:
    here = AssociationFactory()
    named = MembershipFactory(association=here, named=True, name="Paul sans compte")
    left = MembershipFactory(association=here, left=True, user__first_name="Inès")
    guest = GuestLinkFactory(membership__association=here, membership__name="Tablette").membership
    for member in (named, left, guest):
        ActionFactory(association=here, member=member)
    ActionFactory(association=here, member=None)

    data = file_of(here)

    guests = {fields["uuid"]: fields["name"] for fields in of("anonymousmember", data)}
    authors = [(row["anonymous_member"] or [""])[0] for row in of("benevalo", data)]
    assert [guests.get(uuid) for uuid in authors] == [
        "Paul sans compte",
        left.display_name,
        "Tablette",
        None,
    ]
    assert of("accounts.user", data) == []


def test_links_that_came_from_2_0_keep_their_secret(bring) -> None:
    data = few()
    here = bring(data).association

    told = {fields["uuid"] for fields in of("anonymousmember", data)}
    left = {fields["uuid"] for fields in of("anonymousmember", file_of(here))}
    assert told <= left


def test_what_came_from_2_0_goes_back_as_it_came(bring) -> None:
    data = few()
    here = bring(data).association

    again = file_of(here)

    def figures(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        keys = ("date", "end_date", "title", "distance", "duration", "is_active", "description")
        return sorted(tuple(str(row[key]) for key in keys) for row in rows)

    assert figures(of("benevalo", again)) == figures(of("benevalo", data))
    for model in ("benevalocategory", "benevalolevel", "project", "associationrole"):
        assert of(f"association{model}".replace("associationassociation", "association"), again)
    assert of("associations.association", again)[0] == of("associations.association", data)[0]


def test_the_page_shows_where_it_went(departure, token, client) -> None:
    departing.finish(departure.pk, token=token, destination_url="https://la.example.org/a/1/")

    page = client.get(f"/associations/{departure.pk}/").content.decode()

    assert 'href="https://la.example.org/a/1/"' in page
    assert "À bientôt !" in page


def test_each_page_says_that_it_is_paused(departure, manager) -> None:
    page = signed_in(manager).get(f"/associations/{departure.pk}/reglages/").content.decode()

    assert "L’association déménage" in page


def test_the_files_are_there_only_while_it_moves(manager) -> None:
    client = signed_in(manager)
    base = f"/associations/{manager.association_id}/donnees/demenagement/"

    early = client.get(f"{base}fichier/")
    departing.start(manager.association, by=manager)
    file = json.loads(client.get(f"{base}fichier/").getvalue())
    archive = client.get(f"{base}archive/").getvalue()

    assert early.status_code == 302
    assert file["metadata"]["endpoint"].endswith(f"/{manager.association_id}/migrate")
    assert archive[:2] == b"PK"


def test_a_secret_sealed_with_another_key_is_said(departure, manager) -> None:
    Departure.objects.update(sealed="illisible")

    response = signed_in(manager).get(
        f"/associations/{departure.pk}/donnees/demenagement/fichier/", follow=True
    )

    assert "ne se lit plus" in response.content.decode()


def test_the_pages_of_a_move_follow_one_another(manager) -> None:
    client = signed_in(manager)
    path = f"/associations/{manager.association_id}/donnees/demenagement/"

    client.get(path)
    started = client.post(path, {"message": "Nous partons."}, follow=True)
    client.get(f"{path}annulation/")
    back = client.post(f"{path}annulation/", follow=True)

    assert "Prendre le fichier" in started.content.decode()
    assert "Démarrer le déménagement" in back.content.decode()
    assert not Departure.objects.exists()


def test_an_archive_of_ours_moves_with_the_same_handshake(manager, origin) -> None:
    from django.core.files.base import ContentFile

    from benevalibre.transfer import arriving
    from tests.transfer.moving.conftest import advance

    ActionFactory(association=manager.association, member=manager)
    departing.start(manager.association, by=manager)
    base = f"/associations/{manager.association_id}/donnees/demenagement/archive/"
    content = signed_in(manager).get(base).getvalue()
    solene = UserFactory()

    arrival = arriving.receive(ContentFile(content, name="a.zip"), by=solene)
    endpoint = arrival.endpoint
    arrival.endpoint = endpoint.replace("http:", "https:")
    arrival.save()
    arriving.begin(arrival, name="")
    advance(arrival)

    assert (arrival.step, arrival.trouble) == ("done", "")
    assert [method for method, _url, _sent in origin.calls] == ["GET", "POST"]
    assert endpoint.endswith(f"/api/v1/associations/{manager.association_id}/migrate")
    assert arrival.report["here"]["actions"] == 1

"""Tests of what an association says of itself."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from benevalibre.associations.models import Association
from benevalibre.journal.models import Entry
from tests.factories import AssociationFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def page(name: str, association: Association) -> str:
    return reverse(f"associations:{name}", args=[association.pk])


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300)) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", size, "navy").save(content, kind)
    return SimpleUploadedFile("logo.png", content.getvalue(), content_type="image/png")


def settings_of(association: Association, **otherwise: Any) -> dict[str, Any]:
    return {"name": association.name, "country": "FR", **otherwise}


def test_the_settings_are_written_and_journaled_without_their_words(personas: Personas) -> None:
    sent = settings_of(
        personas.association,
        name="Les amis DU vélo",
        description="Rue des Lilas",
        website="velo.example.org",
        siren="123 456 789",
        postal_code="35000",
        has_employees="false",
        income="12000",
        declared_on="1998-05-04",
    )

    response = personas.client("manager").post(page("settings", personas.association), sent)

    assert response.status_code == 302
    here = Association.objects.get(pk=personas.association.pk)
    assert (here.name, here.name_key) == ("Les amis DU vélo", "les amis du vélo")
    assert here.website == "https://velo.example.org"
    assert (here.siren, here.has_employees, here.income) == ("123456789", False, 12000)
    changes = Entry.objects.get(verb="association.describe").changes
    assert changes["description"] is True
    assert changes["income"] == [None, 12000]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "DÉJÀ prise"},
        {"siren": "12"},
        {"income": "-1"},
        {"income": "9" * 40},
        {"declared_on": "hier"},
        {"country": "XX"},
        {"website": "pas une adresse"},
        {"activity_field": "9" * 30},
        {"time_zone": "Mars/Olympus"},
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    wrong: dict[str, str], personas: Personas
) -> None:
    AssociationFactory(name="Déjà prise")
    sent = settings_of(personas.association, description="Gardé") | wrong

    response = personas.client("manager").post(page("settings", personas.association), sent)

    assert response.status_code == 422
    assert "Gardé" in response.content.decode()
    personas.association.refresh_from_db()
    assert personas.association.description == ""


def test_the_logo_is_drawn_anew(personas: Personas) -> None:
    sent = settings_of(personas.association, logo=picture())

    personas.client("manager").post(page("settings", personas.association), sent)

    personas.association.refresh_from_db()
    with Image.open(personas.association.logo.path) as image:
        assert image.format == "WEBP"
        assert max(image.size) <= 512


def test_the_logo_is_taken_away(personas: Personas) -> None:
    browser = personas.client("manager")
    where = page("settings", personas.association)
    browser.post(where, settings_of(personas.association, logo=picture()))

    browser.post(where, settings_of(personas.association, **{"logo-clear": "on"}))

    personas.association.refresh_from_db()
    assert not personas.association.logo


def test_the_file_of_a_former_logo_is_deleted(
    personas: Personas, django_capture_on_commit_callbacks: Any
) -> None:
    browser = personas.client("manager")
    where = page("settings", personas.association)
    browser.post(where, settings_of(personas.association, logo=picture()))
    personas.association.refresh_from_db()
    former = Path(personas.association.logo.path)

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(where, settings_of(personas.association, logo=picture("JPEG")))

    personas.association.refresh_from_db()
    assert not former.exists()
    assert Path(personas.association.logo.path).exists()


def test_the_logo_stays_where_the_form_says_nothing_of_it(personas: Personas) -> None:
    browser = personas.client("manager")
    where = page("settings", personas.association)
    browser.post(where, settings_of(personas.association, logo=picture()))

    browser.post(where, settings_of(personas.association, description="Autre"))

    personas.association.refresh_from_db()
    assert personas.association.logo


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"0" * 90])
def test_what_is_not_a_picture_is_refused(content: bytes, personas: Personas) -> None:
    file = SimpleUploadedFile("logo.png", content, content_type="image/png")
    sent = settings_of(personas.association, logo=file)

    response = personas.client("manager").post(page("settings", personas.association), sent)

    assert response.status_code == 422
    personas.association.refresh_from_db()
    assert not personas.association.logo

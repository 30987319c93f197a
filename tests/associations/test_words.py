"""Tests of categories, levels and projects: their verbs and their pages."""

from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations.models import Category, DefaultCategory, Level, Membership, Project
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    LevelFactory,
    ProjectFactory,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db

KINDS: list[tuple[str, Any, Any]] = [
    ("category", Category, CategoryFactory),
    ("level", Level, LevelFactory),
    ("project", Project, ProjectFactory),
]


def columns(name: str) -> dict[str, Any]:
    """What else a new word needs."""
    return {"default_category": DefaultCategory.objects.first()} if name == "category" else {}


def sent(kind: str, **more: Any) -> dict[str, Any]:
    """What the form of a word sends."""
    first = DefaultCategory.objects.first()
    needed = {"default_category": first.pk} if kind == "category" and first else {}
    return needed | more


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_a_name_is_taken_whatever_its_case(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    here, by = personas.association, personas.manager
    factory(association=here, name="Été solidaire")

    for twin in ("ÉTÉ SOLIDAIRE", " été  solidaire"):
        with pytest.raises(RuleError, match="porte déjà ce nom"):
            model.objects.create_word(here, by=by, name=twin, **columns(name))
    other = model.objects.create_word(here, by=by, name="Ete solidaire", **columns(name))

    assert other.pk is not None
    assert model.objects.filter(association=here).count() == 2


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_a_name_taken_elsewhere_is_free_here(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    factory(name="Été", association=AssociationFactory())

    word = model.objects.create_word(
        personas.association, by=personas.manager, name="Été", **columns(name)
    )

    assert word.association == personas.association


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_the_page_says_that_a_name_is_taken_and_keeps_what_was_typed(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    factory(association=personas.association, name="Été")
    page = reverse(f"associations:{name}_create", args=[personas.association.pk])

    response = personas.client("manager").post(page, sent(name, name="éTé", description="Juillet"))

    assert response.status_code == 422
    assert "porte déjà ce nom" in response.content.decode()
    assert "Juillet" in response.content.decode()
    assert model.objects.filter(association=personas.association).count() == 1


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_a_word_is_added_and_renamed_by_its_pages(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    here = personas.association.pk
    browser = personas.client("manager")

    browser.post(reverse(f"associations:{name}_create", args=[here]), sent(name, name="Été"))
    word = model.objects.get(association=here)
    browser.post(reverse(f"associations:{name}_edit", args=[here, word.pk]), sent(name, name="ÉTÉ"))

    word.refresh_from_db()
    assert word.name == "ÉTÉ"
    verbs = [entry.verb for entry in Entry.objects.about(word)]
    assert verbs == [f"{name}.change", f"{name}.create"]


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_renaming_writes_the_key_too(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    word = factory(association=personas.association, name="Été")

    word.change(by=personas.manager, name="Hiver")

    assert model.objects.get(pk=word.pk).name_key == "hiver"


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_an_archived_word_is_not_offered_until_it_comes_back(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    word = factory(association=personas.association)
    args = [personas.association.pk, word.pk]
    browser = personas.client("manager")

    browser.post(reverse(f"associations:{name}_archive", args=args))
    assert word not in model.objects.in_use()

    browser.post(reverse(f"associations:{name}_unarchive", args=args))
    assert word in model.objects.in_use()


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_a_word_that_served_is_not_deleted(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    word = factory(association=personas.association)
    ActionFactory(association=personas.association, **{name: word})
    page = reverse(f"associations:{name}_deletion", args=[personas.association.pk, word.pk])

    response = personas.client("manager").post(page, follow=True)

    assert "a déjà servi" in response.content.decode()
    assert model.objects.filter(pk=word.pk).exists()
    assert not Entry.objects.filter(verb=f"{name}.delete").exists()


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_a_word_that_never_served_is_deleted_after_a_confirmation(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    word = factory(association=personas.association)
    page = reverse(f"associations:{name}_deletion", args=[personas.association.pk, word.pk])
    browser = personas.client("manager")

    assert browser.get(page).status_code == 200
    assert model.objects.filter(pk=word.pk).exists()
    browser.post(page)

    assert not model.objects.filter(pk=word.pk).exists()


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_a_word_of_another_association_does_not_exist_here(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    elsewhere = factory(association=AssociationFactory())
    browser = personas.client("manager")

    for pk in (elsewhere.pk, 10**30):
        page = reverse(f"associations:{name}_edit", args=[personas.association.pk, pk])
        assert browser.get(page).status_code == 404


@pytest.mark.parametrize(("name", "model", "factory"), KINDS)
def test_two_words_are_made_one_by_their_page(
    name: str, model: Any, factory: Any, personas: Personas
) -> None:
    word, into = (factory(association=personas.association) for _ in range(2))
    action = ActionFactory(association=personas.association, **{name: word})
    page = reverse(f"associations:{name}_merge", args=[personas.association.pk, word.pk])
    browser = personas.client("manager")

    assert browser.post(page, {"into": factory().pk}).status_code == 422
    browser.post(page, {"into": into.pk})

    action.refresh_from_db()
    assert getattr(action, name) == into


def test_categories_are_chosen_by_their_short_name(personas: Personas) -> None:
    here = personas.association
    long, short = "Participation aux organes dirigeants de l’association", "Direction"
    category = CategoryFactory(association=here, name=long, short_name=short)
    CategoryFactory(association=here, name=f"{long} (bis)", short_name="Direction bis")
    project = ProjectFactory(association=here)

    merging = personas.client("manager").get(
        reverse("associations:category_merge", args=[here.pk, category.pk])
    )
    editing = personas.client("manager").get(
        reverse("associations:project_edit", args=[here.pk, project.pk])
    )

    assert "Réunir «\u00a0Direction\u00a0»" in merging.text
    assert ">Choisir</option>" in merging.text
    for response in (merging, editing):
        assert ">Direction bis</option>" in response.text
        assert long not in response.text


def test_a_category_needs_its_place_in_the_nomenclature(personas: Personas) -> None:
    page = reverse("associations:category_create", args=[personas.association.pk])

    for wrong in ("", "0", "x", str(10**30)):
        sent_form = {"name": "Vélo", "default_category": wrong}
        assert personas.client("manager").post(page, sent_form).status_code == 422


def test_a_usual_word_of_another_association_is_refused(personas: Personas) -> None:
    CategoryFactory(association=personas.association)
    elsewhere = CategoryFactory(association=AssociationFactory())
    page = reverse("associations:project_create", args=[personas.association.pk])

    sent_form = {"name": "Jardin", "usual_category": elsewhere.pk}
    response = personas.client("manager").post(page, sent_form)

    assert response.status_code == 422
    assert not Project.objects.filter(association=personas.association).exists()


def test_a_project_that_is_over_may_be_reopened(personas: Personas) -> None:
    project = ProjectFactory(association=personas.association)

    project.close(by=personas.manager)
    assert Project.objects.get(pk=project.pk).closed_at is not None

    project.reopen(by=personas.manager)
    assert Project.objects.get(pk=project.pk).closed_at is None


def test_where_there_is_no_level_the_form_does_not_ask_for_one(personas: Personas) -> None:
    page = reverse("associations:category_create", args=[personas.association.pk])
    browser = personas.client("manager")

    assert "usual_level" not in browser.get(page).content.decode()
    LevelFactory(association=personas.association)
    assert "usual_level" in browser.get(page).content.decode()


def test_nothing_is_added_while_the_association_moves(personas: Personas) -> None:
    manager: Membership = personas.manager
    personas.association.state = "frozen"
    personas.association.save()
    page = reverse("associations:project_create", args=[personas.association.pk])

    response = personas.client(manager).post(page, {"name": "Jardin"})

    assert response.status_code == 422
    assert "n’est pas ouverte" in response.content.decode()


@pytest.mark.parametrize("name", ["category", "level", "project"])
def test_the_list_stays_within_its_budget(name: str, personas: Personas, query_budget: Any) -> None:
    factory = {kind: factory for kind, _model, factory in KINDS}[name]
    factory.create_batch(60, association=personas.association)
    browser = personas.client("manager")

    with query_budget(10):
        response = browser.get(reverse(f"associations:{name}_list", args=[personas.association.pk]))

    assert response.content.decode().count('<li class="row">') == 50

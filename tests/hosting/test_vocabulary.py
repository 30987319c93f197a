"""The words that new associations receive."""

import pytest
from django.urls import reverse

from benevalibre.associations.founding import found
from benevalibre.associations.models import (
    ActivityField,
    ActivityFieldGroup,
    DefaultCategory,
    DefaultLevel,
    DefaultRole,
    Right,
)
from benevalibre.journal.models import Entry
from tests.client import StrictClient
from tests.factories import AssociationFactory, CategoryFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> StrictClient:
    return signed_in(UserFactory(host=True))


def page(kind: str, name: str = "list", *more: int) -> str:
    return reverse(f"hosting:word_{name}", args=[kind, *more])


@pytest.mark.parametrize("kind", ["categories", "niveaux", "roles", "domaines", "groupes"])
def test_each_list_is_shown_with_few_queries(host, kind, query_budget):
    host.get(page(kind))

    with query_budget(10):
        assert host.get(page(kind)).status_code == 200


def test_an_unknown_list_does_not_exist(host):
    assert host.get(page("lune")).status_code == 404


def test_a_new_category_is_for_the_next_associations_only(host):
    before = found(name="Avant", by=UserFactory())

    answer = host.post(page("categories", "create"), {"name": "Réparer", "short_name": "Rép."})
    after = found(name="Après", by=UserFactory())

    assert answer.status_code == 302
    assert not before.categories.filter(name="Réparer").exists()
    assert after.categories.get(name="Réparer").short_name == "Rép."


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 300, "AUTRES activités"])
def test_a_bad_or_taken_name_is_refused(host, name):
    answer = host.post(page("categories", "create"), {"name": name})

    assert answer.status_code == 422
    assert DefaultCategory.objects.count() == 12


def test_a_word_is_renamed_and_journaled(host):
    level = DefaultLevel.objects.create(name="Débutant")

    host.post(page("niveaux", "edit", level.pk), {"name": "Novice", "description": ""})

    level.refresh_from_db()
    assert (level.name, level.name_key) == ("Novice", "novice")
    assert Entry.objects.of_instance().get().verb == "word.change"


def test_a_used_category_is_archived_and_not_deleted(host):
    used = CategoryFactory().default_category

    refused = host.post(page("categories", "deletion", used.pk), follow=True)
    host.post(page("categories", "archiving", used.pk))
    founded = found(name="Après", by=UserFactory())
    back = host.post(page("categories", "archiving", used.pk), follow=True)

    assert "archivez plutôt" in refused.text
    assert not founded.categories.filter(name=used.name).exists()
    assert "C’est de nouveau proposé." in back.text


def test_a_field_in_use_and_a_group_with_fields_stay(host):
    field = ActivityField.objects.exclude(group=None).first()
    assert field is not None
    AssociationFactory(activity_field=field)

    one = host.post(page("domaines", "deletion", field.pk), follow=True)
    two = host.post(page("groupes", "deletion", field.group_id), follow=True)

    assert "archivez plutôt" in one.text
    assert "n’est pas vide" in two.text
    assert ActivityField.objects.count() == 55


def test_an_unused_word_is_deleted(host):
    group = ActivityFieldGroup.objects.create(name="Divers")

    host.post(page("groupes", "deletion", group.pk))

    assert not ActivityFieldGroup.objects.filter(pk=group.pk).exists()


def test_one_role_at_a_time_is_given_to_who_arrives(host):
    former = DefaultRole.objects.get(is_default=True)
    sent = {"name": "Curieux", "rights": ["manage_members"], "is_default": "on"}

    host.post(page("roles", "create"), sent)
    refused = host.post(page("roles", "deletion", DefaultRole.objects.latest("pk").pk), follow=True)

    assert DefaultRole.objects.get(is_default=True).name == "Curieux"
    assert Right.LIST_MEMBERS in DefaultRole.objects.latest("pk").rights
    former.refresh_from_db()
    assert not former.is_default
    assert "Choisissez d’abord" in refused.text


def test_the_default_role_is_not_simply_unticked(host):
    role = DefaultRole.objects.get(is_default=True)

    answer = host.post(page("roles", "edit", role.pk), {"name": role.name})

    assert answer.status_code == 422
    assert DefaultRole.objects.filter(is_default=True).count() == 1


def test_a_word_rises_in_its_list(host):
    first, second = DefaultCategory.objects.all()[:2]

    host.post(page("categories", "rank", second.pk))
    host.post(page("categories", "rank", second.pk))

    assert list(DefaultCategory.objects.all()[:2]) == [second, first]


def test_what_has_no_archive_cannot_be_archived(host):
    role = DefaultRole.objects.first()
    assert role is not None

    assert host.post(page("roles", "archiving", role.pk)).status_code == 404


def test_what_is_put_away_is_offered_to_nobody_but_who_has_it(host):
    field = ActivityField.objects.exclude(group=None).first()
    assert field is not None
    with_it = MembershipFactory(manager=True, association__activity_field=field)
    without = MembershipFactory(manager=True)
    host.post(page("domaines", "archiving", field.pk))

    pages = [
        signed_in(person.user).get(reverse("associations:settings", args=[person.association_id]))
        for person in (with_it, without)
    ]

    option = f'value="{field.pk}"'
    assert [option in str(answer.context["form"]["activity_field"]) for answer in pages] == [
        True,
        False,
    ]


def test_a_category_put_away_is_offered_only_where_it_is_used(host):
    used = CategoryFactory()
    manager = MembershipFactory(manager=True, association=used.association)
    host.post(page("categories", "archiving", used.default_category_id))
    browser, place = signed_in(manager.user), used.association_id

    edited = browser.get(reverse("associations:category_edit", args=[place, used.pk]))
    new = browser.get(reverse("associations:category_create", args=[place]))

    option = f'value="{used.default_category_id}"'
    assert option in str(edited.context["form"]["default_category"])
    assert option not in str(new.context["form"]["default_category"])

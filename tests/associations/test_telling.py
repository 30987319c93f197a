"""Tests of the journal in words, and of its page."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations import telling
from benevalibre.associations.joining import join
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Category, Level, Membership, Project, Role
from benevalibre.associations.sentences import SENTENCES
from benevalibre.associations.telling import tell
from benevalibre.journal.models import Entry, record
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory, RoleFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return [line.text for line in tell(list(Entry.objects.order_by("pk")))]


def test_who_did_what_to_whom_is_told_by_name(personas: Personas) -> None:
    asking = MembershipFactory(association=personas.association, pending=True)

    asking.approve(by=personas.manager)

    assert told() == [f"{personas.manager} a accepté la demande de {asking}."]


def test_a_name_is_that_of_today(personas: Personas) -> None:
    word = Category.objects.create_word(
        personas.association,
        by=personas.manager,
        name="Ancien",
        default_category=CategoryFactory().default_category,
    )
    Category.objects.filter(pk=word.pk).update(name="Nouveau")

    assert "«\u00a0Nouveau\u00a0»" in told()[0]


def test_what_is_gone_is_told_without_its_name(personas: Personas) -> None:
    role = RoleFactory(association=personas.association, name="Éphémère")
    role.change(by=personas.manager, rights=[], name="Autre")
    role.discard(by=personas.manager)

    lines = told()

    assert lines[0].endswith("«\u00a0(supprimé)\u00a0».")
    assert lines[1].endswith("a supprimé un rôle.")


def test_an_account_that_is_gone_is_somebody(personas: Personas) -> None:
    member = join(personas.association, user=personas.stranger)
    member.leave()
    personas.stranger.delete()

    assert "Personne partie a quitté l’équipe." in told()


def test_what_changed_is_told_in_words(personas: Personas) -> None:
    before, after = (RoleFactory(association=personas.association) for _ in range(2))
    Membership.objects.filter(pk=personas.member.pk).update(role=before)
    personas.member.refresh_from_db()
    personas.member.change_role(after, by=personas.manager)
    personas.association.change_policy(
        by=personas.manager, policy_visibility="all", policy_valued=True
    )

    role, policy = tell(list(Entry.objects.order_by("pk")))

    assert [(c.label, c.before, c.after) for c in role.changes] == [
        ("Rôle", str(before), str(after))
    ]
    assert {(c.label, c.before, c.after) for c in policy.changes} == {
        ("Qui voit les heures", "Chaque personne, les siennes.", "Tout le monde voit tout."),
        ("Valeur en euros", "non", "oui"),
    }


def test_private_words_are_told_as_changed_only(personas: Personas) -> None:
    personas.association.describe(by=personas.manager, description="Secret")

    (line,) = tell(list(Entry.objects.all()))

    assert [(c.label, c.before, c.after) for c in line.changes] == [("Description", "", "")]


def test_a_merge_names_both(personas: Personas) -> None:
    person = MembershipFactory(association=personas.association, named=True, name="Janne")

    merge(person, into=personas.member, by=personas.manager)

    (line,) = tell(list(Entry.objects.all()))
    assert "Janne" in line.text
    assert line.changes[0].after == str(personas.member)


def test_every_verb_of_this_room_has_its_sentence() -> None:
    words = [
        f"{model._meta.model_name}.{order}"
        for model in (Category, Level, Project)
        for order in ("create", "change", "archive", "unarchive", "delete", "merge")
    ]

    assert set(words) <= set(SENTENCES)
    assert "role.create" in SENTENCES
    assert Role._meta.model_name == "role"


def test_an_unknown_verb_is_told_all_the_same(personas: Personas) -> None:
    record("other.thing", on=personas.association, by=personas.manager, changes={"odd": [1, 2]})

    assert told() == [f"{personas.manager} a fait un changement."]


def test_the_page_tells_actions_too(personas: Personas) -> None:
    action = ActionFactory(association=personas.association, title="Atelier vélo")
    record("action.approve", on=action, by=personas.manager)

    response = personas.client("manager").get(
        reverse("associations:journal", args=[personas.association.pk])
    )

    assert "a validé «\u00a0Atelier vélo\u00a0»" in response.content.decode()


def test_the_page_reads_on_from_its_last_line(personas: Personas) -> None:
    for number in range(120):
        level = Level.objects.create(association=personas.association, name=f"N{number:03}")
        record("level.create", on=level, by=personas.manager)
    browser = personas.client("manager")
    where = reverse("associations:journal", args=[personas.association.pk])

    first = browser.get(where).content.decode()
    before = Entry.objects.order_by("-pk")[49].pk
    second = browser.get(where, {"before": before}).content.decode()

    assert "N119" in first
    assert "N070" in first
    assert f"?before={before}" in first
    assert "N069" in second
    assert "N070" not in second


@pytest.mark.parametrize("before", ["x", "0", "-3", "9" * 30, "\0"])
def test_nonsense_in_the_query_shows_the_first_page(before: str, personas: Personas) -> None:
    where = reverse("associations:journal", args=[personas.association.pk])

    assert personas.client("manager").get(where, {"before": before}).status_code == 200


def test_the_journal_of_another_association_is_not_read(personas: Personas) -> None:
    other = MembershipFactory(manager=True)
    other.association.change_policy(by=other, policy_valued=True)

    html = (
        personas.client("manager")
        .get(reverse("associations:journal", args=[personas.association.pk]))
        .content.decode()
    )

    assert "a changé nos règles" not in html


def test_the_page_stays_within_its_budget(personas: Personas, query_budget: Any) -> None:
    for _number in range(60):
        asking = MembershipFactory(association=personas.association, pending=True)
        asking.approve(by=personas.manager)
    browser = personas.client("manager")

    with query_budget(11):
        browser.get(reverse("associations:journal", args=[personas.association.pk]))


def test_a_figure_without_a_former_one_is_shown(personas: Personas) -> None:
    changes = {"number": 2, "minutes": 90}
    record("year.close", on=personas.association, by=personas.manager, changes=changes)

    [line] = tell(Entry.objects.filter(verb="year.close"))

    assert {(c.label, c.after) for c in line.changes} == {
        ("Numéro", "2"),
        ("Durée", "1\u00a0h\u00a030"),
    }


def test_whatever_is_written_in_the_journal_has_its_sentence() -> None:
    package = Path(telling.__file__).parent.parent
    writes = re.compile(r'\b(?:record|change|note)\(\s*(?:[\w.]+,\s*)?"([a-z_]+\.[a-z_]+)"')
    code = [path for path in package.rglob("*.py") if "migrations" not in path.parts]

    verbs = {verb for path in code for verb in writes.findall(path.read_text(encoding="utf-8"))}

    assert "year.close" in verbs
    assert verbs - telling._sentences.keys() == set()

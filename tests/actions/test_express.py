"""« Qu’avez-vous fait ? »: what is offered, in which order, and what a choice stands for."""

from datetime import date, timedelta

import pytest

from benevalibre.actions.express import activity, offer, value_of
from tests.actions.recorded import TODAY
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]
GROUPS = ("Vos activités", "Projets", "Catégories")


def offered(member, **more) -> list[str]:
    """The labels of all choices, in order."""
    found = offer(member, groups=GROUPS, **more)
    others = [label for _group, choices in found.others for _value, label in choices]
    return [label for _value, label in found.chips] + others


def test_own_recent_activities_come_first_then_projects_then_categories():
    member = MembershipFactory()
    place = member.association
    category = CategoryFactory(association=place, name="Recevoir", short_name="Accueil")
    ProjectFactory(association=place, name="Atelier vélo")
    ActionFactory(member=member, category=category, title="Réunion", date=date(2026, 6, 1))
    ActionFactory(member=member, category=category, title="Bricolage", date=date(2026, 6, 2))

    assert offered(member) == ["Bricolage", "Réunion", "Atelier vélo", "Accueil"]


def test_the_same_activity_is_offered_once():
    member = MembershipFactory()
    category = CategoryFactory(association=member.association, name="Accueil")
    for n in range(3):
        ActionFactory(member=member, category=category, title="", date=TODAY - timedelta(days=n))

    assert offered(member) == ["Accueil"]


def test_what_is_older_than_sixty_days_is_not_recent():
    member = MembershipFactory()
    ActionFactory(member=member, title="Il y a longtemps", date=TODAY - timedelta(days=61))

    assert "Il y a longtemps" not in offered(member)


def test_archived_and_closed_words_are_not_offered():
    member = MembershipFactory()
    place = member.association
    ProjectFactory(association=place, archived=True, name="Archivé")
    ProjectFactory(association=place, closed_at="2026-01-01T00:00Z", name="Fermé")
    archived = CategoryFactory(association=place, archived=True, name="Vieille catégorie")
    ActionFactory(member=member, category=archived, title="D’une vieille catégorie")

    assert offered(member) == []


@pytest.mark.parametrize(
    ("rule", "labels"),
    [("hidden", ["Accueil"]), ("required", ["Atelier"]), ("optional", ["Atelier", "Accueil"])],
)
def test_projects_are_offered_as_the_rules_say(rule, labels):
    member = MembershipFactory(association__policy_project=rule)
    ProjectFactory(association=member.association, name="Atelier")
    CategoryFactory(association=member.association, name="Accueil")

    assert offered(member) == labels


def test_never_more_than_forty_choices_are_listed():
    member = MembershipFactory()
    for n in range(60):
        ProjectFactory(association=member.association, name=f"Chantier {n:02}")

    found = offer(member, groups=GROUPS)

    assert found.is_cut
    assert sum(len(choices) for _group, choices in found.others) <= 40


def test_a_search_finds_whatever_the_case():
    member = MembershipFactory()
    ProjectFactory(association=member.association, name="Fête d’Été")
    ProjectFactory(association=member.association, name="Atelier")

    assert offered(member, search="ÉTÉ") == ["Fête d’Été"]


def test_a_choice_gives_back_the_action_that_it_came_from():
    member = MembershipFactory()
    project = ProjectFactory(association=member.association)
    category = CategoryFactory(association=member.association)
    titled = ActionFactory(member=member, project=project, category=category, title="Bricolage")
    plain = ActionFactory(member=member, project=project, category=category, title="")

    for action in (titled, plain):
        found = activity(value_of(action), membership=member)
        assert found is not None
        assert (found.category, found.project, found.title) == (category, project, action.title)


@pytest.mark.parametrize(
    "value", ["", "p", "c", "x1", "p1p2", "c1p2", "a", "p-1", "c" + "9" * 30, "p1c", "a1c2", "\x00"]
)
def test_what_is_no_choice_stands_for_nothing(value):
    member = MembershipFactory()

    assert activity(value, membership=member) is None


def test_a_choice_of_another_association_stands_for_nothing():
    member = MembershipFactory()
    theirs = [
        f"p{ProjectFactory().pk}",
        f"c{CategoryFactory().pk}",
        f"a{ActionFactory().pk}",
    ]

    assert [activity(value, membership=member) for value in theirs] == [None] * 3


def test_an_action_of_somebody_else_here_stands_for_nothing():
    member = MembershipFactory()
    other = ActionFactory(association=member.association)

    assert activity(f"a{other.pk}", membership=member) is None

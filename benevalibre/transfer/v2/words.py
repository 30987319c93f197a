"""The associations' own words: levels, categories, projects."""

from collections.abc import Iterator

from benevalibre.associations.models import (
    Association,
    Category,
    DefaultCategory,
    Field,
    Level,
    Project,
)
from benevalibre.namekeys import name_key
from benevalibre.transfer.v2.arrival import Arrival, Names
from benevalibre.transfer.v2.places import home_of
from benevalibre.transfer.v2.values import Row


def bring_vocabulary(arrival: Arrival) -> None:
    """Levels, categories and projects."""
    levels: list[Level] = []
    for pk, association, name, row in _words(arrival, "associations_associationbenevalolevel"):
        arrival.levels[pk] = association
        text = row.text("description", lines=True)
        levels.append(Level(pk=pk, association_id=association, name=name, description=text))
    arrival.write("associations_associationbenevalolevel", Level, levels)
    _bring_categories(arrival)
    projects: list[Project] = []
    for pk, association, name, row in _words(arrival, "associations_associationproject"):
        arrival.projects[pk] = association
        text = row.text("description", lines=True)
        projects.append(Project(pk=pk, association_id=association, name=name, description=text))
    arrival.write("associations_associationproject", Project, projects)
    Association.objects.filter(levels=None).update(policy_level=Field.HIDDEN)


def _bring_categories(arrival: Arrival) -> None:
    table = "associations_associationbenevalocategory"
    known = {category.pk: category for category in DefaultCategory.objects.all()}
    found = []
    for pk, association, name, row in _words(arrival, table):
        attached = arrival.default_categories.get(row.key("default_category_id") or 0)
        if attached is None:
            attached = min(known)
            row.note("rattachée à la première catégorie par défaut : la sienne est inconnue")
        default = known[attached]
        same = name_key(default.name) == name_key(name)
        found.append(
            Category(
                pk=pk,
                association_id=association,
                name=name,
                short_name=default.short_name if same else "",
                description=row.text("description", lines=True),
                default_category=default,
                cec_kind=default.cec_kind if same else "",
            )
        )
        arrival.categories[pk] = association
    arrival.write(table, Category, found)


def _words(arrival: Arrival, table: str) -> Iterator[tuple[int, int, str, Row]]:
    names = Names()
    for pk, row in arrival.rows(table):
        association = home_of(arrival, row)
        if association is None:
            continue
        name = names.free(
            row, row.text("name", 255), scope=association, limit=255, empty="Sans nom"
        )
        yield pk, association, name, row

"""« Qu’avez-vous fait ? »: own recent activities, then projects, then categories (MODEL §1)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from benevalibre.actions.finding import holding
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Category, Field, Level, Membership, Project
from benevalibre.namekeys import name_key, sort_key

RECENT_DAYS = 60
RECENT_READ = 60
CHIPS = 4
LISTED = 40

_VALUE = re.compile(r"(?:p(?P<project>[0-9]{1,15}))?(?:c(?P<category>[0-9]{1,15}))?")
_AGAIN = re.compile(r"a(?P<action>[0-9]{1,15})")

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Activity:
    """What was done: the category is None where nothing says which one a project has."""

    category: Category | None
    project: Project | None = None
    level: Level | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """``chips`` are one tap away; ``others`` are groups of choices, 40 at most altogether."""

    chips: list[Choice]
    others: list[tuple[str, list[Choice]]]
    is_cut: bool = False

    @property
    def values(self) -> set[str]:
        """The values of all choices."""
        listed = {value for _group, choices in self.others for value, _label in choices}
        return listed | {value for value, _label in self.chips}


def offer(
    membership: Membership,
    *,
    groups: tuple[str, str, str],
    search: str = "",
    first: Choice | None = None,
    but: Action | None = None,
    words: Sequence[Category] | None = None,
) -> Offer:
    """What a participant may choose from; ``first`` is offered before all others.

    ``but`` is the action that is edited: its own words are ``first``. ``words`` are the categories
    in use, by name, where they were read already.

    ``groups`` are the headings of recent activities, projects and categories. ``search`` keeps
    the projects and categories whose name holds it.
    """
    association = membership.association
    recent = _unlike(_recent(membership, but))
    if first is not None:
        recent = [first, *(choice for choice in recent if first[0] != choice[0])]
    projects = _projects(association, search)
    categories = _categories(association, search, words)
    known = {label for _value, label in recent}
    projects = [choice for choice in projects if choice[1] not in known]
    categories = [choice for choice in categories if choice[1] not in known]
    is_cut = len(projects) + len(categories) > LISTED
    if search:
        chips, recent = recent[:CHIPS], recent[CHIPS:]
    else:
        every = [*recent, *projects, *categories]
        chips = every[: CHIPS + 1] if len(every) <= CHIPS + 1 else every[:CHIPS]
    taken = {value for value, _label in chips}
    lists = [
        [c for c in choices if c[0] not in taken] for choices in (recent, projects, categories)
    ]
    others = _capped(zip(groups, lists, strict=True))
    return Offer(chips, others, is_cut or bool(search))


def value_of(action: Action) -> str:
    """The choice that says the same as ``action``, whose title is kept by its id alone."""
    return f"a{action.pk}" if action.title else words_of(action)[0]


def words_of(action: Action) -> Choice:
    """The choice of the project and category of ``action``, whatever its title."""
    if action.project is not None:
        return f"p{action.project_id}c{action.category_id}", action.project.name
    return f"c{action.category_id}", action.category.label


def activity(value: str, *, membership: Membership, kept: Action | None = None) -> Activity | None:
    """What a choice stands for in the participant's association; None where it is none of theirs.

    ``kept`` is an action whose own words stay allowed although they are archived.
    """
    if again := _AGAIN.fullmatch(value):
        return _same_as(int(again["action"]), membership)
    match = _VALUE.fullmatch(value)
    if not match or not value:
        return None
    project = category = None
    if match["project"]:
        project = _find_project(int(match["project"]), membership.association, kept)
    if match["category"]:
        category = _find_category(int(match["category"]), membership.association, kept)
    if (match["project"] and not project) or (match["category"] and not category):
        return None
    if project and not category:
        category = usual_category(project, membership)
    return Activity(category, project)


def usual_category(project: Project, membership: Membership) -> Category | None:
    """The project's own, else the one last used with it, by the participant first."""
    usual = project.usual_category
    if usual is not None and usual.archived_at is None:
        return usual
    used = project.actions.filter(category__archived_at=None).select_related(
        "category__usual_level"
    )
    for actions in (used.by_member(membership), used):
        last = actions.latest_first().first()
        if last is not None:
            return last.category
    return None


def _same_as(pk: int, membership: Membership) -> Activity | None:
    action = (
        membership.actions.filter(pk=pk)
        .select_related("category__usual_level", "project", "level")
        .first()
    )
    if action is None or not _is_usable(action, membership.association):
        return None
    return Activity(action.category, action.project, action.level, action.title)


def _find_project(pk: int, association: Association, kept: Action | None) -> Project | None:
    found = association.projects.filter(pk=pk).select_related("usual_category__usual_level").first()
    if found is None or (kept and kept.project_id == pk):
        return found
    is_open = found.archived_at is None and found.closed_at is None
    return found if is_open and association.policy_project != Field.HIDDEN else None


def _find_category(pk: int, association: Association, kept: Action | None) -> Category | None:
    found = association.categories.filter(pk=pk).select_related("usual_level").first()
    if found is None or found.archived_at is None or (kept and kept.category_id == pk):
        return found
    return None


def _is_usable(action: Action, association: Association) -> bool:
    project = action.project
    if action.category.archived_at is not None:
        return False
    if project is None:
        return association.policy_project != Field.REQUIRED
    is_open = project.archived_at is None and project.closed_at is None
    return is_open and association.policy_project != Field.HIDDEN


def _recent(membership: Membership, but: Action | None) -> Iterator[Action]:
    since = membership.association.today() - timedelta(days=RECENT_DAYS)
    found = membership.actions.filter(date__gte=since).select_related("category", "project")
    for action in found.latest_first()[:RECENT_READ]:
        if action != but and _is_usable(action, membership.association):
            yield action


def _unlike(actions: Iterable[Action]) -> list[Choice]:
    """One choice for each project, category and title."""
    seen: dict[tuple[int | None, int, str], Choice] = {}
    for action in actions:
        same = (action.project_id, action.category_id, name_key(action.title))
        seen.setdefault(same, (value_of(action), action.display_title))
    return list(seen.values())


def _projects(association: Association, search: str) -> list[Choice]:
    if association.policy_project == Field.HIDDEN:
        return []
    found = association.projects.in_use().filter(closed_at=None)
    found = found.filter(holding(search, "name")) if search else found
    return [(f"p{pk}", name) for pk, name in found.values_list("pk", "name")[: LISTED + 1]]


def _categories(
    association: Association, search: str, words: Sequence[Category] | None
) -> list[Choice]:
    if association.policy_project == Field.REQUIRED:
        return []
    rows = association.categories.in_use() if words is None else words
    found = [row for row in rows if sort_key(search) in sort_key(row.name)]
    return [(f"c{row.pk}", row.label) for row in found[: LISTED + 1]]


def _capped(
    groups: Iterable[tuple[str, list[Choice]]],
) -> list[tuple[str, list[Choice]]]:
    left, kept = LISTED, []
    for heading, choices in groups:
        shown = choices[:left]
        left -= len(shown)
        if shown:
            kept.append((heading, shown))
    return kept

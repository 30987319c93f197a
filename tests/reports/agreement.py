"""What the rollups ought to hold, reckoned from the rows one by one."""

from collections import defaultdict
from typing import Any

from benevalibre.actions.models import Action, Status
from benevalibre.reports import rollups
from benevalibre.reports.models import (
    AssociationMonth,
    AssociationYear,
    DefaultCategoryYear,
    DirtyMonth,
    MemberMonth,
    MemberYear,
    VocabularyMonth,
)

Figures = dict[tuple[Any, ...], tuple[int, ...]]
MODELS = (
    (VocabularyMonth, ("association_id", "month", "category_id", "level_id", "project_id")),
    (MemberMonth, ("association_id", "month", "member_id")),
    (AssociationMonth, ("association_id", "month")),
    (AssociationYear, ("association_id", "year")),
    (MemberYear, ("association_id", "year", "member_id")),
    (DefaultCategoryYear, ("association_id", "year", "default_category_id")),
)


def expected(model: Any, keys: tuple[str, ...]) -> tuple[Figures, dict[Any, set[str]]]:
    """What the rows add up to, reckoned one by one."""
    found: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    people: dict[Any, set[str]] = defaultdict(set)
    for row in Action.objects.filter(status=Status.APPROVED).select_related("category"):
        if "member_id" in keys and row.member_id is None:
            continue
        values = {
            "month": row.date.replace(day=1),
            "year": row.date.year,
            "default_category_id": row.category.default_category_id,
        }
        key = tuple(values[name] if name in values else getattr(row, name) for name in keys)
        given = (1, row.minutes, row.travel_minutes, row.distance_hundredths or 0)
        found[key] = [sum(pair) for pair in zip(found[key], given, strict=True)]
        people[key] |= {str(row.member_id)} - {"None"}
    return {key: tuple(sums) for key, sums in found.items()}, dict(people)


def check() -> None:
    """Every rollup equals the rows, and nothing is left to do."""
    rollups.refresh_all()

    for model, keys in MODELS:
        sums, people = expected(model, keys)
        rows = list(model.objects.all())
        kept = {
            tuple(getattr(row, key) for key in keys): (
                row.actions, row.minutes, row.travel, row.distance
            )
            for row in rows
        }  # fmt: skip
        assert kept == sums
        assert len(rows) == len(kept)
        if hasattr(rows[0] if rows else model, "people"):
            ids = {
                tuple(getattr(row, key) for key in keys): getattr(row, "people")  # noqa: B009
                for row in rows
            }
            assert {key: set(text.split(",")) - {""} for key, text in ids.items()} == people
    assert not DirtyMonth.objects.exists()

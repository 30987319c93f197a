"""Asking for the files of exports, and reading them."""

import csv
import io
from typing import Any

from django.urls import reverse

from benevalibre.associations.models import Association
from tests.personas import signed_in


def mine(**query: str) -> tuple[str, dict[str, str]]:
    return reverse("reports:export_mine"), query


def of_team(association: Association, **query: str) -> tuple[str, dict[str, str]]:
    return reverse("reports:export_actions", args=[association.pk]), query


def of_people(association: Association, **query: str) -> tuple[str, dict[str, str]]:
    return reverse("reports:export_people", args=[association.pk]), query


def get(person: Any, address: tuple[str, dict[str, str]]) -> Any:
    return signed_in(person).get(*address)


def rows(response: Any) -> list[dict[str, str]]:
    """The rows of a CSV for machines, by name of column."""
    text = response.getvalue().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def titles(response: Any) -> set[str]:
    return {row["Titre"] for row in rows(response)}

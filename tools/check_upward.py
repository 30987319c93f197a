"""What import-linter cannot see: a room that reaches a room above it through the database.

``Membership.objects.filter(actions__minutes=…)`` in ``associations`` knows of ``actions`` without
importing it. So does ``membership.actions``. Both are refused in rooms below the one that declares
the relation; so are views, forms, templates and requests in models.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.db.models.fields.related import RelatedField

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "benevalibre"
LOOKUP = re.compile(r"-?[a-z]\w*")
UNKNOWN_TO_MODELS = (
    "django.forms",
    "django.http",
    "django.shortcuts",
    "django.template",
    "django.views",
)


def main() -> None:
    """Print each upward look-up and exit 1 if there is one."""
    django.setup()
    heights = _heights()
    relations = _relations(heights)
    faults = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        if room in heights and "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            above = {
                name: owner for name, owner in relations.items() if heights[owner] > heights[room]
            }
            faults += [f"{path.relative_to(ROOT)}:{fault}" for fault in upward(tree, above)]
            if "models" in (path.stem, path.parent.name):
                faults += [f"{path.relative_to(ROOT)}:{fault}" for fault in from_the_web(tree)]
    if faults:
        sys.exit("\n".join(faults))
    print("No room reaches upward through the database.")


def _heights() -> dict[str, int]:
    """How high each room stands, from the layers that import-linter checks."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {layer.strip("()"): height for height, layer in enumerate(reversed(layers))}


def _relations(heights: dict[str, int]) -> dict[str, str]:
    """The names by which rows are reached backwards, each with the room that declares it."""
    found = {}
    for model in apps.get_models():
        owner = (
            model.__module__.split(".")[1] if model.__module__.startswith("benevalibre.") else ""
        )
        if owner not in heights:
            continue
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if not isinstance(field, RelatedField) or field.remote_field.hidden:
                continue
            if field.related_model.__module__.split(".")[1] != owner:
                found[field.related_query_name()] = owner
                found[field.remote_field.get_accessor_name() or ""] = owner
    return found


def upward(tree: ast.AST, above: dict[str, str]) -> Iterator[str]:
    """Keyword look-ups, strings of look-ups and attributes that name a relation from above."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in above:
            if not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}):
                yield _fault(node.lineno, node.attr, above[node.attr])
        if not isinstance(node, ast.Call):
            continue
        words = [keyword.arg for keyword in node.keywords if keyword.arg]
        words = [word for word in words if "__" in word]
        words += [text for argument in node.args for text in _strings(argument)]
        for word in words:
            for part in word.lstrip("-").split("__"):
                if part in above and ("__" in word or _is_query(node)):
                    yield _fault(node.lineno, word, above[part])


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if LOOKUP.fullmatch(node.value):
            yield node.value


def _is_query(call: ast.Call) -> bool:
    """Is it a function that takes names of columns?"""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return name in {
        "Avg", "Count", "Exists", "F", "Max", "Min", "OuterRef", "Prefetch", "Q", "Sum", "distinct",
        "only", "order_by", "prefetch_related", "select_related", "values", "values_list",
    }  # fmt: skip


def from_the_web(tree: ast.AST) -> Iterator[str]:
    """Imports that a module of models does without: each with its line."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            if name.startswith(UNKNOWN_TO_MODELS):
                yield f"{getattr(node, 'lineno', 0)}: models know nothing of {name}"


def _fault(line: int, word: str, owner: str) -> str:
    return f"{line}: « {word} » belongs to the room {owner}, above this one"


if __name__ == "__main__":
    main()

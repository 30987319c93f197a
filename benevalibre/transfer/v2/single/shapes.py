"""What the file of a 2.0.x association may hold: a schema for each kind of object in it."""

from collections.abc import Callable
from typing import Any, Final

import fastjsonschema

NAME: Final = {"type": "string", "maxLength": 1000}
OPTIONAL_NAME: Final = {"type": ["string", "null"], "maxLength": 1000}
TEXT: Final = {"type": ["string", "null"], "maxLength": 200_000}
FLAG: Final = {"type": "boolean"}
ONE: Final = {"type": "array", "items": NAME, "minItems": 1, "maxItems": 3}
ONE_OR_NONE: Final = {"anyOf": [ONE, {"type": "null"}]}
FIELD_OR_NONE: Final = {
    "anyOf": [{"type": "array", "items": OPTIONAL_NAME, "maxItems": 3}, {"type": "null"}]
}

ASSOCIATION: Final = "associations.association"
CATEGORY: Final = "associations.associationbenevalocategory"
LEVEL: Final = "associations.associationbenevalolevel"
PROJECT: Final = "associations.associationproject"
ROLE: Final = "associations.associationrole"
MEMBER: Final = "associations.associationmembership"
GUEST: Final = "associations.associationanonymousmember"
USER: Final = "accounts.user"
ACTION: Final = "benevalibre.benevalo"

RIGHTS: Final = (
    "list_members",
    "manage_members",
    "manage_benevalos",
    "manage_benevalo_categories",
    "manage_benevalo_levels",
    "manage_projects",
    "manage_roles",
    "manage_association",
)

FIELDS: Final[dict[str, dict[str, Any]]] = {
    USER: {"email": NAME, "first_name": NAME, "last_name": NAME, "pseudo": NAME},
    ASSOCIATION: {
        "name": {**NAME, "minLength": 1},
        "description": TEXT,
        "website_url": OPTIONAL_NAME,
        "activity_field": FIELD_OR_NONE,
        "is_hidden": FLAG,
        "moderate_membership": FLAG,
        "moderate_benevalo": FLAG,
        "country": OPTIONAL_NAME,
        "postal_code": OPTIONAL_NAME,
        "has_employees": {"type": ["boolean", "null"]},
        "income": {"type": ["integer", "null"]},
    },
    CATEGORY: {"name": NAME, "description": TEXT, "association": ONE, "default_category": ONE},
    LEVEL: {"name": NAME, "description": TEXT, "association": ONE},
    PROJECT: {"name": NAME, "description": TEXT, "association": ONE},
    ROLE: {
        "name": NAME,
        "description": TEXT,
        "association": ONE,
        "is_default": FLAG,
        **dict.fromkeys(RIGHTS, FLAG),
    },
    MEMBER: {"association": ONE, "user": ONE, "role": ONE, "is_active": FLAG},
    GUEST: {
        "association": ONE,
        "uuid": NAME,
        "name": NAME,
        "expiration_date": OPTIONAL_NAME,
        "is_active": FLAG,
        "created_at": OPTIONAL_NAME,
        "last_visit": OPTIONAL_NAME,
    },
    ACTION: {
        "user": ONE_OR_NONE,
        "anonymous_member": ONE_OR_NONE,
        "association": ONE_OR_NONE,
        "project": ONE_OR_NONE,
        "level": ONE_OR_NONE,
        "category": ONE_OR_NONE,
        "date": NAME,
        "end_date": OPTIONAL_NAME,
        "title": NAME,
        "description": TEXT,
        "distance": {"type": ["string", "number", "null"], "maxLength": 40},
        "duration": {"type": ["string", "null"], "maxLength": 60},
        "is_active": FLAG,
    },
}

METADATA: Final = {
    "type": "object",
    "required": ["app_version", "date", "endpoint", "token"],
    "properties": {
        "app_version": {"type": "string", "maxLength": 40},
        "date": {"type": "string", "maxLength": 60},
        "endpoint": {"type": "string", "maxLength": 500},
        "token": {"type": "string", "pattern": r"^[0-9a-fA-F-]{32,36}\Z"},
    },
}


def check(model: object, thing: object) -> bool:
    """Whether ``thing`` is an object of a kind that we know, with all that it must have."""
    checks = _CHECKS.get(model) if isinstance(model, str) else None
    return checks is not None and _holds(checks, thing)


def check_metadata(thing: object) -> bool:
    """Whether the head of the file says what it must."""
    return _holds(_METADATA, thing)


def _holds(validate: Callable[[Any], Any], thing: object) -> bool:
    try:
        validate(thing)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def _compiled(schema: dict[str, Any]) -> Callable[[Any], Any]:
    compiled: Callable[[Any], Any] = fastjsonschema.compile(schema, use_default=False)
    return compiled


def _object_of(model: str) -> dict[str, Any]:
    fields = FIELDS[model]
    return {
        "type": "object",
        "required": ["model", "fields"],
        "properties": {
            "model": {"const": model},
            "fields": {"type": "object", "required": [*fields], "properties": fields},
        },
    }


_CHECKS = {model: _compiled(_object_of(model)) for model in FIELDS}
_METADATA = _compiled(METADATA)

"""Who may send what to the pages of associations."""

from collections.abc import Callable
from typing import Any

from benevalibre.associations.links import make_link
from benevalibre.associations.models import FiscalYear, Function, Right
from tests.access.rows import (
    ALLOWED,
    GUEST_OR_MEMBER,
    MISSING,
    PUBLIC,
    SIGNED_IN,
    Row,
    here,
)
from tests.factories import (
    CategoryFactory,
    FiscalYearFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
    RoleFactory,
)
from tests.personas import Personas

Args = Callable[[Personas], dict[str, Any]]
GUEST_COMES = {"guest": ALLOWED}
TEAM_ONLY = dict.fromkeys(("stranger", "host"), MISSING)
WORD_FACTORIES: dict[str, Any] = {
    "category": CategoryFactory,
    "level": LevelFactory,
    "project": ProjectFactory,
}
WORD_RIGHTS = {
    "category": Right.MANAGE_CATEGORIES,
    "level": Right.MANAGE_LEVELS,
    "project": Right.MANAGE_PROJECTS,
}


def somebody(personas: Personas) -> dict[str, Any]:
    person = MembershipFactory(association=personas.association, named=True)
    return here(personas) | {"member_id": person.pk}


def a_request(personas: Personas) -> dict[str, Any]:
    person = MembershipFactory(association=personas.association, pending=True)
    return here(personas) | {"member_id": person.pk}


def a_function(personas: Personas) -> dict[str, Any]:
    person = MembershipFactory(association=personas.association, named=True)
    function = Function.objects.create(membership=person, kind="direction", start="2026-01-01")
    return here(personas) | {"member_id": person.pk, "function_id": function.pk}


def a_role(personas: Personas) -> dict[str, Any]:
    return here(personas) | {"role_id": RoleFactory(association=personas.association).pk}


def a_year(personas: Personas) -> dict[str, Any]:
    year: FiscalYear = FiscalYearFactory(association=personas.association)
    return here(personas) | {"year_id": year.pk}


def a_secret(personas: Personas) -> dict[str, Any]:
    _guest, secret = make_link(personas.association, "Tablette", by=personas.manager)
    return {"secret": secret}


def a_word(name: str) -> Args:
    def args(personas: Personas) -> dict[str, Any]:
        word = WORD_FACTORIES[name](association=personas.association)
        return here(personas) | {"word_id": word.pk}

    return args


def both(name: str, audience: str | Right, **more: Any) -> list[Row]:
    """The page, and what its form sends."""
    return [Row(name, audience, **more), Row(name, audience, "POST", **more)]


def words(name: str, *orders: str) -> list[Row]:
    """The pages of a vocabulary."""
    right, args = WORD_RIGHTS[name], a_word(name)
    return [
        Row(f"associations:{name}_list", right, args=here),
        *both(f"associations:{name}_create", right, args=here),
        *both(f"associations:{name}_edit", right, args=args),
        *both(f"associations:{name}_merge", right, args=args),
        *both(f"associations:{name}_deletion", right, args=args),
        *(
            Row(f"associations:{name}_{order}", right, "POST", args=args)
            for order in ("archive", "unarchive", *orders)
        ),
    ]


ROWS = [
    Row("associations:list", PUBLIC),
    *both("associations:create", SIGNED_IN),
    Row("associations:detail", PUBLIC, args=here),
    *both("associations:join", SIGNED_IN, args=here),
    *both("associations:leave", SIGNED_IN, args=here, but=TEAM_ONLY),
    *both("associations:settings", Right.MANAGE_ASSOCIATION, args=here),
    Row("associations:policy", GUEST_OR_MEMBER, args=here),
    *both("associations:policy_edit", Right.MANAGE_ASSOCIATION, args=here),
    Row("associations:policy_seen", Right.MANAGE_ASSOCIATION, "POST", args=here),
    Row("associations:journal", Right.MANAGE_ASSOCIATION, args=here),
    Row("associations:member_list", Right.LIST_MEMBERS, args=here),
    *both("associations:member_create", Right.MANAGE_MEMBERS, args=here),
    Row("associations:member_detail", Right.MANAGE_MEMBERS, args=somebody),
    Row("associations:member_approval", Right.MANAGE_MEMBERS, "POST", args=a_request),
    *both("associations:member_refusal", Right.MANAGE_MEMBERS, args=a_request),
    Row("associations:member_role", Right.MANAGE_MEMBERS, "POST", args=somebody),
    Row("associations:member_details", Right.MANAGE_MEMBERS, "POST", args=somebody),
    *both("associations:member_removal", Right.MANAGE_MEMBERS, args=somebody),
    *both("associations:member_merge", Right.MANAGE_MEMBERS, args=somebody),
    Row("associations:function_create", Right.MANAGE_MEMBERS, "POST", args=somebody),
    Row("associations:function_deletion", Right.MANAGE_MEMBERS, "POST", args=a_function),
    *words("category"),
    *words("level"),
    *words("project", "close", "reopen"),
    Row("associations:role_list", Right.MANAGE_ROLES, args=here),
    *both("associations:role_create", Right.MANAGE_ROLES, args=here),
    *both("associations:role_edit", Right.MANAGE_ROLES, args=a_role),
    Row("associations:role_default", Right.MANAGE_ROLES, "POST", args=a_role),
    *both("associations:role_deletion", Right.MANAGE_ROLES, args=a_role),
    Row("associations:fiscal_year_list", Right.MANAGE_ASSOCIATION, args=here),
    *both("associations:fiscal_year_create", Right.MANAGE_ASSOCIATION, args=here),
    *both("associations:fiscal_year_edit", Right.MANAGE_ASSOCIATION, args=a_year),
    Row("associations:guest_open", PUBLIC, args=a_secret),
    Row("associations:guest_open_old", PUBLIC),
    Row(
        "associations:guest_offer",
        SIGNED_IN,
        but=dict.fromkeys(("stranger", "member", "manager", "host"), MISSING),
    ),
    Row("associations:guest_close", PUBLIC, "POST"),
]

"""The instance and its associations: settings, vocabulary, roles."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from benevalibre.associations.models import (
    ActivityField,
    ActivityFieldGroup,
    Association,
    DefaultCategory,
    DefaultLevel,
    DefaultRole,
    Field,
    Right,
    Role,
)
from benevalibre.associations.models.association import State
from benevalibre.associations.models.role import Rights
from benevalibre.instance.models import Announcement, Audience, Instance
from benevalibre.namekeys import name_key
from benevalibre.transfer.v2.arrival import Arrival, Names
from benevalibre.transfer.v2.values import Row

LARGEST_INCOME = 10**15

RIGHTS = {
    "list_members": {Right.LIST_MEMBERS},
    "manage_members": {Right.MANAGE_MEMBERS},
    "manage_benevalos": {Right.MANAGE_ACTIONS, Right.SEE_STATISTICS, Right.LIST_MEMBERS},
    "manage_benevalo_categories": {Right.MANAGE_CATEGORIES},
    "manage_benevalo_levels": {Right.MANAGE_LEVELS},
    "manage_projects": {Right.MANAGE_PROJECTS},
    "manage_roles": {Right.MANAGE_ROLES},
    "manage_association": {Right.MANAGE_ASSOCIATION},
}


def bring_instance(arrival: Arrival) -> None:
    """Its name and terms; its announcements come after the accounts."""
    table = "benevalibre_instancesettings"
    for pk, row in arrival.rows(table):
        if pk != 1:
            row.note("ligne laissée : une instance n’a qu’une ligne de réglages")
            continue
        terms = arrival.files.document(row, "terms_of_use_file", "terms")
        Instance.change(
            name=row.text("site_name", 150) or "Bénévalibre",
            terms_file=terms,
            terms_version=1 if terms else 0,
        )
        arrival.report.written[table] += 1


def bring_announcements(arrival: Arrival) -> None:
    """What the host said to everyone, or to managers."""
    table = "benevalibre_announcement"
    found = []
    for pk, row in arrival.rows(table):
        author = row.key("author_id")
        target = row.text("target")
        if target not in {"ALL", "MNG"}:
            row.note("annonce réservée aux responsables : public inconnu", target)
        found.append(
            Announcement(
                pk=pk,
                title=row.text("title", 200) or "Annonce",
                text=row.text("content", lines=True),
                audience=Audience.EVERYONE if target == "ALL" else Audience.MANAGERS,
                published_at=row.moment("publication_date") or timezone.now(),
                until=row.moment("expiration_date"),
                author_id=author if author in arrival.users else None,
            )
        )
    arrival.write(table, Announcement, found)


def bring_defaults(arrival: Arrival) -> None:
    """The instance's vocabulary: what ours already has is matched by name."""
    _bring_activity_fields(arrival)
    table = "associations_defaultbenevalocategory"
    for pk, row in arrival.rows(table):
        name = row.text("name", 255) or f"Catégorie {pk}"
        category, _created = DefaultCategory.objects.get_or_create(
            name_key=name_key(name), defaults={"name": name, "position": 100}
        )
        category.description = row.text("description", lines=True)
        category.save(update_fields=["description"])
        arrival.default_categories[pk] = category.pk
        arrival.report.written[table] += 1
    table = "associations_defaultbenevalolevel"
    for pk, row in arrival.rows(table):
        name = row.text("name", 255) or f"Niveau {pk}"
        DefaultLevel.objects.update_or_create(
            name_key=name_key(name),
            defaults={"name": name, "description": row.text("description", lines=True)},
        )
        arrival.report.written[table] += 1
    _bring_default_roles(arrival)


def _bring_activity_fields(arrival: Arrival) -> None:
    groups: dict[int, ActivityFieldGroup] = {}
    table = "associations_activityfieldgroup"
    for pk, row in arrival.rows(table):
        name = row.text("name", 255) or f"Groupe {pk}"
        groups[pk], _created = ActivityFieldGroup.objects.get_or_create(
            name_key=name_key(name), defaults={"name": name, "position": 100}
        )
        arrival.report.written[table] += 1
    table = "associations_activityfield"
    for pk, row in arrival.rows(table):
        name = row.text("name", 255) or f"Domaine {pk}"
        field, _created = ActivityField.objects.get_or_create(
            group=groups.get(row.key("activity_field_group_id") or 0),
            name_key=name_key(name),
            defaults={"name": name, "position": 100},
        )
        arrival.activity_fields[pk] = field.pk
        arrival.report.written[table] += 1


def _bring_default_roles(arrival: Arrival) -> None:
    table = "associations_defaultrole"
    roles, names, has_default = [], Names(), False
    for _pk, row in arrival.rows(table):
        name = row.text("name", 255)
        role = DefaultRole(
            name=names.free(row, name, scope=None, limit=255, empty="Rôle"),
            description=row.text("description", lines=True),
            is_default=row.flag("is_default") and not has_default,
        )
        has_default = has_default or role.is_default
        give_rights(role, row)
        roles.append(role)
    if roles and has_default:
        DefaultRole.objects.all().delete()
        arrival.write(table, DefaultRole, roles)
    elif roles:
        arrival.report.note(table, None, "rôles par défaut laissés : aucun n’est celui d’office")


def give_rights(role: Rights, row: Row) -> None:
    """The equivalent rights: what one right of 2.0 let do, and nothing else."""
    role.hold(right for column, rights in RIGHTS.items() if row.flag(column) for right in rights)


def bring_associations(arrival: Arrival) -> None:
    """Associations with their logo and their choices; nobody has looked at « nos règles » yet."""
    table = "associations_association"
    names, found = Names(), []
    for pk, row in arrival.rows(table):
        association = Association(
            pk=pk,
            name=names.free(
                row, row.text("name", 127), scope=None, limit=127, empty="Association sans nom"
            ),
            state=State.ACTIVE if row.flag("is_active") else State.AWAITING,
            description=row.text("description", lines=True),
            website=website(row),
            logo=arrival.files.picture(row, "logo", "logos", square=False),
            activity_field_id=arrival.activity_fields.get(row.key("activity_field_id") or 0),
            hidden=row.flag("is_hidden"),
            country=country(row),
            postal_code=row.text("postal_code", 10),
            has_employees=row.tristate("has_employees"),
            income=row.whole("income", LARGEST_INCOME),
            policy_moderate_members=row.flag("moderate_membership"),
            policy_moderate_actions=row.flag("moderate_benevalo"),
            policy_level=Field.OPTIONAL,
        )
        found.append(association)
        arrival.associations.add(pk)
    arrival.write(table, Association, found)


def website(row: Row) -> str:
    """The site's address where it is one."""
    address = row.address("website_url")
    try:
        URLValidator(schemes=["http", "https"])(address) if address else None
    except ValidationError:
        row.note("website_url : ce n’est pas une adresse web", address)
        return ""
    return address


def country(row: Row) -> str:
    """Two capital letters; France where there are none."""
    code = row.text("country").upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    row.note("country : remplacé par FR", code)
    return "FR"


def home_of(arrival: Arrival, row: Row) -> int | None:
    """The association of a row, or None (told) where it is none of those that came."""
    association = row.key("association_id")
    if association in arrival.associations:
        return association
    row.note("ligne laissée : association inconnue", association)
    return None


def bring_roles(arrival: Arrival) -> None:
    """Roles with the equivalent rights, one of them given to whoever joins."""
    table = "associations_associationrole"
    names, found = Names(), []
    for pk, row in arrival.rows(table):
        association = home_of(arrival, row)
        if association is None:
            continue
        is_default = row.flag("is_default")
        if is_default and association in arrival.default_roles:
            row.note("is_default : un autre rôle est déjà celui d’office")
            is_default = False
        role = Role(
            pk=pk,
            association_id=association,
            name=names.free(row, row.text("name", 255), scope=association, limit=255, empty="Rôle"),
            description=row.text("description", lines=True),
            is_default=is_default,
        )
        give_rights(role, row)
        if is_default:
            arrival.default_roles[association] = pk
        arrival.roles[pk] = association
        found.append(role)
    arrival.write(table, Role, found)
    _complete_default_roles(arrival, names)


def _complete_default_roles(arrival: Arrival, names: Names) -> None:
    for association in sorted(arrival.associations - arrival.default_roles.keys()):
        row = Row("associations_association", {"id": association}, arrival.report)
        row.note("rôle d’office ajouté : l’association n’en avait pas")
        role = Role.objects.create(
            association_id=association,
            name=names.free(row, "Bénévole", scope=association, limit=255, empty="Rôle"),
            is_default=True,
        )
        arrival.default_roles[association] = role.pk
        arrival.roles[role.pk] = association

"""Nothing that an association has is forgotten: it is archived, or a reason is given here."""

import dataclasses
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from benevalibre.associations.models import Association
from benevalibre.transfer.archive.sections import SECTIONS
from benevalibre.transfer.archive.shape import columns, schema
from benevalibre.valuation.figures import Basis, Figures, Kind, Line, Share, Wage

TABLES_LEFT_OUT = {
    "actions.Submission": "keys of forms sent, of no use to another instance",
    "associations.Appointment": "an act of the host of this instance",
    "associations.HostDecision": "an act of the host of this instance",
    "certificates.AskedConditions": "the facts are archived; what lacks is asked again",
    "journal.Batch": "what can be undone for a day, here",
    "transfer.Arrival": "the way by which it came here",
    "transfer.Spreadsheet": "a file on its way in, here",
    "transfer.SpreadsheetLine": "a file on its way in, here",
    "transfer.Departure": "the move itself: its token is in the manifest",
    "transfer.Expected": "the way by which it came here; the invitation is archived",
}
ADDED_UP_AGAIN = "reports."
ALL = {"id", "association", "name_key", "sort_key"}
COLUMNS_LEFT_OUT = {
    "associations.Association": {
        "state": "the destination opens it",
        "archived_copy_at": "of this instance",
    },
    "associations.Membership": {
        "user": "no account travels: name and address do",
        "last_entry_on": "reckoned again from the actions",
    },
    "associations.GuestLink": {"membership": "« person »", "sealed": "« secret »"},
    "associations.Function": {"membership": "« person »"},
    "associations.Invitation": {
        "email_key": "from the address",
        "claims": "the address and role of the person",
        "digest": "a new secret is sent",
        "state": "only those that wait are archived",
        "by": "whoever imports invites again",
        "sent_at": "sent again",
        "mails": "sent again",
    },
    "certificates.Certificate": {
        "user": "no account travels; the person does",
        "signature": "no paper is printed where it arrives",
        "logo": "no paper is printed where it arrives",
    },
    "certificates.Letterhead": {"signature": "whoever signs gives it again where it arrives"},
    "actions.Action": {"batch": "what can be undone for a day, here"},
    "journal.Entry": {
        "association_id": "the archive is of one association",
        "user_id": "no account travels; the person does",
        "membership_id": "« person »",
        "object_id": "« object »",
        "batch": "what can be undone for a day, here",
    },
}


def below(model: type[models.Model], seen: set[type[models.Model]]) -> Iterator[type[models.Model]]:
    """Each table with a key to ``model``, to a table with a key to it, and so on."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_key = isinstance(relation, models.ManyToOneRel) and relation.auto_created
        if is_key and relation.related_model not in seen:
            seen.add(relation.related_model)
            yield relation.related_model
            yield from below(relation.related_model, seen)


def tables() -> set[str]:
    found = {model._meta.label for model in below(Association, {Association})}
    for model in apps.get_models():
        if any(field.attname == "association_id" for field in model._meta.concrete_fields):
            found.add(model._meta.label)
    return found


def test_each_table_of_an_association_is_archived_or_left_out_for_a_reason() -> None:
    archived = {section.model._meta.label for section in SECTIONS}

    forgotten = {
        table
        for table in tables() - archived - TABLES_LEFT_OUT.keys()
        if not table.startswith(ADDED_UP_AGAIN)
    }

    assert forgotten == set()


@pytest.mark.parametrize(
    ("model", "name"),
    [(Association, "association"), *((section.model, section.name) for section in SECTIONS)],
)
def test_each_column_is_archived_or_left_out_for_a_reason(
    model: type[models.Model], name: str
) -> None:
    left_out = ALL | COLUMNS_LEFT_OUT.get(model._meta.label, {}).keys()
    kept = set(columns(name))

    forgotten = {field.name for field in model._meta.concrete_fields} - left_out - kept

    assert forgotten == set()


@pytest.mark.parametrize(
    ("part", "path"),
    [
        (Figures, ()),
        (Line, ("lines", "items")),
        (Share, ("people", "items")),
        (Kind, ("gifts", "items")),
        (Basis, ("rates", "items")),
        (Wage, ("wages", "items")),
    ],
)
def test_each_figure_of_a_statement_is_in_the_schema(part: type, path: tuple[str, ...]) -> None:
    told = schema()["definitions"]["statements"]["properties"]["figures"]
    for name in path:
        told = told["properties"][name] if name != "items" else told[name]

    figures = {field.name for field in dataclasses.fields(part)}

    assert figures - told["properties"].keys() == set()


def test_a_section_refers_only_to_sections_before_it_or_to_itself() -> None:
    seen: list[str] = []

    for section in SECTIONS:
        seen.append(section.name)

        assert set(section.references.values()) <= set(seen)
        assert {s for c, s in section.references.items() if s == section.name} <= {section.name}
        assert all(
            column in section.late
            for column, target in section.references.items()
            if target == section.name
        )

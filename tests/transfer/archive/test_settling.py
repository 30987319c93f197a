"""Rows that are right one by one, and do not hold together."""

import io
from collections.abc import Callable

import pytest

from benevalibre.associations.models import Association
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.shape import ArchiveError
from tests.factories import ActionFactory, AssociationFactory, UserFactory
from tests.transfer.archive.packing import Rows, changed, packed, repacked, unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def association() -> Association:
    """One action, its author and its category."""
    return ActionFactory(association=AssociationFactory(name="Les Amis du vélo")).association


def refused(file: io.BytesIO) -> str:
    """The sentence, after making sure that nothing arrived."""
    before = set(Association.objects.values_list("pk", flat=True))
    with pytest.raises(ArchiveError) as error:
        read(file, by=UserFactory())
    assert set(Association.objects.values_list("pk", flat=True)) == before
    return str(error.value)


def _twice(rows: Rows) -> None:
    rows["people"].append(rows["people"][0])


def _same_name(rows: Rows) -> None:
    rows["categories"].append({**rows["categories"][0], "id": 10**6})


def _two_defaults(rows: Rows) -> None:
    role = {**rows["roles"][0], "is_default": True}
    rows["roles"] = [{**role, "name": str(n), "id": n} for n in (1, 2)]
    rows["people"][0]["role"] = 1


def _round(rows: Rows) -> None:
    person = rows["people"][0]
    pair = [{**person, "id": n, "email": None, "role": None} for n in (10**6, 10**6 + 1)]
    pair[0]["merged_into"], pair[1]["merged_into"] = pair[1]["id"], pair[0]["id"]
    rows["people"] += pair


def _overlap(rows: Rows) -> None:
    rows["fiscal_years"] = [
        {"id": n, "start": f"202{n}-01-01", "end": "2029-12-31", "closed_at": None} for n in (1, 2)
    ]


def _script(rows: Rows) -> None:
    rows["association"][0]["website"] = "javascript:alert(1)"


def _nameless(rows: Rows) -> None:
    rows["association"][0]["name"] = " \u00a0"


def _bad_address(rows: Rows) -> None:
    rows["people"][0]["email"] = "a@b\r\nBcc: c@d"


def _logo_missing(rows: Rows) -> None:
    rows["association"][0]["logo"] = "files/logo.webp"


def _bad_figures(rows: Rows) -> None:
    rows["statements"] = [{"figures": {}}]


@pytest.mark.parametrize(
    "alter",
    [
        _twice,
        _same_name,
        _two_defaults,
        _round,
        _overlap,
        _script,
        _nameless,
        _bad_address,
        _logo_missing,
        _bad_figures,
    ],
)
def test_rows_that_do_not_hold_together_are_refused(
    association: Association, alter: Callable[[Rows], None]
) -> None:
    assert "abîmée" in refused(changed(association, alter))


def test_a_picture_that_is_none_is_refused(association: Association) -> None:
    rows, _files = unpacked(packed(association))
    rows["association"][0]["logo"] = "files/logo.webp"

    assert "files/logo.webp" in refused(repacked(rows, {"files/logo.webp": b"<svg/>"}))

"""Documents made in a process beside, one or many."""

import pytest
from django.utils import timezone

from benevalibre.documents.aside import PressError, press_aside, press_in_parts
from benevalibre.documents.pdf import order
from benevalibre.documents.pressing import press
from tests.documents.test_pdf import sample


def test_a_document_made_beside_is_the_same() -> None:
    wanted = order("documents/sample", sample(), at=timezone.now())

    assert press_aside([wanted, wanted]) == [press(wanted)] * 2


def test_what_cannot_be_made_beside_is_told() -> None:
    with pytest.raises(PressError):
        press_aside([order("documents/sample", {"title": "Sans rien"})])


def test_parts_come_in_their_order_each_with_its_documents() -> None:
    first = order("documents/sample", sample(), at=timezone.now())
    other = order("documents/sample", {**sample(), "title": "Autre"}, at=timezone.now())

    made = list(press_in_parts([("a", [first, other]), ("b", []), ("c", [other]), ("d", [first])]))

    one, two = press(first), press(other)
    assert made == [("a", [one, two]), ("b", []), ("c", [two]), ("d", [one])]

"""What the tests of recording share: a day in June, an entry and a form with one line."""

from datetime import date

import pytest

from benevalibre.actions.models import Action, Source
from benevalibre.actions.recording import Draft, RecordingError, record
from tests.factories import CategoryFactory

TODAY = date(2026, 6, 15)


def noted(member, *, by=None, source=Source.SELF, key="", **draft):
    """Two hours today in a category of the association, unless ``draft`` says otherwise."""
    by = by or member
    draft = {"date": TODAY, "minutes": 120} | draft
    if "category" not in draft:
        draft["category"] = CategoryFactory(association=by.association)
    return record(
        Draft(**draft),
        member=member,
        by=by,
        association=by.association,
        source=source,
        key=key,
    )


def refused(member, **draft) -> RecordingError:
    """The refusal of an entry that must leave nothing behind."""
    with pytest.raises(RecordingError) as caught:
        noted(member, **draft)
    assert not Action.objects.exists()
    return caught.value


def filled(member, **more):
    """The express form as one would send it: two and a half hours today."""
    category = member.association.categories.first()
    return {
        "association": member.association_id,
        "key": "k",
        "what": f"c{category.pk}",
        "when": "aujourdhui",
        "duration": "2h30",
    } | more

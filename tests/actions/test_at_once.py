"""The same form, recorded from several connections at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from benevalibre.actions.models import Action
from tests.actions.recorded import noted
from tests.factories import CategoryFactory, MembershipFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("in_june")
def test_eight_clicks_at_once_make_one_action():
    member = MembershipFactory()
    category = CategoryFactory(association=member.association)

    def click(_number: int) -> int:
        try:
            [action] = noted(member, category=category, key="one-form")
        finally:
            connection.close()
        return action.pk

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(click, range(8)))

    assert made == {Action.objects.get().pk}

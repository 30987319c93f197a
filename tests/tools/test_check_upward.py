"""The look-ups that reach a room above: found in keywords, strings and attributes."""

import ast

import pytest
from check_upward import from_the_web, upward

ABOVE = {"actions": "actions"}


@pytest.mark.parametrize(
    "line",
    [
        "Membership.objects.filter(actions__minutes__gt=0)",
        "members.order_by('-actions__date')",
        "members.annotate(n=Count('actions'))",
        "members.prefetch_related('actions')",
        "membership.actions.count()",
    ],
)
def test_a_look_up_in_a_room_above_is_found(line: str) -> None:
    faults = list(upward(ast.parse(line), ABOVE))

    assert len(faults) == 1
    assert "belongs to the room actions" in faults[0]


@pytest.mark.parametrize(
    "line",
    [
        "Membership.objects.filter(association__name='x')",
        "reverse('actions:list')",
        "render(request, 'actions/list.html', {'actions': rows})",
        "self.actions",
        "render_block('actions')",
    ],
)
def test_what_only_looks_like_it_is_left_alone(line: str) -> None:
    faults = list(upward(ast.parse(line), ABOVE))

    assert faults == []


def test_models_that_know_of_requests_are_found() -> None:
    module = ast.parse("from django.http import HttpRequest\nfrom django.db import models")

    faults = list(from_the_web(module))

    assert faults == ["1: models know nothing of django.http"]

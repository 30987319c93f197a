"""A year closed between the look of a verb and its write: refused, said, and nothing half done."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from benevalibre.actions import moderation
from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import FiscalYear, Membership
from benevalibre.valuation.closing import close
from benevalibre.valuation.middleware import ClosedMeanwhileMiddleware
from tests.client import StrictClient
from tests.factories import ActionFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(treasurer: Membership, year: FiscalYear) -> Action:
    return ActionFactory(association=year.association, date=date(2026, 6, 1), pending=True)


@pytest.fixture
def browser(
    treasurer: Membership, year: FiscalYear, waiting: Action, monkeypatch: pytest.MonkeyPatch
) -> StrictClient:
    """Somebody whose approval looked before the year was closed."""
    close(year, by=treasurer, leaving_waiting=True)
    monkeypatch.setattr(moderation, "closed_years", lambda _association_id: [])
    return signed_in(treasurer)


def approve(browser: StrictClient, action: Action, **headers: str) -> Any:
    path = reverse("actions:approvals", args=[action.association_id])
    return browser.post(path, {"seen": f"{action.pk}:{action.version}"}, **headers)


def test_the_page_says_that_nothing_changed(browser: StrictClient, waiting: Action) -> None:
    response = approve(browser, waiting)

    waiting.refresh_from_db()
    assert response.status_code == 409
    assert "vient d’être arrêté" in response.content.decode()
    assert waiting.status == Status.PENDING


def test_a_fragment_becomes_the_page_as_it_is_now(browser: StrictClient, waiting: Action) -> None:
    response = approve(browser, waiting, HTTP_HX_REQUEST="true")

    assert response.headers["HX-Refresh"] == "true"


def test_other_refusals_of_the_database_stay_faults(rf: RequestFactory) -> None:
    middleware = ClosedMeanwhileMiddleware(lambda _request: HttpResponse())

    answer = middleware.process_exception(rf.get("/"), IntegrityError("UNIQUE constraint failed"))

    assert answer is None

"""What every page of this room answers the same way."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benevalibre.associations.writing import RuleError

ROWS = 50


def form_page(
    request: HttpRequest,
    form: BaseForm,
    template: str = "associations/form.html",
    **context: Any,
) -> HttpResponse:
    """The page of a form: 422 where what was sent is shown again."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def act(request: HttpRequest, verb: Callable[[], object], *, done: str = "") -> bool:
    """Do ``verb`` and say ``done`` on the next page, or say why a rule refuses."""
    try:
        verb()
    except RuleError as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


def page_of(rows: "QuerySet[Any]", request: HttpRequest, *, size: int = ROWS) -> "Page[Model]":
    """The page of ``rows`` that the address asks for; the nearest where it asks for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))

"""What is asked while somebody closes the year: the database refuses it, and a page says so."""

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from benevalibre.valuation.locking import SENTENCE


class ClosedMeanwhileMiddleware:
    """Verbs look whether the year is open; it may be closed between that look and the write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409 for what the lock of a closed year refused; nothing of it was written."""
        if not isinstance(exception, IntegrityError) or SENTENCE not in str(exception):
            return None
        if vars(request).get("htmx"):
            messages.error(request, _("L’exercice vient d’être arrêté\u00a0: rien n’a changé."))
            return HttpResponseClientRefresh()
        return render(request, "valuation/closed_meanwhile.html", status=409)

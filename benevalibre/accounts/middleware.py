"""What happens to every request before its view: its language, and who was seen when."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from benevalibre.accounts.models import User


def language_of(request: HttpRequest) -> str:
    """The account's language, else the browser's, else the instance's."""
    chosen: str = getattr(request.user, "language", "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return translation.get_language_from_request(request)


class LanguageMiddleware:
    """Each page in the language of who reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = language_of(request)
        with translation.override(chosen):
            response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", chosen)
        return response


class PrivateMiddleware:
    """What is shown to somebody is kept by no browser nor proxy: tablets are shared.

    A page that says itself how it is kept, or whose visitor has no session, is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_somebody = not request.session.is_empty()
        response = self.get_response(request)
        if is_somebody or not request.session.is_empty():
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


SEEN_KEY = "seen"
SEEN_EVERY_SECONDS = 3600


def note_seen(request: HttpRequest) -> None:
    """Write that the session and its account are in use, and prolong the session."""
    request.session[SEEN_KEY] = int(time.time())
    UserSession.objects.create_from_request(request)
    if request.user.pk is not None:
        User.objects.seen(request.user.pk)


class SeenMiddleware:
    """Notes each session at most once an hour, so that a page read writes nothing.

    A session without the mark was not opened by signing in, and is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.session.get(SEEN_KEY)
        if isinstance(seen, int) and time.time() - seen > SEEN_EVERY_SECONDS:
            if request.user.is_authenticated:
                note_seen(request)
        return self.get_response(request)

"""How a mail is written: three templates, the recipient's language, no request."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from benevalibre.instance.models import Instance
from benevalibre.mailing.addresses import absolute, opt_out_url

SUBJECT_LENGTH = 250


class Written(NamedTuple):
    """A mail's words; ``html`` is empty where the kind has no such template."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


def write(
    kind: str, *, to: str, context: Mapping[str, Any], language: str, essential: bool
) -> Written:
    """Render the kind ``app.name`` from ``app/mails/name.subject.txt``, ``.txt`` and ``.html``.

    Besides ``context`` the templates know ``site_name``, ``home_url`` and ``opt_out_url``, which
    is empty in an ``essential`` mail: that one cannot be stopped.
    """
    app, name = kind.split(".")
    stop = "" if essential else opt_out_url(to, kind)
    known = {
        "site_name": Instance.current().name,
        "home_url": absolute(settings.BASE_URL),
        "opt_out_url": stop,
        **context,
    }
    with translation.override(
        language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    ):
        subject = _on_one_line(_plain(f"{app}/mails/{name}.subject.txt", known))
        known["subject"] = subject
        text = _without_gaps(_plain(f"{app}/mails/{name}.txt", known))
        html = _html(f"{app}/mails/{name}.html", known)
    return Written(subject, text, html, _headers(stop))


def _plain(template: str, context: Mapping[str, Any]) -> str:
    # The engine itself, because the usual way would escape « l'été » into « l&#x27;été ».
    found = Engine.get_default().get_template(template)
    return found.render(Context(context, autoescape=False))


def _html(template: str, context: Mapping[str, Any]) -> str:
    try:
        found = get_template(template)
    except TemplateDoesNotExist:
        return ""
    return found.render(dict(context))


def _on_one_line(text: str) -> str:
    words = " ".join(line.strip() for line in text.splitlines()).strip()
    return words[:SUBJECT_LENGTH]


def _without_gaps(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"


def _headers(stop: str) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-generated"}
    if stop:
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers

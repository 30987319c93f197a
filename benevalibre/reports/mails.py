"""The mail that says that something long is there, or that it failed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation

from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute
from benevalibre.reports.models import Bundle


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail is called (no full stop), and its button."""

    subject: str
    button: str


def settled(bundle: Bundle, tell: Callable[[Bundle], Words], *, path: str) -> None:
    """Tell whoever asked for it how it ended, if they have an account still."""
    user = bundle.author.user if bundle.author else None
    if user is None:
        return
    language = user.language or "fr"
    with translation.override(language):
        words = tell(bundle)
    outbox.enqueue(
        "reports.bundle",
        to=user.email,
        language=language,
        key=f"bundle:{bundle.pk}",
        essential=True,
        context={
            "name": user.short_name,
            "told": words.subject,
            "button": words.button,
            "failure": bundle.failure,
            "until": bundle.kept_until if bundle.suffix else None,
            "url": absolute(path),
        },
    )

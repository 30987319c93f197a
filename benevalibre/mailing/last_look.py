"""What is looked at once more just before a mail leaves, and told once it has left.

Rooms above say it when they start.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, TypeAlias

from benevalibre.mailing.models import Mail
from benevalibre.mailing.writing import write


class Fresh(NamedTuple):
    """What a grouped mail says now, and in which language."""

    context: Mapping[str, Any]
    language: str


Look: TypeAlias = Callable[[Mail], Fresh | None]
Told: TypeAlias = Callable[[Mail], object]
Deaf: TypeAlias = Callable[[Collection[str]], set[str]]

_looks: dict[str, Look] = {}
_told: dict[str, Told] = {}
_deaf: list[Deaf] = []
_spoken: set[str] = set()


def freshen(kind: str, look: Look) -> None:
    """Write the grouped mails of ``kind`` anew as they leave; those ``look`` has None for do not.

    ``look`` may find nothing left to say: what waited has been dealt with meanwhile.
    """
    _looks[kind] = look


def when_sent(kind: str, told: Told) -> None:
    """Call ``told`` with each mail of ``kind`` that has left, in the transaction that writes so."""
    _told[kind] = told


def tell_sent(mail: Mail) -> None:
    """Tell whoever asked that ``mail`` has left."""
    told = _told.get(mail.kind)
    if told is not None:
        told(mail)


def send_nothing_to(deaf: Deaf, *, but: Collection[str]) -> None:
    """Let no mail leave to the addresses that ``deaf`` finds, except those of the kinds ``but``."""
    _deaf.append(deaf)
    _spoken.update(but)


def silent(mails: Collection[Mail]) -> set[int]:
    """The ids of those of ``mails`` that nobody must get."""
    spoken_to = {mail.to for mail in mails if mail.kind not in _spoken}
    if not spoken_to:
        return set()
    silenced = set[str]().union(*(deaf(spoken_to) for deaf in _deaf))
    return {mail.pk for mail in mails if mail.to in silenced and mail.kind not in _spoken}


def look_again(mail: Mail) -> bool:
    """Read ``mail`` as it stands now, written anew where it tells a state; False: not to be sent.

    Lines may have been added, or the mail taken back, since the worker read it.
    """
    found = Mail.objects.waiting().filter(pk=mail.pk).first()
    if found is None:
        return False
    mail.__dict__.update({name: getattr(found, name) for name in ("subject", "text", "html")})
    look = _looks.get(mail.kind) if mail.grouped else None
    if look is None:
        return True
    fresh = look(mail)
    if fresh is None:
        found.delete()
        return False
    _write(mail, fresh)
    return True


def _write(mail: Mail, fresh: Fresh) -> None:
    written = write(
        mail.kind, to=mail.to, context=fresh.context, language=fresh.language, essential=False
    )
    Mail.objects.filter(pk=mail.pk).update(**written._asdict())
    for name, value in written._asdict().items():
        setattr(mail, name, value)

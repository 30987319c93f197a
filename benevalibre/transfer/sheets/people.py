"""Whom a line speaks of: people found by their name, or by the address that the team may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.namekeys import name_key
from benevalibre.transfer.sheets.columns import plain

LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a line says of a person: a whole name, or its parts; ``email`` where there is one."""

    person: str = ""
    first: str = ""
    last: str = ""
    pseudonym: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """« Prénom Nom », else the whole name, else the pseudonym; empty where nobody is named."""
        full = f"{self.first} {self.last}".strip() or self.person or self.pseudonym
        return "" if key_of(full) in nobody() else full


class NamingError(ValueError):
    """Nobody here can be meant, or several; the text is the sentence of the line."""


@dataclass
class People:
    """The people of an association by name and by address, and those that the lines bring."""

    association: Association
    by: Membership
    may_add: bool = False
    found: dict[str, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, Membership] = field(default_factory=dict)
    added: dict[str, Membership] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.association.memberships.with_person().order_by("pk")
        everybody = {row.pk: row for row in rows}
        sees_addresses = self.by.may(Right.MANAGE_MEMBERS)
        for row in everybody.values():
            row.association = self.association
            person = _remaining(row, everybody)
            for key in keys_of(row):
                if person not in self.found[key]:
                    self.found[key].append(person)
            if row.user is not None and sees_addresses:
                self.addresses[row.user.email_key] = person

    def meant(self, naming: Naming) -> Membership | None:
        """The person of a line, None where nobody is named.

        Somebody new is not saved yet. Raises ``NamingError`` with a sentence.
        """
        by_address = self.addresses.get(name_key(naming.email)) if naming.email else None
        if by_address is not None:
            return _active([by_address])
        name = naming.name
        if not name:
            return None
        known = self._called(naming)
        if len(known) == 1:
            return _active(known)
        if known:
            raise NamingError(_ambiguous(name, len(known), shows_addresses=bool(self.addresses)))
        return self._new(name)

    def known(self, naming: Naming) -> list[Membership]:
        """Everybody whom these words may mean, left and waiting ones included."""
        by_address = self.addresses.get(name_key(naming.email)) if naming.email else None
        return [by_address] if by_address is not None else self._called(naming, narrows=False)

    def _called(self, naming: Naming, *, narrows: bool = True) -> list[Membership]:
        """Those of that name, with its pseudonym first; who is active goes before who is not."""
        name = naming.name
        names = [f"{name} ({naming.pseudonym})"] if naming.pseudonym else []
        for wanted in [*names, name]:
            people = self.found.get(key_of(wanted), [])
            if people and narrows:
                return _narrowed(people, wanted)
            if people:
                return people
        return []

    def _new(self, name: str) -> Membership:
        if len(name) > LONGEST_NAME:
            raise NamingError(_("Ce nom est trop long\u00a0: 255 caractères au plus."))
        key = key_of(name)
        if not self.may_add:
            self.unknown.setdefault(key, name)
            raise NamingError(
                _("Personne ne s’appelle «\u00a0%(name)s\u00a0» ici.") % {"name": name}
            )
        if key not in self.added:
            self.added[key] = new_person(self.association, name)
        return self.added[key]


def new_person(association: Association, name: str) -> Membership:
    """Somebody without account, not saved."""
    return Membership(association=association, kind=Kind.NAMED, name=name)


def key_of(name: str) -> str:
    """A name without case, accents nor signs; as it is where there is nothing else in it."""
    return plain(name) or name_key(name)


def keys_of(row: Membership) -> Iterable[str]:
    """The ways in which a file may write somebody's name."""
    names = [row.name] if row.user is None else []
    if row.user is not None:
        first, last = row.user.first_name, row.user.last_name
        names = [row.user.display_name, f"{first} {last}", f"{last} {first}"]
        names += [row.user.pseudonym] if not (first and last) else []
    return {key for name in names if (key := key_of(name))}


def nobody() -> frozenset[str]:
    """What our exports write where there is no name."""
    if not _nobody:
        for language, _label in settings.LANGUAGES:
            with translation.override(language):
                _nobody.update({plain(_("Personne non précisée")), plain(_("Personne partie"))})
    return frozenset({*_nobody, ""})


_nobody: set[str] = set()


def _remaining(row: Membership, everybody: dict[int, Membership]) -> Membership:
    """The person into whom this row was merged, however often; else itself."""
    for _step in range(20):
        if row.merged_into_id is None:
            break
        row = everybody.get(row.merged_into_id, row)
    return row


def _narrowed(people: list[Membership], name: str) -> list[Membership]:
    """Of several: the active ones, then those whose accents are the same too."""
    active = [person for person in people if person.is_active] or people
    if len(active) == 1:
        return active
    exact = [person for person in active if name_key(person.display_name) == name_key(name)]
    return exact or active


def _active(people: list[Membership]) -> Membership:
    person = people[0]
    if person.is_active:
        return person
    words = {"name": person.display_name}
    if person.state == MembershipState.PENDING:
        raise NamingError(_("%(name)s attend encore une réponse de l’équipe.") % words)
    raise NamingError(
        _("%(name)s ne fait plus partie de l’équipe\u00a0: on ne peut plus noter ses heures.")
        % words
    )


def _ambiguous(name: str, count: int, *, shows_addresses: bool) -> str:
    words = {"name": name, "n": count}
    if shows_addresses:
        return (
            _(
                "%(n)s personnes s’appellent «\u00a0%(name)s\u00a0»\u00a0: ajoutez une colonne "
                "«\u00a0Adresse mail\u00a0» ou «\u00a0Pseudo\u00a0» pour dire laquelle."
            )
            % words
        )
    return (
        _(
            "%(n)s personnes s’appellent «\u00a0%(name)s\u00a0»\u00a0: ajoutez une colonne "
            "«\u00a0Pseudo\u00a0» pour dire laquelle."
        )
        % words
    )

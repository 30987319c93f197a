"""What would become of each line of people: nothing is written."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from benevalibre.associations.models.membership import MembershipState
from benevalibre.namekeys import name_key
from benevalibre.transfer.sheets import states
from benevalibre.transfer.sheets.entries import shortened
from benevalibre.transfer.sheets.lines import (
    Attempts,
    LeftOutError,
    LineError,
    Outcome,
    Reading,
    Row,
)
from benevalibre.transfer.sheets.models import Spreadsheet, Verdict
from benevalibre.transfer.sheets.people import LONGEST_NAME, Naming, key_of, new_person
from benevalibre.transfer.sheets.place import Place


class PeoplePlan:
    """Reads line after line into people without account, or says why not."""

    def __init__(self, spreadsheet: Spreadsheet, place: Place, *, shows: bool) -> None:
        self.place = place
        self.shows = shows
        self.columns: dict[str, int] = spreadsheet.columns
        self.names: dict[str, int] = {}
        self.addresses: dict[str, int] = {}

    def outcome(self, row: Row) -> Outcome:
        """What would become of one line."""
        number, found = row
        reading = Reading(found, self.columns)
        return Outcome(number=number).decided(lambda outcome: self._read(reading, outcome))

    def compare(self, outcomes: Iterable[Outcome]) -> None:
        """Nothing to do: who is here already is known line by line."""

    def unknown(self) -> dict[str, Any]:
        """The names that are not there, by column, for the page that asks what to do."""
        levels = self.place.levels.unknown
        return {"level": shortened(levels)} if levels else {}

    def _read(self, reading: Reading, outcome: Outcome) -> None:
        naming = reading.naming
        outcome.shown = {"who": naming.name, "email": naming.email}
        state = states.membership_state(reading.text("state"))
        if state is not None and state != MembershipState.ACTIVE:
            raise LeftOutError(_("Dans le fichier\u00a0: %(state)s.") % {"state": state.label})
        attempt = Attempts()
        attempt(_check_name, naming)
        attempt(_check_email, naming.email)
        level = attempt(self._level, reading.text("level"))
        attempt(self._check_twins, naming, outcome.number)
        attempt.finish()
        outcome.member = new_person(self.place.association, naming.name)
        outcome.member.usual_level = level
        outcome.email = naming.email
        outcome.shown["what"] = level.name if level else ""
        if known := self.place.people.known(naming):
            outcome.verdict = Verdict.DOUBLE
            outcome.notes.append(_already(known[0].state, known[0].display_name))

    def _level(self, name: str) -> Any:
        words = self.place.levels
        return words.named(name, association=self.place.association) if name else None

    def _check_twins(self, naming: Naming, number: int) -> None:
        """Nobody stands twice in the file: not by an address, nor by a name without one."""
        address = name_key(naming.email)
        first = self.addresses.setdefault(address, number) if address else number
        if not address:
            first = self.names.setdefault(key_of(naming.name), number)
        if first != number:
            raise LineError(_("La même personne qu’à la ligne %(n)s.") % {"n": first})


def _check_name(naming: Naming) -> None:
    if not naming.name:
        raise LineError(_("Il manque le nom de la personne."))
    if len(naming.name) > LONGEST_NAME:
        raise LineError(_("Ce nom est trop long\u00a0: 255 caractères au plus."))


def _check_email(email: str) -> None:
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError as error:
        raise LineError(
            _("«\u00a0%(text)s\u00a0» n’est pas une adresse mail.") % {"text": email[:80]}
        ) from error


def _already(state: str, name: str) -> str:
    if state == MembershipState.ACTIVE:
        return _("%(name)s est déjà dans l’équipe.") % {"name": name}
    if state == MembershipState.PENDING:
        return _("%(name)s attend encore une réponse de l’équipe.") % {"name": name}
    return _("%(name)s a fait partie de l’équipe, et l’a quittée.") % {"name": name}

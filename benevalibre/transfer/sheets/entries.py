"""What would become of each line of actions, and why not of some: nothing is written."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from benevalibre.actions.checking import check_draft, check_people, travel_is_asked
from benevalibre.actions.drafts import Draft
from benevalibre.actions.models import Status
from benevalibre.actions.recording import LONG_DAY_MINUTES, usual_level
from benevalibre.actions.splitting import split
from benevalibre.associations.models import Category, Level, Membership, Project
from benevalibre.transfer.sheets import cells, states
from benevalibre.transfer.sheets.cells import Cell
from benevalibre.transfer.sheets.columns import DURATIONS
from benevalibre.transfer.sheets.lines import (
    Attempts,
    LeftOutError,
    LineError,
    Outcome,
    Reading,
    Row,
)
from benevalibre.transfer.sheets.models import Spreadsheet, Verdict
from benevalibre.transfer.sheets.place import Mark, Place, mark, recorded
from benevalibre.transfer.sheets.vocabulary import notes_on
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_distance, format_period

LONGEST_TITLE: Final = 127
NAMES_SHOWN: Final = 12


class ActionPlan:
    """Reads line after line into entries that the rules of recording allow, or says why not."""

    def __init__(self, spreadsheet: Spreadsheet, place: Place, *, shows: bool) -> None:
        self.place = place
        self.shows = shows
        self.columns: dict[str, int] = spreadsheet.columns
        self.takes_nobody = spreadsheet.choice("nobody") == "keep"
        self.month_first = spreadsheet.choice("dates") == "month"
        self.day_minutes = place.association.policy_day_minutes
        self.asks_travel = travel_is_asked(place.association)
        self.nameless = self.uncategorised = 0
        self.seen: dict[tuple[Any, ...], int] = {}
        self.checked: set[int] = set()

    def outcome(self, row: Row) -> Outcome:
        """What would become of one line, whatever is recorded already."""
        number, found = row
        reading = Reading(found, self.columns)
        return Outcome(number=number).decided(lambda outcome: self._read(reading, outcome))

    def compare(self, outcomes: Iterable[Outcome]) -> None:
        """Mark those that are recorded already; one query for all."""
        entries = [outcome for outcome in outcomes if outcome.parts]
        days = {part.date for outcome in entries for part in outcome.parts}
        there = recorded(self.place.association, days)
        for outcome in entries:
            marks = _marks(outcome)
            if marks and all(each in there for each in marks):
                outcome.verdict = Verdict.DOUBLE
                same = _("Même personne, même jour, même durée, même titre.")
                outcome.notes.insert(0, same)

    def unknown(self) -> dict[str, Any]:
        """The names that are not there, by column, for the page that asks what to do."""
        place = self.place
        added = {key: person.name for key, person in place.people.added.items()}
        found = {
            "people": {**place.people.unknown, **added},
            "category": place.categories.unknown,
            "project": place.projects.unknown,
            "level": place.levels.unknown,
        }
        named = {name: shortened(names) for name, names in found.items() if names}
        if self.uncategorised:
            named.setdefault("category", shortened({}))["missing"] = self.uncategorised
        return named | ({"nobody": {"count": self.nameless}} if self.nameless else {})

    def _read(self, reading: Reading, outcome: Outcome) -> None:
        state = states.status(reading.text("state"))
        if state in {Status.DECLINED, Status.TO_CORRECT}:
            label = str(state.label) if state else ""
            raise LeftOutError(_("Dans le fichier\u00a0: %(state)s.") % {"state": label})
        outcome.shown = {"who": reading.naming.name, "what": reading.text("title")}
        member, draft = self._found(reading, outcome)
        outcome.member = member
        if self.shows:
            _show(outcome, draft)
        draft = replace(draft, level=draft.level or usual_level(draft.category, member))
        check_draft(
            draft, association=self.place.association, by=self.place.by, years=self.place.years
        )
        outcome.parts = split(draft, self.place.years)
        outcome.status = self._status(member, state)
        self._note(outcome, draft)

    def _found(self, reading: Reading, outcome: Outcome) -> tuple[Membership | None, Draft]:
        """The person and the entry; ``LineError`` with all that cannot be read."""
        attempt = Attempts()
        member = attempt(self._member, reading)
        day = attempt(self._day, reading)
        end = attempt(self._end, reading)
        minutes = attempt(self._minutes, reading)
        travel = attempt(self._travel, reading)
        distance = attempt(reading.value, "distance", cells.distance)
        project = attempt(self._project, reading.text("project"))
        category = attempt(self._category, reading.text("category"), project)
        level = attempt(self._level, reading.text("level"))
        title = attempt(_title, reading)
        outcome.shown["when"] = format_period(day) if day and attempt.errors else ""
        attempt.finish()
        if day is None or category is None:
            raise LineError(
                _("Il manque la date.") if day is None else _("Il manque la catégorie.")
            )
        return member, Draft(
            category=category,
            project=project,
            level=level,
            date=day,
            end_date=end if end != day else None,
            minutes=minutes or 0,
            travel_minutes=travel or 0,
            distance_hundredths=distance,
            title=title or "",
            description=reading.text("description", lines=True),
        )

    def _day(self, reading: Reading) -> datetime.date:
        day = reading.value("date", self._as_day)
        if day is None:
            raise LineError(_("Il manque la date."))
        return day

    def _end(self, reading: Reading) -> datetime.date | None:
        return reading.value("end_date", self._as_day)

    def _as_day(self, cell: Cell) -> datetime.date:
        return cells.day(cell, month_first=self.month_first)

    def _minutes(self, reading: Reading) -> int:
        """From the most exact column that says something."""
        readers: dict[str, Callable[[Cell], int]] = {
            "minutes": cells.whole_minutes,
            "duration": lambda cell: cells.minutes(cell, day_minutes=self.day_minutes),
            "hours": lambda cell: cells.hours(cell, day_minutes=self.day_minutes),
        }
        for name in DURATIONS:
            found = reading.value(name, readers[name])
            if found is not None:
                return found
        return 0

    def _travel(self, reading: Reading) -> int:
        return (reading.value("travel", cells.hours) or 0) if self.asks_travel else 0

    def _category(self, name: str, project: Project | None) -> Category:
        words = self.place.categories
        found = words.named(name, association=self.place.association) if name else None
        found = found or (project.usual_category if project else None)
        if found is not None:
            return found
        self.uncategorised += not name
        if words.choice.isdecimal() and int(words.choice) in words.rows:
            return words.rows[int(words.choice)]
        raise LineError(_("Il manque la catégorie."))

    def _project(self, name: str) -> Project | None:
        words = self.place.projects
        return words.named(name, association=self.place.association) if name else None

    def _level(self, name: str) -> Level | None:
        words = self.place.levels
        return words.named(name, association=self.place.association) if name else None

    def _member(self, reading: Reading) -> Membership | None:
        member = self.place.people.meant(reading.naming)
        if member is None:
            self.nameless += 1
            if not self.takes_nobody:
                raise LineError(_("Il manque le nom de la personne."))
        elif id(member) not in self.checked:
            check_people(self.place.association, member=member, by=self.place.by)
            self.checked.add(id(member))
        return member

    def _status(self, member: Membership | None, state: Status | None) -> Status:
        """As a manager's entry; what waited elsewhere waits here too, where hours are reread."""
        is_own = member is not None and member.pk == self.place.by.pk
        status = self.place.own_status if is_own else self.place.status
        rereads = self.place.association.policy_moderate_actions
        return Status.PENDING if rereads and state == Status.PENDING else status

    def _note(self, outcome: Outcome, draft: Draft) -> None:
        outcome.notes += notes_on(draft.category, draft.project, draft.level)
        if draft.minutes // draft.days > LONG_DAY_MINUTES:
            outcome.notes.append(_("Plus de 12\u00a0h en un jour\u00a0: vérifiez la durée."))
        if len(outcome.parts) > 1:
            outcome.notes.append(_("Répartie entre les années."))
        about = (id(outcome.member), draft.date, draft.minutes, draft.title)
        first = self.seen.setdefault(about, outcome.number)
        if first != outcome.number:
            outcome.notes.append(_("Comme la ligne %(n)s.") % {"n": first})


def shortened(names: dict[str, str]) -> dict[str, Any]:
    """How many names, and the first of them."""
    return {"count": len(names), "names": list(names.values())[:NAMES_SHOWN]}


def _title(reading: Reading) -> str:
    title = reading.text("title")
    if len(title) > LONGEST_TITLE:
        raise LineError(_("Le titre dépasse 127 caractères\u00a0: raccourcissez-le."))
    return title


def _show(outcome: Outcome, draft: Draft) -> None:
    member = outcome.member
    outcome.shown |= {
        "who": member.display_name if member else _("Personne non précisée"),
        "is_new": bool(member and member._state.adding),
        "when": format_period(draft.date, draft.end_date),
        "given": format_duration_short(draft.minutes) if draft.minutes else "",
        "far": format_distance(draft.distance_hundredths) if draft.distance_hundredths else "",
        "what": draft.title or (draft.project.name if draft.project else draft.category.label),
    }


def _marks(outcome: Outcome) -> list[Mark]:
    member = outcome.member
    if member is not None and member._state.adding:
        return []
    pk = member.pk if member else None
    return [mark(pk, part.date, part.minutes, part.title) for part in outcome.parts]

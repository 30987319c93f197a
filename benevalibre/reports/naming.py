"""Who gave, typed or read an action: a name for everybody, in the columns of an export."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from benevalibre.reports.lines import Line

COLUMNS: Final = (
    "user_id",
    "name",
    "user__first_name",
    "user__last_name",
    "user__pseudonym",
)


class Name(NamedTuple):
    """First name, last name, pseudonym, and all of it as on screen.

    Who has one name only (no account, a link, a deleted account) has it as last name.
    """

    first: str
    last: str
    pseudonym: str
    shown: str


class Names:
    """Writes names in the language that is active when this is made, each one once."""

    def __init__(self) -> None:
        self._known: dict[int, Name] = {}
        self._gone = Membership().display_name
        unknown = _("Personne non précisée")
        self.unknown = Name("", unknown, "", unknown)

    def of(self, row: Any, path: str) -> Name:
        """The name of the participant whose columns stand in ``row`` after ``path``."""
        pk = getattr(row, f"{path}_id")
        if pk is None:
            return self.unknown
        known = self._known.get(pk)
        if known is None:
            found = [getattr(row, f"{path}__{column}") for column in COLUMNS]
            known = self._known[pk] = self.written(*found)
        return known

    def written(
        self,
        user_id: int | None,
        name: str,
        first: str | None,
        last: str | None,
        pseudonym: str | None,
    ) -> Name:
        """The name of one participant, from its columns."""
        if user_id is not None and (first or last or pseudonym):
            said = (first or "", last or "", pseudonym or "")
            account = User(first_name=said[0], last_name=said[1], pseudonym=said[2])
            return Name(*said, account.display_name)
        only = name or self._gone
        return Name("", only, "", only)


def columns_of(path: str) -> list[str]:
    """What ``Names.of`` reads of the participant at ``path``, for a query."""
    return [f"{path}_id", *(f"{path}__{column}" for column in COLUMNS)]


def with_names(lines: Sequence[Line]) -> list[Line]:
    """The lines with the names of the people whose ids are their keys; one query."""
    columns = [name.removeprefix("member__") for name in columns_of("member")][1:]
    rows = Membership.objects.filter(pk__in=[line.key for line in lines])
    names = Names()
    found = {row[0]: names.written(*row[1:]).shown for row in rows.values_list("pk", *columns)}
    return [replace(line, name=found.get(line.key, names.unknown.shown)) for line in lines]

"""Categories, projects and levels by name: those there are, those that the lines bring."""

from collections.abc import Iterable
from typing import Any, Final, Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.associations.models import Category, DefaultCategory, Level, Project
from benevalibre.namekeys import name_key
from benevalibre.transfer.sheets.columns import plain

WordT = TypeVar("WordT", Category, Project, Level)

REFUSE: Final = "refuse"
CREATE: Final = "create"
EMPTY: Final = "empty"
MOST_NEW: Final = 100
LONGEST_NAME: Final = 255

_UNKNOWN: Final = {
    Category: gettext_lazy("La catégorie «\u00a0%(name)s\u00a0» n’existe pas ici."),
    Project: gettext_lazy("Le projet «\u00a0%(name)s\u00a0» n’existe pas ici."),
    Level: gettext_lazy("Le niveau «\u00a0%(name)s\u00a0» n’existe pas ici."),
}


class WordError(ValueError):
    """The word cannot be used; the text is the sentence of the line."""


class Words(Generic[WordT]):
    """One vocabulary of an association. ``choice`` is what to do with a name that is not there.

    ``refuse`` the line; ``create``; ``empty``: do without; else the id of another word.
    """

    def __init__(self, model: type[WordT], rows: Iterable[WordT], *, choice: str = REFUSE) -> None:
        self.model: type[WordT] = model
        self.rows: dict[int, WordT] = {row.pk: row for row in rows}
        self.choice = choice
        self.added: dict[str, WordT] = {}
        self.unknown: dict[str, str] = {}
        self.default_category: DefaultCategory | None = None
        self.default_categories: dict[str, DefaultCategory] = {}
        self._exact: dict[str, WordT] = {}
        self._alike: dict[str, WordT] = {}
        self._learn()

    def named(self, name: str, **columns: Any) -> WordT | None:
        """The word of that name, whatever the case and accents; None where the choice says so.

        A new one, with ``columns``, is not saved yet. Raises ``WordError``.
        """
        found = self._exact.get(name_key(name)) or self._alike.get(plain(name))
        if found is not None:
            return found
        key = name_key(name)
        self.unknown.setdefault(key, name)
        if self.choice == EMPTY:
            return None
        if self.choice == CREATE:
            return self._new(key, name, columns)
        if self.choice.isdecimal() and int(self.choice) in self.rows:
            chosen: WordT = self.rows[int(self.choice)]
            return chosen
        raise WordError(str(_UNKNOWN[self.model]) % {"name": name[:80]})

    def _new(self, key: str, name: str, columns: dict[str, Any]) -> WordT:
        if key in self.added:
            return self.added[key]
        if len(name) > LONGEST_NAME:
            raise WordError(_("Ce nom est trop long\u00a0: 255 caractères au plus."))
        if len(self.added) >= MOST_NEW:
            raise WordError(
                _("Cela ferait plus de %(n)s noms nouveaux\u00a0: est-ce la bonne colonne\u00a0?")
                % {"n": MOST_NEW}
            )
        if self.model is Category:
            kind = self.default_categories.get(key, self.default_category)
            if kind is None:
                raise WordError(str(_UNKNOWN[Category]) % {"name": name[:80]})
            columns = {**columns, "default_category": kind}
        self.added[key] = self.model(name=name, **columns)
        return self.added[key]

    def _learn(self) -> None:
        """Names by which each word is known; one that was merged leads to the other."""
        ranked = sorted(self.rows.values(), key=lambda row: (row.archived_at is not None, row.pk))
        for row in ranked:
            word = self._remaining(row)
            self._exact.setdefault(name_key(row.name), word)
        for row in ranked:
            word = self._remaining(row)
            self._alike.setdefault(plain(row.name), word)
            short = getattr(row, "short_name", "")
            self._exact.setdefault(name_key(short), word)
            self._alike.setdefault(plain(short), word)
        self._exact.pop("", None)
        self._alike.pop("", None)

    def _remaining(self, row: WordT) -> WordT:
        for _step in range(20):
            if row.merged_into_id is None:
                break
            row = self.rows.get(row.merged_into_id, row)
        return row


def notes_on(*words: Category | Project | Level | None) -> list[str]:
    """What is to be said of words that nobody can choose any more."""
    notes = []
    for word in words:
        if word is None:
            continue
        if word.archived_at is not None:
            notes.append(_("«\u00a0%(name)s\u00a0» est archivé.") % {"name": word.name})
        elif isinstance(word, Project) and word.closed_at is not None:
            notes.append(_("Le projet «\u00a0%(name)s\u00a0» est terminé.") % {"name": word.name})
    return notes

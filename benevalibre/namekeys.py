"""The same name wherever only the case differs, on SQLite as on PostgreSQL."""

import unicodedata
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    TextField = models.CharField[str | Combinable, str]
else:
    TextField = models.CharField


def name_key(text: str) -> str:
    """``text`` as a key: NFKC, one space between words, case folded, accents kept."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def sort_key(text: str) -> str:
    """``text`` as people sort it: like ``name_key`` and without accents."""
    apart = unicodedata.normalize("NFKD", name_key(text))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class NameKeyField(TextField):
    """The key of another text field of the same row, filled when the row is saved.

    ``QuerySet.update`` does not pass here: a verb that updates the source writes both columns.
    """

    def __init__(self, source: str = "name", **options: Any) -> None:
        self.source = source
        options.setdefault("max_length", 300)
        options["editable"] = False
        options["blank"] = True
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, positional, options = super().deconstruct()
        options.pop("editable", None)
        options.pop("blank", None)
        options["source"] = self.source
        return name, path, positional, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_key(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


class SortKeyField(NameKeyField):
    """The same for sorting and searching: ``é`` stands with ``e``."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = sort_key(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key

"""Forms that take a rule's refusal as their own error."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms

from benevalibre.associations.writing import RuleError

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm


class ObeyingForm(forms.BaseForm):
    """``form.obeys(verb)`` does it, or shows why a rule says no."""

    def obeys(self, verb: Callable[[], object]) -> bool:
        """Whether the form is valid and ``verb`` was done; its ``RuleError`` is shown."""
        if not self.is_valid():
            return False
        try:
            verb()
        except RuleError as error:
            field = error.field if error.field in self.fields else None
            self.add_error(field, str(error))
            return False
        return True


class RowForm(ObeyingForm, AnyModelForm):
    """A form of a row's columns that leaves the row as it is: a verb writes what was read."""

    def _post_clean(self) -> None:
        """The row's own checks belong to its verbs, the database's to the database."""

"""What this room's entries say in the association's journal."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.associations.telling import tell_also
from benevalibre.certificates.counting import NONE

SENTENCES: Final = {
    "action.cec": _("%(who)s a dit pour quelle fonction compte «\u00a0%(what)s\u00a0»."),
}
KINDS: Final = {
    **dict(CecKind.choices),
    NONE: _("Ne compte pas"),
    "": _("Selon la catégorie et les fonctions"),
}


def teach_journal() -> None:
    """Let the association's journal tell of functions."""
    tell_also(
        sentences=SENTENCES,
        labels={"cec_function": _("compte pour")},
        values={"cec_function": lambda value: str(KINDS.get(value, value))},
    )

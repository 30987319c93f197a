"""What imports say in the association's journal."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.associations.telling import tell_also
from benevalibre.transfer.sheets.models import Spreadsheet

SENTENCES: Final = {
    "spreadsheet.import": _("%(who)s a importé le tableur «\u00a0%(what)s\u00a0»."),
    "spreadsheet.undo": _("%(who)s a annulé l’import du tableur «\u00a0%(what)s\u00a0»."),
}


def teach_journal() -> None:
    """Let the association's journal tell of imports."""
    tell_also(
        sentences=SENTENCES,
        labels={"lines": _("Lignes")},
        rows={"transfer.spreadsheet": Spreadsheet.objects.all},
    )

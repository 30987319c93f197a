"""Papers that came with the archive of their association, from another address than ours."""

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.transfer.archive.reading import read
from tests.transfer.archive.packing import Rows, changed

ORIGIN = "https://ailleurs.example.org"


def brought(origin: Association, *, by: User, address: str = ORIGIN) -> Association:
    """A copy of the association, as if it had come from ``address``."""

    def move(rows: Rows) -> None:
        for row in rows["certificates"]:
            row["origin"] = address

    return read(changed(origin, move), by=by)

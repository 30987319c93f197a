"""Who may take a whole association away."""

from benevalibre.associations.models import Right
from tests.access.rows import Row, here

ROWS = [Row("transfer:archive_download", Right.MANAGE_ASSOCIATION, args=here)]

"""Who may do what in the room « actions »."""

from tests.access.rows import Row

ROWS: list[Row] = []

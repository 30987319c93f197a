"""Who may do what in the room « hosting »."""

from tests.access.rows import Row

ROWS: list[Row] = []

"""Who may do what in the room « reports »."""

from tests.access.rows import Row

ROWS: list[Row] = []

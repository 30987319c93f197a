"""Who may do what in the room « ui »."""

from tests.access.rows import Row

ROWS: list[Row] = []

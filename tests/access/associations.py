"""Who may do what in the room « associations »."""

from tests.access.rows import Row

ROWS: list[Row] = []

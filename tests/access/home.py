"""Who may do what in the room « home »."""

from tests.access.rows import Row

ROWS: list[Row] = []

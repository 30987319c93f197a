"""Who may do what in the room « accounts »."""

from tests.access.rows import Row

ROWS: list[Row] = []

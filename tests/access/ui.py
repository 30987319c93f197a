"""Who may do what in the room « ui »."""

from tests.access.rows import PUBLIC, Row

ROWS: list[Row] = [Row("ui:style_guide", PUBLIC)]

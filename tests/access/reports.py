"""Who may do what in the room « reports »."""

from tests.access.rows import FORBIDDEN, MEMBER, Row, here

ROWS = [Row("reports:overview", MEMBER, args=here, but={"member": FORBIDDEN})]

"""Who may take their data away, and leave."""

from tests.access.rows import SIGNED_IN, Row

ROWS: list[Row] = [
    Row("person:data", SIGNED_IN),
    Row("person:json", SIGNED_IN),
    Row("person:folder", SIGNED_IN),
    Row("person:deletion", SIGNED_IN),
    Row("person:deletion", SIGNED_IN, "POST"),
    Row("person:deletion_code", SIGNED_IN, "POST"),
]

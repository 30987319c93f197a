"""One value of a source: what ours may hold, or None and a line in the report."""

import pytest

from benevalibre.transfer.v2.report import Report
from benevalibre.transfer.v2.values import Row


@pytest.mark.parametrize(
    "value", ["0001-01-01 00:00:00+14:00", "9999-12-31 23:59:59-12:00", "1899-12-31 12:00:00"]
)
def test_a_moment_too_far_to_be_reckoned_with_is_left(value: str) -> None:
    report = Report()
    row = Row("accounts_user", {"id": 3, "last_login": value}, report)

    found = row.moment("last_login")

    assert found is None
    assert "trop lointaine" in report.adapted[0]["why"]

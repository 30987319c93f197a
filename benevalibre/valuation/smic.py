"""The minimum wage an hour, as far as this release knows it; the host adds the next one."""

from datetime import date
from typing import Final

SHIPPED: Final = (
    (date(2019, 1, 1), 1003),
    (date(2020, 1, 1), 1015),
    (date(2021, 1, 1), 1025),
    (date(2021, 10, 1), 1048),
    (date(2022, 1, 1), 1057),
    (date(2022, 5, 1), 1085),
    (date(2022, 8, 1), 1107),
    (date(2023, 1, 1), 1127),
    (date(2023, 5, 1), 1152),
    (date(2024, 1, 1), 1165),
    (date(2024, 11, 1), 1188),
    (date(2026, 1, 1), 1202),
    (date(2026, 6, 1), 1231),
)
"""Gross cents an hour outside Mayotte, from a day on: the decrees of each rise."""

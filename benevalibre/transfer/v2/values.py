"""One value at a time: whatever a column holds becomes what ours may hold, or is told."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from benevalibre.transfer.v2.report import Report

LARGEST_KEY = 2**53
SANE_YEARS = range(1900, 2200)  # every time zone of these can be reckoned with


class Row:
    """A row of the source; reading a column cleans it and notes what had to change."""

    def __init__(self, table: str, values: Mapping[str, Any], report: Report) -> None:
        self.table = table
        self.values = values
        self.report = report

    @property
    def pk(self) -> object:
        """Its first column, as found, for the report."""
        return next(iter(self.values.values()))

    def note(self, why: str, original: object = None) -> None:
        """Say in the report that this row was adapted."""
        self.report.note(self.table, self.pk, why, original)

    def key(self, column: str) -> int | None:
        """A primary or foreign key, or None where there is none or it cannot be one."""
        value = self.values[column]
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY:
            return value
        self.note(f"{column} : ce n’est pas un identifiant", value)
        return None

    def text(self, column: str, limit: int | None = None, *, lines: bool = False) -> str:
        """Text without control characters, on one line unless ``lines``, cut at ``limit``."""
        value = self.values[column]
        if value is None:
            return ""
        raw = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        kept = "".join(
            letter
            for letter in raw.replace("\r\n", "\n")
            if unicodedata.category(letter) not in {"Cc", "Cs"} or (lines and letter in "\n\t")
        )
        clean = kept.strip() if lines else " ".join(kept.split())
        if limit is not None and len(clean) > limit:
            self.note(f"{column} : coupé à {limit} caractères", clean)
            clean = clean[:limit]
        return clean

    def flag(self, column: str) -> bool:
        """True or False; anything else than 1 counts as False."""
        return self.values[column] in (1, True)

    def tristate(self, column: str) -> bool | None:
        """True, False or unknown."""
        return None if self.values[column] is None else self.flag(column)

    def whole(self, column: str, largest: int) -> int | None:
        """A whole number from 0 to ``largest``, or None."""
        value = self.values[column]
        if value is None:
            return None
        if isinstance(value, int) and 0 <= value <= largest:
            return int(value)
        self.note(f"{column} : ce nombre ne peut pas être repris", value)
        return None

    def day(self, column: str) -> date | None:
        """A date, or None."""
        value = self.values[column]
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value)[:10])
        except ValueError:
            self.note(f"{column} : ce n’est pas une date", value)
            return None

    def moment(self, column: str) -> datetime | None:
        """A date and time with its zone (UTC where the source says none), or None."""
        value = self.values[column]
        if value is None or value == "":
            return None
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            self.note(f"{column} : ce n’est pas une date", value)
            return None
        if found.year not in SANE_YEARS:
            self.note(f"{column} : date laissée, trop lointaine", value)
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    def minutes(self, column: str) -> int | None:
        """A duration in whole minutes, half-up; it may be negative. None where it is none."""
        value = self.values[column]
        if isinstance(value, timedelta):
            microseconds = (value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds
        elif isinstance(value, int) and not isinstance(value, bool):
            microseconds = value
        else:
            return None
        whole, rest = divmod(microseconds + 30_000_000, 60_000_000)
        if rest != 30_000_000:
            self.note(f"{column} : arrondie à la minute", f"{microseconds / 1_000_000:g} s")
        return whole

    def hundredths(self, column: str, largest: int) -> int | None:
        """Hundredths of the decimal number there, half-up, from 0 to ``largest``; or None."""
        value = self.values[column]
        if value is None or value == "":
            return None
        try:
            number = Decimal(str(value)) * 100
            found = int(number.quantize(Decimal(1), rounding="ROUND_HALF_UP"))
        except (InvalidOperation, ValueError, OverflowError):
            found = -1
        if 0 <= found <= largest:
            return found
        self.note(f"{column} : cette distance ne peut pas être reprise", value)
        return None

    def uuid(self, column: str) -> UUID | None:
        """An UUID, or None."""
        value = self.values[column]
        if isinstance(value, UUID):
            return value
        if isinstance(value, str) and re.fullmatch(r"[0-9a-fA-F-]{32,36}", value):
            try:
                return UUID(value)
            except ValueError:
                return None
        return None

    def address(self, column: str) -> str:
        """An http or https address, or nothing."""
        value = self.text(column, 200)
        if not value or re.match(r"https?://[^\s/]", value, re.IGNORECASE):
            return value
        self.note(f"{column} : ce n’est pas une adresse web", value)
        return ""

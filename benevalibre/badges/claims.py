"""What a badge says, and how our figures stand in it: Open Badges 3.0.

Hours stand in ``result``, which any wallet shows: whole minutes, one for each calendar year and
each kind of function of the citizen engagement account, under identifiers that we know again.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import fastjsonschema

CONTEXTS: Final = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
]
TYPES: Final = ["VerifiableCredential", "OpenBadgeCredential"]
SCHEMA: Final = Path(__file__).with_name("schema.json")
MINUTES: Final = "urn:benevalibre:minutes"
REGISTER: Final = "ext:RNA"
SIREN: Final = "ext:SIREN"
KINDS: Final = ("minutes", "direction", "supervision")
DAY_MINUTES: Final = 1440
A_DAY: Final = timedelta(days=1)
"""It may already be tomorrow where the association is."""
_RESULT: Final = re.compile(rf"{MINUTES}:(20\d\d)(?::(direction|supervision))?")


class BadClaimsError(ValueError):
    """It may be a good badge, but not of hours that we can count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearHours:
    """Minutes of one calendar year: all of them, and those in functions that count."""

    year: int
    minutes: int
    direction: int = 0
    supervision: int = 0

    @property
    def functions(self) -> int:
        """Minutes in functions of the citizen engagement account."""
        return self.direction + self.supervision

    @property
    def columns(self) -> dict[str, int]:
        """As it is kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """What a badge says of somebody's hours; nothing is verified by reading it."""

    issuer: str
    identifier: str
    association: str
    register_number: str
    siren: str
    volunteer: str
    start: date
    end: date
    years: tuple[YearHours, ...]
    issued_at: datetime
    expires_at: datetime | None
    status_list: str
    status_index: int
    owners: tuple[tuple[str, str], ...]

    @property
    def minutes(self) -> int:
        """The whole of it."""
        return sum(each.minutes for each in self.years)

    def belongs_to(self, addresses: Collection[str]) -> bool:
        """Was it issued to one of these mail addresses?"""
        return any(
            hash_of(address, salt) == digest
            for digest, salt in self.owners
            for address in addresses
        )


def hash_of(address: str, salt: str) -> str:
    """A mail address as a badge carries it (IdentityObject), so that it cannot be read there."""
    return "sha256$" + hashlib.sha256((address.strip().lower() + salt).encode()).hexdigest()


def results_of(years: Iterable[YearHours], names: Mapping[str, str]) -> tuple[list[Any], list[Any]]:
    """``resultDescription`` and ``result`` of these years; ``names`` by kind, with « %(year)s »."""
    told, found = [], []
    for hours in years:
        for kind in KINDS:
            minutes = getattr(hours, kind)
            if not minutes and kind != "minutes":
                continue
            key = f"{MINUTES}:{hours.year}" + ("" if kind == "minutes" else f":{kind}")
            name = names[kind] % {"year": hours.year}
            told.append({"id": key, "type": ["ResultDescription"], "name": name}
                        | {"resultType": "ext:Minutes"})  # fmt: skip
            found.append({"type": ["Result"], "resultDescription": key, "value": str(minutes)})
    return told, found


def read(claims: dict[str, Any]) -> Attested:
    """What these claims say; ``BadClaimsError`` where it is no certificate of ours."""
    try:
        _validator()(claims)
        return _read(claims)
    except (fastjsonschema.JsonSchemaValueException, ValueError, OverflowError) as error:
        raise BadClaimsError(str(error)[:200]) from error


def _read(claims: dict[str, Any]) -> Attested:
    subject, status = claims["credentialSubject"], claims["credentialStatus"]
    creator = subject["achievement"]["creator"]
    numbers = {each["identifierType"]: each["identifier"] for each in creator["otherIdentifier"]}
    _check_agreement(claims)
    found = Attested(
        issuer=claims["iss"],
        identifier=claims["jti"],
        association=creator["name"],
        register_number=numbers.get(REGISTER, ""),
        siren=numbers.get(SIREN, ""),
        volunteer=next((i["identityHash"] for i in subject["identifier"] if _is_name(i)), ""),
        start=_moment(subject["activityStartDate"]).date(),
        end=_moment(subject["activityEndDate"]).date(),
        years=_years(subject["result"]),
        issued_at=max(_moment(claims["validFrom"]), datetime.fromtimestamp(claims["nbf"], UTC)),
        expires_at=_expiry(claims),
        status_list=status["statusListCredential"],
        status_index=int(status["statusListIndex"]),
        owners=tuple(
            (i["identityHash"], i.get("salt", "")) for i in subject["identifier"] if _is_address(i)
        ),
    )
    _check_days(found)
    return found


def _check_agreement(claims: dict[str, Any]) -> None:
    """The same thing said twice is the same."""
    pairs = (
        (claims["iss"], claims["issuer"]["id"]),
        (claims["jti"], claims["id"]),
        (claims.get("sub"), claims["credentialSubject"].get("id")),
    )
    if any(one != other for one, other in pairs):
        raise BadClaimsError("It says two things.")


def _check_days(found: Attested) -> None:
    """No more hours than its days have, in years that it covers, and done before it was signed."""
    if found.start > found.end or found.end > found.issued_at.date() + A_DAY:
        raise BadClaimsError("Its days are not in their order.")
    for hours in found.years:
        first = max(found.start, date(hours.year, 1, 1))
        last = min(found.end, date(hours.year, 12, 31))
        most = ((last - first).days + 1) * DAY_MINUTES
        if most <= 0 or max(hours.minutes, hours.functions) > most:
            raise BadClaimsError("More hours than its days have.")


def _years(results: list[dict[str, Any]]) -> tuple[YearHours, ...]:
    found: dict[int, dict[str, int]] = {}
    for result in results:
        known = _RESULT.fullmatch(result.get("resultDescription", ""))
        if known is None:
            continue
        year, kind = found.setdefault(int(known[1]), {}), known[2] or "minutes"
        if kind in year:
            raise BadClaimsError("It says two things of one year.")
        year[kind] = int(result["value"])
    if not found or not all("minutes" in year for year in found.values()):
        raise BadClaimsError("No hours.")
    return tuple(YearHours(year=year, **found[year]) for year in sorted(found))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise BadClaimsError("A moment without its zone.")
    return moment


def _expiry(claims: dict[str, Any]) -> datetime | None:
    ends = [_moment(claims["validUntil"])] if "validUntil" in claims else []
    if "exp" in claims:
        ends.append(datetime.fromtimestamp(claims["exp"], UTC))
    return min(ends, default=None)


def _is_address(identity: dict[str, Any]) -> bool:
    return identity["hashed"] is True and identity["identityType"] == "emailAddress"


def _is_name(identity: dict[str, Any]) -> bool:
    return identity["hashed"] is False and identity["identityType"] == "name"


def is_on(url: str, host: str) -> bool:
    """Is this https address on that host (« host » or « host:port »)?"""
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and parts.netloc.lower() == host
    except ValueError:
        return False


@cache
def _validator() -> Any:
    return fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))

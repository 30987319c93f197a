"""Who reads our identity, and who brings certificates from elsewhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from benevalibre.accounts.models import User
from benevalibre.badges.models import BroughtBadge
from tests.access.rows import MISSING, PUBLIC, SIGNED_IN, Row
from tests.personas import Personas


def brought(personas: Personas) -> dict[str, Any]:
    return {"badge_id": brought_by(personas.member.user).pk}


def brought_by(user: User, *, year: int = 2025, minutes: int = 600) -> BroughtBadge:
    """A certificate of another instance, for a year."""
    now = datetime.now(UTC)
    return BroughtBadge.objects.create(
        user=user,
        issuer="did:web:ailleurs.example.org",
        host="ailleurs.example.org",
        identifier="https://ailleurs.example.org/verifier/ABCD-EFGH-JKMN/",
        association="Le Jardin partagé",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        minutes=minutes,
        years=[{"year": year, "minutes": minutes, "direction": 0, "supervision": 0}],
        token="a.b.c",
        issued_at=now,
        next_check_at=now + timedelta(days=7),
    )


OWN = {"stranger": MISSING, "manager": MISSING, "host": MISSING}
ROWS = [
    Row("badges:well_known", PUBLIC),
    Row("badges:document", PUBLIC),
    Row("badges:profile", PUBLIC),
    Row("badges:bring", SIGNED_IN),
    Row("badges:bring", SIGNED_IN, "POST"),
    Row("badges:removal", SIGNED_IN, args=brought, but=OWN),
    Row("badges:removal", SIGNED_IN, "POST", args=brought, but=OWN),
    Row("badges:file", SIGNED_IN, args=brought, but=OWN),
]

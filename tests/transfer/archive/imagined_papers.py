"""Certificates, requests and mission sheets that nobody would dream up."""

import datetime
from random import Random
from typing import Any

from benevalibre.associations.models import Association, Membership
from benevalibre.certificates.models import (
    TEXTS,
    Certificate,
    CertificateRequest,
    MissionSheet,
)

NOON = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=datetime.UTC)
WORDS = ["", "Tournée", "deux\nlignes\u2028et plus", "=SOMME(A1)", "🚲 مرحبا", "<b>gras</b>"]
ORIGINS = ["", "https://ailleurs.example.org", "http://[::1]:8000/sous-chemin"]
DAYS = {"start": datetime.date(1900, 1, 1), "end": datetime.date(2026, 2, 28)}


def imagine_papers(random: Random, association: Association, people: list[Membership]) -> None:
    """What was asked for, written, confirmed, issued here or elsewhere, and revoked."""
    number = 0
    for _paper in range(random.randint(0, 4)):
        number += random.randint(1, 3)
        mission = random.choice([{}, _mission(random)])
        paper = _paper_of(random, association, people, number=number, mission=mission)
        if mission:
            _sheet_of(random, paper.member or people[0], state="confirmed", certificate=paper)
    for _sheet in range(random.randint(0, 3)):
        state = random.choice(["draft", "pending", "returned", "declined"])
        _sheet_of(random, random.choice(people), state=state)
    for person in people[:2]:
        CertificateRequest.objects.create(
            association=association,
            member=person,
            state=random.choice(CertificateRequest.State.values),
            asked_at=NOON,
            answered_at=random.choice([None, NOON]),
            answered_by=random.choice([None, *people]),
            reason=random.choice(WORDS),
            **DAYS,
        )


def _mission(random: Random) -> dict[str, Any]:
    texts = {name: random.choice(WORDS[1:]) for name in TEXTS if random.random() < 0.5}
    return {"title": "Atelier", "texts": texts, "minutes": random.choice([0, 90])}


def _paper_of(
    random: Random, association: Association, people: list[Membership], **columns: Any
) -> Certificate:
    is_mission = bool(columns["mission"])
    done = {"name": "Vélo", "minutes": 90, "first": "1999-12-31", "last": "2026-02-28"}
    year = {"year": 2026, "minutes": 90, "direction": 0, "supervision": 90}
    return Certificate.objects.create(
        association=association,
        member=random.choice([None, *people]),
        kind="mission" if is_mission else "hours",
        origin=random.choice(ORIGINS),
        issuer={"name": random.choice(WORDS), "lines": ["35000"]}
        | random.choice([{}, {"register_number": "W351234567", "siren": ""}]),
        volunteer=f"Zoé {random.choice(WORDS)}",
        activities=[] if is_mission else [done] * random.randint(0, 2),
        years=[] if is_mission else [year] * random.randint(0, 1),
        minutes=random.randint(0, 10**9),
        signatory=random.choice(WORDS),
        quality=random.choice(WORDS),
        issued_at=NOON,
        issued_on=NOON.date(),
        issued_by=random.choice([None, *people]),
        revoked_at=random.choice([None, NOON]),
        revoked_by=random.choice([None, *people]),
        reason=random.choice(WORDS),
        **DAYS,
        **columns,
    )


def _sheet_of(random: Random, member: Membership, **columns: Any) -> MissionSheet:
    has_days = columns["state"] in {"pending", "confirmed"} or random.random() < 0.5
    texts = {name: random.choice(WORDS) for name in TEXTS}
    return MissionSheet.objects.create(
        association=member.association,
        member=member,
        title="Atelier",
        show_hours=random.random() < 0.5,
        asked_at=random.choice([None, NOON]),
        answered_at=random.choice([None, NOON]),
        answered_by=random.choice([None, member]),
        reason=random.choice(WORDS),
        **(DAYS if has_days else {}),
        **texts,
        **columns,
    )

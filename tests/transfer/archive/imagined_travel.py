"""Vehicles and waived expenses that nobody would dream up."""

import datetime
from random import Random

from benevalibre.associations.models import Association, Membership
from benevalibre.valuation.models import ReceiptIssuer, Vehicle, Waiver
from benevalibre.valuation.models.waivers import Quality, VehicleKind, WaiverState
from benevalibre.valuation.travelling import share_of

NOON = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=datetime.UTC)
LABELS = ["", "Tournée", "deux\nlignes\u2028et plus", "=SOMME(A1)", "🚲 مرحبا"]


def imagine_travel(random: Random, association: Association, people: list[Membership]) -> None:
    """What some of ``people`` drive and waived, and what receipts say."""
    for _number in range(random.randint(0, 2)):
        Vehicle.objects.create(
            member=random.choice(people),
            kind=random.choice(VehicleKind.values),
            power=random.randint(1, 99),
            electric=random.random() < 0.5,
            start=datetime.date(2025, 6, 1),
        )
    for number in range(random.randint(0, 2)):
        vehicle = Vehicle(kind="car", power=5, electric=random.random() < 0.5)
        share = share_of(vehicle, random.choice([1, 120_000, 2_500_000]), year=2026)
        Waiver.objects.create(
            association=association,
            member=random.choice([None, people[0]]),
            year=2025 + number,
            number=number + 1,
            state=random.choice(WaiverState.values),
            volunteer="Zoé",
            address=random.choice(LABELS),
            issuer={"name": "Les Amis", "lines": ["35000"]},
            source="Arrêté du 27 mars 2023",
            vehicles=[share.frozen()],
            trips=[{"day": "2026-03-01", "label": random.choice(LABELS), "distance": 120_000}],
            distance_hundredths=share.distance,
            cents=share.cents,
            waived_at=NOON,
            waived_on=NOON.date(),
            answered_at=random.choice([None, NOON]),
            answered_by=random.choice([None, *people]),
            reason=random.choice(LABELS),
        )
    if random.random() < 0.5:
        ReceiptIssuer.objects.create(
            association=association,
            address="1 rue Haute",
            purpose=random.choice(LABELS),
            quality=random.choice(["", *Quality.values]),
        )

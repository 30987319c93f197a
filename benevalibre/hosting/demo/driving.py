"""The shelter’s drivers: Michel’s 1 200 km of this year, what Monique waived last year."""

import datetime
from collections.abc import Iterator
from dataclasses import replace

from benevalibre.hosting.demo import moments, people
from benevalibre.hosting.demo.moments import Told
from benevalibre.hosting.demo.places import SHELTER
from benevalibre.hosting.demo.settling import Settled
from benevalibre.hosting.demo.shapes import Deed, Kind, Place
from benevalibre.hosting.demo.telling import dated, days_ago
from benevalibre.mailing import outbox
from benevalibre.valuation.models.waivers import (
    Quality,
    ReceiptIssuer,
    Vehicle,
    VehicleKind,
    Waiver,
)
from benevalibre.valuation.travelling import travelled_in
from benevalibre.valuation.waiving import waive

ROUNDS, HUNDREDTHS = 12, 10_000


def michel_this_year(place: Place, *, today: datetime.date) -> Iterator[Deed]:
    """Twelve rounds of 100 km since 1 January, however few days there were."""
    first = today.replace(month=1, day=1)
    days = (today - first).days
    told = Told(people.MICHEL, 180, Kind.GOODS, "Collecte alimentaire", "Tournée des magasins")
    for rank in range(ROUNDS if place is SHELTER else 0):
        day = today - datetime.timedelta(days=1 + rank * max(0, days - 1) // ROUNDS)
        yield replace(moments.deed(told, max(first, day)), distance_hundredths=HUNDREDTHS)


def on_foot(deed: Deed, *, today: datetime.date) -> Deed:
    """Whatever else Michel does this year is next door."""
    if deed.person is people.MICHEL and deed.date.year == today.year:
        return replace(deed, distance_hundredths=None)
    return deed


def drive(shelter: Settled, *, today: datetime.date) -> None:
    """What both drive; Michel’s statement waits for a signature, Monique’s was received."""
    michel, monique = shelter.members[people.MICHEL], shelter.members[people.MONIQUE]
    start = datetime.date(today.year - 1, 1, 1)
    at = days_ago(min(3, (today - today.replace(month=1, day=1)).days))
    with dated(at):
        ReceiptIssuer.of(shelter.association).change(
            by=michel,
            address="14 rue de l’Hiver\n35000 Rennes",
            purpose="Accueillir et accompagner les personnes sans abri.",
            quality=Quality.RELIEF,
        )
        Vehicle.objects.add(michel, by=michel, kind=VehicleKind.CAR, power=5, start=start)
        Vehicle.objects.add(
            monique, by=monique, kind=VehicleKind.CAR, power=4, electric=True, start=start
        )
        made = [waive(michel, today.year, by=michel, address="3 rue des Lilas\n35000 Rennes")]
        if travelled_in(monique, today.year - 1).distance:
            made.append(
                waive(monique, today.year - 1, by=monique, address="8 quai Nord\n35000 Rennes")
            )
            made[-1].accept(by=michel)
            outbox.withdraw(f"waiver:{made[-1].pk}:")
    for waiver in made:
        Waiver.objects.filter(pk=waiver.pk).update(waived_at=at, waived_on=at.date())
    Waiver.objects.accepted().update(answered_at=at)

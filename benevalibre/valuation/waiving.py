"""Waiving a year's travel expenses, and an association's list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from benevalibre.associations.heading import heading_of, name_on_paper
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record
from benevalibre.ui.formats import format_distance
from benevalibre.valuation import mails
from benevalibre.valuation.mileage import scale_of
from benevalibre.valuation.models.waivers import LIVE, ReceiptIssuer, Waiver, require_to_act_for
from benevalibre.valuation.travelling import (
    Share,
    Travelled,
    distances,
    shares_of,
    travelled_in,
)

MOST_HUNDREDTHS: Final = 100_000_000
"""A million kilometres a year: beyond is a mistake, and soon more than the column holds."""
MOST_TIMES: Final = 20
"""How often one year is waived and taken back: each time keeps its ways, and takes a number."""


def waive(member: Membership, year: int, *, by: Membership, address: str = "") -> Waiver:
    """Freeze what ``member`` drove in ``year``, and that they leave it to the association.

    ``RuleError`` where there is nothing to waive, or where it was waived already.
    """
    here = member.association
    require_to_act_for(member, by=by)
    with writing(here):
        Association.objects.select_for_update().get(pk=here.pk)
        travelled = travelled_in(member, year)
        name = name_on_paper(member)
        _require_something(here, travelled, name)
        _require_patience(member, year)
        waiver = _frozen(member, travelled, name=name, address=address)
        try:
            with transaction.atomic():
                waiver.save()
        except IntegrityError as error:
            raise RuleError(_("Les frais de cette année sont déjà laissés.")) from error
        record("waiver.make", on=waiver, by=by)
        mails.waived(waiver, by=by)
    return waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A participant's year on the list: as it was waived, else as it is now."""

    member: Membership | None
    name: str
    distance: int
    shares: Sequence[Share]
    cents: int | None
    waiver: Waiver | None


@dataclass(frozen=True, slots=True)
class YearList:
    """All who drove for the association in a year, or waived."""

    year: int
    rows: Sequence[Row]

    @property
    def distance(self) -> int:
        """Hundredths of a kilometre, of everyone."""
        return sum(row.distance for row in self.rows)

    @property
    def accepted(self) -> list[Waiver]:
        """What was received signed, in the order of the numbers."""
        found = [row.waiver for row in self.rows if row.waiver and row.waiver.is_accepted]
        return sorted(found, key=lambda waiver: waiver.number)

    @property
    def accepted_cents(self) -> int:
        """What they come to: what is booked, and declared where receipts are issued."""
        return sum(waiver.cents for waiver in self.accepted)

    @property
    def awaited(self) -> int:
        """How many signed papers are awaited."""
        return sum(1 for row in self.rows if row.waiver and row.waiver.is_pending)


def list_of(association: Association, year: int) -> YearList:
    """The association's list of ``year``, by name. Six queries at most."""
    totals = distances(association, year)
    shares = shares_of(association, year, totals)
    waivers = _latest(association, year)
    people = Membership.objects.with_person().filter(
        association=association, pk__in={*totals, *(pk for pk in waivers if pk)}
    )
    rows = [
        _row(person, totals.get(person.pk, 0), shares.get(person.pk, []), waivers.get(person.pk))
        for person in people.by_name()
    ]
    gone = [waiver for pk, waiver in waivers.items() if pk is None]
    return YearList(year, [*rows, *(_row(None, 0, [], waiver) for waiver in gone)])


def both_waived(source: Membership, into: Membership) -> str | None:
    """Why two rows do not become one person, and what to do: a year is waived once."""
    years = set(Waiver.objects.live().filter(member=source).values_list("year", flat=True))
    both = Waiver.objects.live().filter(member=into, year__in=years).order_by("-year").first()
    if both is None:
        return None
    return _(
        "Chacune des deux a renoncé à ses frais de trajet de %(year)s. Dans «\u00a0Pour les "
        "comptes\u00a0», «\u00a0Frais de trajet\u00a0», n’en retenez qu’une, puis recommencez."
    ) % {"year": both.year}


def _latest(association: Association, year: int) -> dict[int | None, Waiver]:
    """By participant the waiver that holds, else the last one."""
    found: dict[int | None, Waiver] = {}
    rows = Waiver.objects.of_year(association, year).defer("trips")
    for waiver in sorted(rows, key=lambda waiver: (waiver.state in LIVE, waiver.number)):
        found[waiver.member_id] = waiver
    return found


def _row(
    member: Membership | None, distance: int, shares: Sequence[Share], waiver: Waiver | None
) -> Row:
    cents = sum(share.cents for share in shares) if shares else None
    name = member.display_name if member else ""
    if waiver is not None and waiver.is_live:
        distance, cents = waiver.distance_hundredths, waiver.cents
        shares = [Share.thawed(told) for told in waiver.vehicles]
        name = waiver.volunteer
    return Row(
        member=member, name=name, distance=distance, shares=shares, cents=cents, waiver=waiver
    )


def _frozen(member: Membership, travelled: Travelled, *, name: str, address: str) -> Waiver:
    """The year as it is now, under the association's next number."""
    here = member.association
    numbers = Waiver.objects.filter(association=here).aggregate(last=Max("number", default=0))
    return Waiver(
        association=here,
        member=member,
        year=travelled.year,
        number=numbers["last"] + 1,
        volunteer=name,
        address=address if here.gives_receipts else "",
        issuer=heading_of(here, address=ReceiptIssuer.of(here).address),
        source=scale_of(travelled.year).source,
        vehicles=[share.frozen() for share in travelled.shares],
        trips=[
            {"day": trip.day.isoformat(), "label": trip.label, "distance": trip.distance}
            for trip in travelled.trips
        ],
        distance_hundredths=travelled.distance,
        cents=travelled.cents or 0,
        waived_on=here.today(),
    )


def _require_patience(member: Membership, year: int) -> None:
    if Waiver.objects.filter(member=member, year=year).count() >= MOST_TIMES:
        raise RuleError(
            _("Déjà %(n)s renonciations pour cette année\u00a0: voyez avec l’association.")
            % {"n": MOST_TIMES}
        )


def _require_something(here: Association, travelled: Travelled, name: str) -> None:
    if not here.waives_expenses:
        raise RuleError(_("L’association n’a pas prévu de renonciation aux frais."))
    if not name:
        raise RuleError(_("Cette personne est partie sans laisser de nom."))
    if travelled.is_before_the_scale:
        raise RuleError(
            _("Les frais d’avant 2022 avaient un autre barème\u00a0: rien n’est calculé.")
        )
    if not travelled.distance:
        raise RuleError(_("Aucun kilomètre validé cette année-là."))
    if travelled.distance > MOST_HUNDREDTHS:
        raise RuleError(
            _("Plus de %(most)s dans l’année\u00a0: vérifiez les distances notées.")
            % {"most": format_distance(MOST_HUNDREDTHS)}
        )
    if not travelled.cents:
        raise RuleError(_("Dites d’abord quel est le véhicule."))

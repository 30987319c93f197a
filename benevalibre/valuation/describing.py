"""Vehicles and tiers in words, on screen and on paper."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.ui.formats import format_distance, format_number
from benevalibre.valuation.models.waivers import Vehicle, VehicleKind
from benevalibre.valuation.travelling import Share

OFFICIAL: Final = (
    "Je soussigné %(name)s certifie renoncer au remboursement des frais ci-dessus et les laisser "
    "à l’association en tant que don."
)
"""The administration’s own words: in French on every page, and never translated."""
NAME: Final = "(nom et prénom)"

VEHICLES: Final = {
    VehicleKind.CAR: gettext_lazy("voiture de %(power)s\u00a0CV"),
    VehicleKind.MOTORCYCLE: gettext_lazy("moto de %(power)s\u00a0CV"),
    VehicleKind.MOPED: gettext_lazy("cyclomoteur"),
}


def official_sentence(name: str = NAME) -> str:
    """What a volunteer signs, with their name in its place."""
    return OFFICIAL % {"name": name}


def vehicle_words(vehicle: Vehicle | Share) -> str:
    """« voiture de 5 CV, électrique »."""
    words = str(VEHICLES[VehicleKind(vehicle.kind)]) % {"power": vehicle.power}
    return _("%(vehicle)s, électrique") % {"vehicle": words} if vehicle.electric else words


def vehicles_words(shares: Sequence[Share]) -> str:
    """Those of a year, in their order; « » where nobody said."""
    return " + ".join(vehicle_words(share) for share in shares)


def tier_words(share: Share) -> str:
    """« 1 200 km, voiture de 5 CV : jusqu’à 5 000 km, 0,636 € par km. »."""
    words = {
        "distance": format_distance(share.distance),
        "vehicle": vehicle_words(share),
        "low": format_number(share.above + 1),
        "above": format_number(share.above),
        "high": format_number(share.limit or 0),
        "each": format_number(share.each, decimals=3),
        "fixed": format_number(share.fixed),
    }
    if not share.above:
        text = _(
            "%(distance)s, %(vehicle)s\u00a0: jusqu’à %(high)s\u00a0km par an,"
            " %(each)s\u00a0€ par kilomètre."
        )
    elif share.limit is None:
        text = _(
            "%(distance)s, %(vehicle)s\u00a0: au-delà de %(above)s\u00a0km par an,"
            " %(each)s\u00a0€ par kilomètre."
        )
    else:
        text = _(
            "%(distance)s, %(vehicle)s\u00a0: de %(low)s à %(high)s\u00a0km par an,"
            " %(each)s\u00a0€ par kilomètre, plus %(fixed)s\u00a0€."
        )
    if share.electric:
        text += " " + _("Plus 20\u00a0%% pour un véhicule électrique.")
    return text % words

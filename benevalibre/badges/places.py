"""Is an association there the same as one here? Its numbers say it, else its name."""

from typing import NamedTuple

from benevalibre.associations.models import Association
from benevalibre.badges.models import BroughtBadge
from benevalibre.namekeys import name_key

SIREN_DIGITS = 9


class Place(NamedTuple):
    """What tells associations apart, wherever they are."""

    register_number: str
    siren: str
    name: str

    @classmethod
    def of_badge(cls, badge: BroughtBadge) -> "Place":
        """The association that attests in a badge."""
        return cls(badge.register_number, badge.siren, badge.association)

    @classmethod
    def of_association(cls, association: Association) -> "Place":
        """An association of this instance."""
        return cls(association.register_number, association.siren, association.name)

    def is_same(self, other: "Place") -> bool:
        """The same register number, or else the same SIREN, or else the same name."""
        register, siren = _plain(self.register_number), _plain(self.siren)[:SIREN_DIGITS]
        others = _plain(other.register_number), _plain(other.siren)[:SIREN_DIGITS]
        if register and others[0]:
            return register == others[0]
        if siren and others[1]:
            return siren == others[1]
        return name_key(self.name) == name_key(other.name)


def _plain(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper()

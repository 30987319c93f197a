"""What was given in kind, as the pages tell it: by nature, with the accounts of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from benevalibre.valuation.accounts import OLD_FORMS, TODAY, Account, Nature
from benevalibre.valuation.models.gifts import KINDS, Gift


@dataclass(frozen=True, slots=True)
class OfNature:
    """The gifts of one nature, never none, and where they stand in the accounts."""

    nature: Nature
    gifts: Sequence[Gift]

    @property
    def cents(self) -> int:
        """What they come to."""
        return sum(gift.cents for gift in self.gifts)

    @property
    def use(self) -> Account:
        """The account of class 86."""
        return TODAY.accounts[self.nature][0]

    @property
    def origin(self) -> Account:
        """The account of class 87."""
        return TODAY.accounts[self.nature][1]

    @property
    def former(self) -> Account | None:
        """The account of class 87 on forms with the old labels, where it is another one."""
        account = OLD_FORMS.accounts[self.nature][1]
        return account if account != self.origin else None


def by_nature(gifts: Sequence[Gift]) -> list[OfNature]:
    """The gifts in groups, in the order of the accounts."""
    groups = []
    for code, _label in KINDS:
        mine = [gift for gift in gifts if gift.nature == code]
        if mine:
            groups.append(OfNature(Nature(code), mine))
    return groups

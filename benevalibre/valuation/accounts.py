"""Where contributions in kind stand in the accounts and on subsidy forms (ANC 2018-06).

Class 86 and class 87 are always equal: they have no effect on the result. Before the règlement of
2018, 870 was volunteering and 875 gifts in kind, and some forms still print that: the labels
belong to each output.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    """What is contributed in kind."""

    VOLUNTEERING = "volunteering", _("Bénévolat")
    GOODS = "goods", _("Biens donnés")
    PREMISES = "premises", _("Locaux et matériel mis à disposition")
    SERVICES = "services", _("Services rendus gratuitement")


@dataclass(frozen=True, slots=True)
class Account:
    """An account with the label that goes with it there."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Plan:
    """For each nature, the account of class 86 (its use) and of class 87 (its origin)."""

    code: str
    name: str | Promise
    accounts: Mapping[str, tuple[Account, Account]]

    @property
    def uses(self) -> Sequence[Account]:
        """Class 86, in the order of the codes, each once."""
        return _once(pair[0] for pair in self.accounts.values())

    @property
    def origins(self) -> Sequence[Account]:
        """Class 87, in the order of the codes, each once."""
        return _once(pair[1] for pair in self.accounts.values())

    def totals(self, cents: Mapping[str, int]) -> tuple[dict[Account, int], dict[Account, int]]:
        """Cents by account of class 86 and of class 87; both add up to the same."""
        uses, origins = dict.fromkeys(self.uses, 0), dict.fromkeys(self.origins, 0)
        for nature, value in cents.items():
            use, origin = self.accounts[nature]
            uses[use] += value
            origins[origin] += value
        return uses, origins


def _once(accounts: Iterable[Account]) -> list[Account]:
    return sorted(set(accounts), key=lambda account: account.code)


USES: Final = {
    Nature.GOODS: Account("860", "Secours en nature"),
    Nature.PREMISES: Account("861", "Mises à disposition gratuite de biens"),
    Nature.SERVICES: Account("862", "Prestations"),
    Nature.VOLUNTEERING: Account("864", "Personnel bénévole"),
}
GIFTS, SERVICES, TIME = (
    Account("870", "Dons en nature"),
    Account("871", "Prestations en nature"),
    Account("875", "Bénévolat"),
)
OLD_TIME, OLD_GIFTS = Account("870", "Bénévolat"), Account("875", "Dons en nature")

TODAY: Final = Plan(
    "2018",
    _("Comptes annuels (règlement ANC 2018-06)"),
    {
        Nature.GOODS: (USES[Nature.GOODS], GIFTS),
        Nature.PREMISES: (USES[Nature.PREMISES], SERVICES),
        Nature.SERVICES: (USES[Nature.SERVICES], SERVICES),
        Nature.VOLUNTEERING: (USES[Nature.VOLUNTEERING], TIME),
    },
)
OLD_FORMS: Final = Plan(
    "formulaire",
    _("Formulaires aux anciens libellés (870 Bénévolat, 875 Dons en nature)"),
    {
        Nature.GOODS: (USES[Nature.GOODS], OLD_GIFTS),
        Nature.PREMISES: (USES[Nature.PREMISES], SERVICES),
        Nature.SERVICES: (USES[Nature.SERVICES], SERVICES),
        Nature.VOLUNTEERING: (USES[Nature.VOLUNTEERING], OLD_TIME),
    },
)
PLANS: Final = {plan.code: plan for plan in (TODAY, OLD_FORMS)}

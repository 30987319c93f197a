"""What waits for the host."""

from dataclasses import dataclass

from django.db.models import Q

from benevalibre.associations.appointing import orphans
from benevalibre.associations.models import Association
from benevalibre.associations.models.association import State
from benevalibre.mailing.models import Mail


@dataclass(frozen=True, slots=True)
class Waits:
    """How many associations to decide on, how many without anybody, how many mails stuck."""

    awaiting: int
    orphans: int
    failed: int

    @property
    def total(self) -> int:
        """How many things."""
        return self.awaiting + self.orphans + self.failed


def waits() -> Waits:
    """What waits now; three queries."""
    return Waits(
        awaiting=Association.objects.filter(state=State.AWAITING).count(),
        orphans=orphans().count(),
        failed=Mail.objects.filter(~Q(failed_at=None)).count(),
    )

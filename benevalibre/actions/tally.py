"""What this room counts for the pages of people and of associations below it."""

from collections.abc import Collection

from django.db.models import Count, Sum

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import APPROVED, given
from benevalibre.associations.models import Association
from benevalibre.associations.tallying import Holdings, Tally


def entries(member_ids: Collection[int]) -> dict[int, int]:
    """How many actions each of these participants has, whatever their status."""
    rows = Action.objects.filter(member__in=member_ids).order_by().values_list("member")
    return dict(rows.annotate(number=Count("pk")))


def holdings(association: Association) -> Holdings:
    """How many actions there are, and the minutes of those that count."""
    found = Action.objects.filter(association=association).aggregate(
        entries=Count("pk"), minutes=Sum(given(), filter=APPROVED, default=0)
    )
    return Holdings(**found)


TALLY = Tally(entries=entries, holdings=holdings)

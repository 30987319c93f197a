"""An association never loses its last manager: the one rule, whatever the path."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from benevalibre.associations.writing import RuleError

if TYPE_CHECKING:
    from benevalibre.accounts.models import User
    from benevalibre.associations.models import Association

GONE: Final = ("archived", "moved", "purging")
"""States (of ``models.association.State``) of associations that nobody manages any more."""


class LastManagerError(RuleError):
    """The change would leave an association without anybody who manages it."""


@contextmanager
def keeping_a_manager(association: "Association") -> Iterator[None]:
    """Whatever is changed inside, a manager is left afterwards, or ``LastManagerError``.

    The change is then undone whole. One at a time in an association, so that two managers who
    leave at once do not both find the other still there. Where there was none before (an import,
    an account gone), nothing is refused.
    """
    with transaction.atomic():
        type(association).objects.select_for_update().get(pk=association.pk)
        had_one = association.memberships.managers().exists()
        yield
        if had_one and not association.memberships.managers().exists():
            raise LastManagerError(
                _(
                    "«\u00a0%(name)s\u00a0» n’aurait plus de responsable. Confiez d’abord ce rôle à"
                    " quelqu’un d’autre."
                )
                % {"name": association.name}
            )


@contextmanager
def keeping_managers_of(user: "User") -> Iterator[None]:
    """The same for each association that ``user`` manages: deactivating an account.

    Not where nobody comes any more (archived, moved away, being deleted): there is nothing left to
    manage, and whoever reopens it may name somebody.
    """
    places = user.memberships.managers().exclude(association__state__in=GONE)
    managed = [
        membership.association
        for membership in places.select_related("association").order_by("association_id")
    ]
    with transaction.atomic(), ExitStack() as stack:
        for association in managed:
            stack.enter_context(keeping_a_manager(association))
        yield

"""What the host decides about a whole association: to admit it or not, to archive it, to reopen it.

The host has no right inside: these verbs change the state of an association and nothing else of
it. Each is journaled twice, for those who manage the association and for the hosts.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, HostDecision, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Instance
from benevalibre.journal.models import record
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute


def admit(association: Association, *, by: User) -> None:
    """Open an association that waits for the host; who founded it is told."""
    _decide(association, HostDecision.Kind.ADMITTED, State.ACTIVE, since=[State.AWAITING], by=by)


def turn_down(association: Association, *, by: User, reason: str) -> None:
    """Do not open an association that waits; it can be reopened later, should the host agree."""
    _decide(
        association,
        HostDecision.Kind.DECLINED,
        State.ARCHIVED,
        since=[State.AWAITING],
        by=by,
        reason=reason,
    )


def archive(association: Association, *, by: User, reason: str) -> None:
    """Close an open association: nothing of it is lost, and nobody reaches it any more."""
    _decide(
        association,
        HostDecision.Kind.ARCHIVED,
        State.ARCHIVED,
        since=[State.ACTIVE],
        by=by,
        reason=reason,
    )


def reopen(association: Association, *, by: User, reason: str = "") -> None:
    """Open an archived association again, as it was."""
    _decide(
        association,
        HostDecision.Kind.REOPENED,
        State.ACTIVE,
        since=[State.ARCHIVED],
        by=by,
        reason=reason,
    )


@transaction.atomic
def _decide(
    association: Association,
    kind: HostDecision.Kind,
    state: State,
    *,
    since: Collection[State],
    by: User,
    reason: str = "",
) -> None:
    """Change the state once, however many hosts answer at the same time."""
    before = association.state
    changed = Association.objects.filter(pk=association.pk, state__in=since).update(state=state)
    association.refresh_from_db(fields=["state"])
    if not changed:
        raise RuleError(
            _("C’est déjà décidé\u00a0: «\u00a0%(name)s\u00a0» est maintenant %(state)s.")
            % {"name": association.name, "state": association.get_state_display()}
        )
    decision = HostDecision.objects.create(association=association, kind=kind, reason=reason, by=by)
    changes: dict[str, Any] = {"state": [before, state.value]}
    for association_id in (association.pk, None):
        record(
            f"association.{kind.value}",
            on=association,
            by=by,
            association_id=association_id,
            changes=changes,
        )
    _tell_managers(decision)


def _tell_managers(decision: HostDecision) -> None:
    """One mail to each who manages it."""
    association = decision.association
    is_open = association.is_open
    page = reverse("associations:detail", args=[association.pk]) if is_open else ""
    for manager in _managers(association):
        if manager.user is None:
            continue
        outbox.enqueue(
            f"associations.host_{decision.kind}",
            to=manager.user.email,
            language=manager.user.language or settings.LANGUAGE_CODE,
            key=f"decision:{decision.pk}:{manager.pk}",
            context={
                "name": manager.user.short_name,
                "association": association.name,
                "reason": decision.reason,
                "contact": Instance.current().contact,
                "url": absolute(page or reverse("associations:list")),
            },
            essential=True,
        )


def _managers(association: Association) -> Collection[Membership]:
    return list(association.memberships.managers().select_related("user"))

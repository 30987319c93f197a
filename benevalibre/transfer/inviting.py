"""The people of an association that has come: each is invited to take their place."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext, override

from benevalibre.associations import inviting
from benevalibre.associations.guarding import may_give
from benevalibre.associations.models import Membership
from benevalibre.associations.writing import RuleError
from benevalibre.transfer.models import Arrival, Expected

AT_ONCE: Final = 25


def invite_some(arrival: Arrival) -> bool:
    """Invite some more of those expected; whether there were any.

    Each gets the role of the file, the default one where it holds more than whoever brings them.
    An address that cannot be invited is kept in the report.
    """
    waiting = list(
        arrival.expected.select_related("membership__association", "role").order_by("pk")[:AT_ONCE]
    )
    host = _inviter(arrival)
    for person in waiting:
        with transaction.atomic():
            if host is not None:
                _invite(arrival, person, by=host)
            person.delete()
    return bool(waiting)


def _invite(arrival: Arrival, person: Expected, *, by: Membership) -> None:
    member = person.membership
    if not member.is_active or member.user_id is not None or member.merged_into_id is not None:
        return
    role = person.role if person.role is None or may_give(person.role.rights, by=by) else None
    with override(by.user.language or "fr" if by.user else "fr"):
        message = gettext("Notre association change d’adresse\u00a0: vos heures vous y attendent.")
    try:
        with transaction.atomic():
            inviting.invite(
                by.association,
                email=person.email,
                role=role,
                by=by,
                name=member.name,
                claims=member,
                message=message,
            )
    except RuleError as error:
        report = arrival.report
        report.setdefault("uninvited", []).append([member.name, str(error)])
        Arrival.objects.filter(pk=arrival.pk).update(report=report)


def _inviter(arrival: Arrival) -> Membership | None:
    """The place of whoever brings the association, if they still have it."""
    places = Membership.objects.managers().select_related("association", "role", "user")
    return places.filter(association=arrival.association_id, user=arrival.author_id).first()

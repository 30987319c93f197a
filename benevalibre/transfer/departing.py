"""Leaving for another instance: frozen meanwhile, told before and after, and called off at will."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from benevalibre.associations.links import digest_of, seal
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record
from benevalibre.mailing.addresses import absolute
from benevalibre.transfer import mails
from benevalibre.transfer.models import Departure

LONGEST_ADDRESS = 200
LARGEST_KEY = 2**63 - 1


class UnknownMoveError(LookupError):
    """No association is moving with this token."""


class MovedAlreadyError(Exception):
    """It is somewhere else already."""


def start(association: Association, *, by: Membership, message: str = "") -> Departure:
    """Freeze the association and tell its people; ``RuleError`` where it is not open."""
    with writing(association):
        _lock(association)
        if association.state != State.ACTIVE:
            raise RuleError(_("Cette association déménage déjà."))
        token = str(uuid4())  # as 2.0.x writes them: it takes no other kind
        departure = Departure.objects.create(
            association=association,
            author=by,
            digest=digest_of(token),
            sealed=seal(token),
            message=message.strip(),
        )
        _set(association, State.FROZEN)
        record("association.freeze", on=association, by=by, association_id=association.pk)
        mails.moving(departure)
    return departure


def cancel(association: Association, *, by: Membership) -> None:
    """Call the move off: one records here as before; who was told of it is told.

    ``RuleError`` where the association is elsewhere already, or is not moving.
    """
    with transaction.atomic():
        _lock(association)
        if association.state != State.FROZEN:
            raise RuleError(_("Cette association ne déménage pas, ou elle est déjà partie."))
        Departure.objects.filter(association=association).delete()
        _set(association, State.ACTIVE)
        record("association.thaw", on=association, by=by, association_id=association.pk)
        if not mails.withdraw_moving(association):
            mails.staying(association)


def finish(association_id: int, *, token: str, destination_url: str) -> None:
    """The other side says that the association is there: ours shows the way from now on.

    ``UnknownMoveError``, ``MovedAlreadyError``, or ``ValidationError`` for an address that is none.
    """
    _with_token(association_id, token)
    with transaction.atomic():
        Association.objects.select_for_update().filter(pk=association_id).first()
        departure = _with_token(association_id, token)
        if departure.done_at is not None:
            raise MovedAlreadyError
        check_address(destination_url)
        departure.done_at, departure.destination_url = timezone.now(), destination_url
        departure.save(update_fields=["done_at", "destination_url"])
        association = departure.association
        _set(association, State.MOVED)
        record("association.move", on=association, by=None, association_id=association.pk)
        mails.moved(departure)


def find(association_id: int) -> Departure | None:
    """The move of an association, under way or over."""
    if association_id > LARGEST_KEY:
        return None
    rows = Departure.objects.select_related("association")
    states = [State.FROZEN, State.MOVED]
    return rows.filter(pk=association_id, association__state__in=states).first()


def check_address(address: str) -> None:
    """``ValidationError`` unless it is an address of the web that a page can link to."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable():
        raise ValidationError("Not an address.")
    URLValidator(schemes=["http", "https"])(address)


def endpoint_of(association: Association) -> str:
    """Where the other side asks and tells, at the path that 2.0.x has too."""
    return absolute(reverse("transfer:migrate", args=[association.pk]))


def _with_token(association_id: int, token: str) -> Departure:
    departure = find(association_id)
    if departure is None or not constant_time_compare(departure.digest, digest_of(token)):
        raise UnknownMoveError
    return departure


def _lock(association: Association) -> None:
    Association.objects.select_for_update().get(pk=association.pk)
    association.refresh_from_db(fields=["state"])


def _set(association: Association, state: State) -> None:
    association.state = state
    association.save(update_fields=["state"])

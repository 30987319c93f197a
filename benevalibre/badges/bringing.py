"""Bringing a certificate from elsewhere into one’s account, and asking about it again."""

import logging
from datetime import datetime
from typing import Final

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.writing import RuleError
from benevalibre.badges import verifying, web
from benevalibre.badges.claims import Attested
from benevalibre.badges.models import CHECKED_EVERY, TRIED_AGAIN, BroughtBadge
from benevalibre.badges.places import Place

MOST: Final = 500
"""How many one account keeps."""
AT_ONCE: Final = 20

logger = logging.getLogger(__name__)


def bring(token: str, *, user: User) -> BroughtBadge:
    """Verify it and keep it in the account; ``RuleError`` says what is wrong with it.

    The network is asked before anything is locked or written.
    """
    now = timezone.now()
    if BroughtBadge.objects.by_user(user).count() >= MOST:
        raise RuleError(_("Votre compte garde déjà trop d’attestations venues d’ailleurs."))
    attested = verifying.verify(token, addresses=confirmed_addresses(user), now=now)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        _check_new(attested, user)
        badge = _filled(attested, token=token, user=user, now=now)
        try:
            with transaction.atomic():
                badge.save()
        except IntegrityError as error:
            raise _twice() from error
    return badge


def confirmed_addresses(user: User) -> list[str]:
    """The mail addresses that this person proved."""
    return list(
        EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    )


def ask_again() -> None:
    """Ask the issuers whether what people brought still holds; one query where nothing is due."""
    for badge in BroughtBadge.objects.due(timezone.now())[:AT_ONCE]:
        now = timezone.now()
        mine = BroughtBadge.objects.filter(pk=badge.pk, next_check_at=badge.next_check_at)
        if mine.update(next_check_at=now + TRIED_AGAIN):
            _ask(badge, now)


def _ask(badge: BroughtBadge, now: datetime) -> None:
    """An issuer that is silent keeps its certificates: it is asked again the day after."""
    row = BroughtBadge.objects.filter(pk=badge.pk)
    try:
        verifying.verify_again(badge.token, now=now)
    except verifying.RevokedError:
        row.valid().update(revoked_at=now, checked_at=now)
    except RuleError as error:
        logger.info("Badge %s could not be verified again: %s", badge.pk, error)
    else:
        row.update(checked_at=now, next_check_at=now + CHECKED_EVERY)


def _check_new(attested: Attested, user: User) -> None:
    """Not there yet, and its days not counted by another one of the same association."""
    mine = list(BroughtBadge.objects.by_user(user))
    same = (attested.issuer, attested.identifier)
    if any((badge.issuer, badge.identifier) == same for badge in mine):
        raise _twice()
    place = Place(attested.register_number, attested.siren, attested.association)
    for badge in mine:
        overlaps = badge.start <= attested.end and attested.start <= badge.end
        if not badge.is_revoked and overlaps and place.is_same(Place.of_badge(badge)):
            raise RuleError(
                _(
                    "Une autre attestation de « %(association)s » compte déjà ces jours. Pour "
                    "garder celle-ci, retirez d’abord l’autre."
                )
                % {"association": badge.association}
            )


def _twice() -> RuleError:
    return RuleError(_("Cette attestation est déjà dans votre compte."))


def _filled(attested: Attested, *, token: str, user: User, now: datetime) -> BroughtBadge:
    return BroughtBadge(
        user=user,
        issuer=attested.issuer,
        host=web.host_of(attested.issuer),
        identifier=attested.identifier,
        association=attested.association,
        register_number=attested.register_number,
        siren=attested.siren,
        volunteer=attested.volunteer,
        start=attested.start,
        end=attested.end,
        minutes=attested.minutes,
        years=[hours.columns for hours in attested.years],
        token=token,
        issued_at=attested.issued_at,
        verified_at=now,
        checked_at=now,
        next_check_at=now + CHECKED_EVERY,
    )

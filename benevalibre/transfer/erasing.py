"""Deleting an account: the hours stay in the totals, without a name (MODEL §1).

The row of the account goes, and with it the address, the names and the picture. Its places in
associations stay as « Personne partie ». The journal keeps ids only, so it says no name any more.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.actions.querysets import APPROVED, PENDING, given
from benevalibre.associations import deleting
from benevalibre.associations.leaving import keeping_a_manager
from benevalibre.associations.models import Association, GuestLink, Invitation, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import Kind, MembershipQuerySet, MembershipState
from benevalibre.associations.writing import RuleError
from benevalibre.certificates.models import CertificateRequest, MissionSheet
from benevalibre.journal.models import record
from benevalibre.mailing import addresses, outbox
from benevalibre.mailing.models import Mail
from benevalibre.namekeys import name_key
from benevalibre.valuation.models.waivers import Vehicle, Waiver, WaiverState

KEPT: Final = (State.ACTIVE, State.FROZEN, State.IMPORTING)
"""Where somebody must remain who manages: elsewhere there is nothing left to manage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What deleting the account will do; ``alone`` are the places that stand in the way."""

    minutes: int
    associations: int
    pending_minutes: int
    pending: int
    others: int
    awaiting: list[Membership]
    alone: list[Membership]
    is_last_host: bool

    @property
    def is_possible(self) -> bool:
        """Does nothing stand in the way?"""
        return not self.alone and not self.is_last_host


def outlook(user: User) -> Outlook:
    """What deleting ``user`` would do now."""
    figures = Action.objects.filter(member__user=user).aggregate(
        counted=Sum(given(), filter=APPROVED, default=0),
        places=Count("association", filter=APPROVED, distinct=True),
        waiting=Sum(given(), filter=PENDING, default=0),
        pending=Count("pk", filter=PENDING),
        others=Count("pk", filter=~APPROVED & ~PENDING),
    )
    managed = user.memberships.managers().select_related("association", "role")
    places = list(managed.order_by("association__sort_key", "pk"))
    return Outlook(
        minutes=figures["counted"],
        associations=figures["places"],
        pending_minutes=figures["waiting"],
        pending=figures["pending"],
        others=figures["others"],
        awaiting=[place for place in places if place.association.state == State.AWAITING],
        alone=_alone(user, [place for place in places if place.association.state in KEPT]),
        is_last_host=is_last_host(user),
    )


def is_last_host(user: User) -> bool:
    """Is ``user`` the only one who hosts the instance?"""
    hosts = User.objects.filter(is_host=True, is_active=True)
    return user.is_host and not hosts.exclude(pk=user.pk).exists()


def erase(user: User, *, unused: bool = False) -> None:
    """Delete the account for good; a mail confirms it. Twice at once, the second finds none.

    ``unused``: the instance deletes it because nobody used it, and the mail says so.
    ``LastManagerError`` or ``RuleError`` where an association or the instance would have nobody
    left; nothing has changed then.
    """
    address, language, name = user.email, user.language, user.short_name
    with transaction.atomic():
        for place in _awaiting(user):
            deleting.give_up(place.association, by=place)
        with _keeping_everyone(user) as gone:
            _end_sessions(gone)
            _forget_words(gone)
            _leave_nameless(gone)
            _forget_address(gone)
            _forget_picture(gone)
            record("account.erase", on=gone, by=None if unused else gone)
            gone.delete()
        outbox.enqueue(
            "transfer.erased_unused" if unused else "transfer.erased",
            to=address,
            context={"name": name},
            language=language or "fr",
            delay_seconds=0,
            essential=True,
            secret=True,
        )


@contextmanager
def _keeping_everyone(user: User) -> Iterator[User]:
    """Whatever is changed inside, each association keeps a manager and the instance a host.

    Gives the locked row, so that ``user`` stays as it is where all is taken back. The associations
    are locked first, in the order of ``keeping_managers_of``, all those where the person takes
    part: a role given there at the same moment waits, or came before.
    """
    here = Association.objects.filter(state__in=KEPT, memberships__user=user)
    with ExitStack() as stack:
        for association in here.distinct().order_by("pk"):
            stack.enter_context(keeping_a_manager(association))
        if user.is_host:
            list(User.objects.select_for_update().filter(is_host=True).order_by("pk"))
            if is_last_host(user):
                raise RuleError(
                    _("Vous êtes la seule personne qui héberge ce site. Nommez-en une autre.")
                )
        yield User.objects.select_for_update().get(pk=user.pk)


def _awaiting(user: User) -> MembershipQuerySet:
    awaiting = user.memberships.managers().filter(association__state=State.AWAITING)
    return awaiting.select_related("association", "user", "role").order_by("association_id")


def _alone(user: User, places: list[Membership]) -> list[Membership]:
    """Those of ``places`` whose association has no other manager."""
    others = Membership.objects.managers().exclude(user=user)
    shared = set(
        others.filter(association__in=[place.association_id for place in places]).values_list(
            "association_id", flat=True
        )
    )
    return [place for place in places if place.association_id not in shared]


def _end_sessions(user: User) -> None:
    keys = UserSession.objects.filter(user=user).values("session_key")
    Session.objects.filter(session_key__in=keys).delete()


def _leave_nameless(user: User) -> None:
    """The places stay for the hours that were given there; requests without any go."""
    mine = Membership.objects.filter(user=user)
    for membership in mine.filter(association__state__in=KEPT):
        record("member.erase", on=membership, by=None)
    GuestLink.objects.filter(membership__in=mine).delete()
    CertificateRequest.objects.pending().filter(member__in=mine).delete()
    MissionSheet.objects.filter(member__in=mine).delete()
    Vehicle.objects.filter(member__in=mine).delete()
    # What was accepted is a voucher of the association's accounts, kept for ten years.
    Waiver.objects.filter(member__in=mine).exclude(state=WaiverState.ACCEPTED).delete()
    mine.filter(
        state__in=[MembershipState.PENDING, MembershipState.DECLINED], actions=None
    ).delete()
    mine.exclude(state=MembershipState.LEFT).update(state_at=timezone.now())
    mine.update(
        user=None,
        kind=Kind.ACCOUNT,
        name="",
        name_key="",
        sort_key="",
        role=None,
        usual_level=None,
        state=MembershipState.LEFT,
    )


def _forget_words(user: User) -> None:
    """Take the person's own name and address out of what they wrote about their own hours."""
    full = f"{user.first_name} {user.last_name}".strip()
    said = [word for word in (user.email, full if " " in full else "") if word]
    gone = _("Personne partie")
    for word in said:
        holding = Q(title__icontains=word) | Q(description__icontains=word)
        for action in Action.objects.filter(holding, member__user=user):
            columns: dict[str, Any] = {
                name: _without(getattr(action, name), word, gone)
                for name in ("title", "description")
            }
            columns["title"] = columns["title"][:127]
            Action.objects.filter(pk=action.pk).update(**columns)


def _without(text: str, word: str, instead: str) -> str:
    """``text`` with ``instead`` for each ``word``, whatever its case."""
    folded, wanted = text.lower(), word.lower()
    if len(folded) != len(text):
        return text.replace(word, instead)
    parts, start = [], 0
    while (found := folded.find(wanted, start)) >= 0:
        parts += [text[start:found], instead]
        start = found + len(wanted)
    return "".join([*parts, text[start:]])


def _forget_address(user: User) -> None:
    """No mail, choice about mails nor invitation knows the addresses any more.

    Not an address that was typed and never confirmed: it may be somebody else's.
    """
    proved = EmailAddress.objects.filter(user=user, verified=True)
    mine = {user.email, *proved.values_list("email", flat=True)}
    Mail.objects.filter(to__in=mine).delete()
    for address in mine:
        addresses.forget(address)
    Invitation.objects.filter(email_key__in=[name_key(address) for address in mine]).delete()


def _forget_picture(user: User) -> None:
    if user.avatar:
        storage, name = user.avatar.storage, str(user.avatar.name)
        transaction.on_commit(lambda: storage.delete(name))

"""Fills an empty instance with the demo."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.actions import moderation
from benevalibre.actions.models import Action, Source, Status
from benevalibre.associations import links
from benevalibre.associations.models import Association, Membership
from benevalibre.hosting.demo import (
    arriving,
    driving,
    giving,
    life,
    moments,
    people,
    valuing,
)
from benevalibre.hosting.demo.attesting import attest
from benevalibre.hosting.demo.mission_sheets import tell_missions
from benevalibre.hosting.demo.moments import Told
from benevalibre.hosting.demo.places import PLACES, SHELTER, WORKSHOP
from benevalibre.hosting.demo.settling import Settled, open_accounts, settle
from benevalibre.hosting.demo.shapes import Deed, Kind, Place
from benevalibre.hosting.demo.telling import dated, days_ago, put_in_order
from benevalibre.instance.models import Instance
from benevalibre.journal.models import Batch


class NotEmptyError(Exception):
    """The instance holds accounts or associations: the demo never mixes with them."""


@dataclass(frozen=True, slots=True)
class Built:
    """What stands after building; ``guest_path`` is the path of the guest's link."""

    people: int
    associations: int
    actions: int
    guest_path: str


def is_empty() -> bool:
    """Is there neither account nor association yet?"""
    return not User.objects.exists() and not Association.objects.exists()


@transaction.atomic
def build(*, today: datetime.date) -> Built:
    """Fill the instance as it would look on the day ``today``; all or nothing.

    The same day gives the same demo. Raises ``NotEmptyError`` when somebody is there already.
    """
    if not is_empty():
        raise NotEmptyError
    Instance.change(is_demo=True, contact=people.HOST.email)
    users = open_accounts(now=timezone.now())
    settled = {place.name: settle(place, users, today=today) for place in PLACES}
    workshop, shelter = settled[WORKSHOP.name], settled[SHELTER.name]
    valuing.price(shelter, today=today)
    for place in PLACES:
        _live(place, settled[place.name], today=today)
    secret = _guest(workshop, today=today)
    _moments(workshop, today=today)
    valuing.entrust(shelter, today=today)
    valuing.introduce(shelter)
    _draw_papers(workshop, shelter, today=today)
    _arrive(workshop, users)
    for one in settled.values():
        _note_last_entries(one.association)
    put_in_order()
    return Built(
        people=Membership.objects.values("user", "name").distinct().count(),
        associations=Association.objects.count(),
        actions=Action.objects.count(),
        guest_path=reverse("associations:guest_open", args=[secret]),
    )


def _draw_papers(workshop: Settled, shelter: Settled, *, today: datetime.date) -> None:
    """What is made of hours: waivers, closed years, gifts, plans, certificates.

    The verbs take nothing of a year to come, in which a test may set the demo.
    """
    if today.year > shelter.association.today().year:
        return
    driving.drive(shelter, today=today)
    valuing.close_past_years(shelter, today=today)
    giving.note_this_year(shelter, today=today)
    giving.plan(shelter, today=today)
    attest(workshop, today=today)
    tell_missions(workshop, today=today)


def _arrive(workshop: Settled, users: dict[people.Person, User]) -> None:
    """Who and what is about to come, and the host's word."""
    arriving.invite(workshop)
    arriving.lend_a_link(workshop)
    arriving.ask_to_join(workshop, users[people.CAMILLE])
    arriving.found_another(users[people.GARDENERS[0]])
    arriving.announce(users[people.HOST])


def _live(place: Place, settled: Settled, *, today: datetime.date) -> None:
    """Two years of everyone, in the order in which they were noted."""
    deeds = [deed for deed in life.deeds_of(place, today=today) if _is_kept(deed, today)]
    deeds += moments.jeanne_this_year(place, today=today)
    deeds += moments.michel_this_year(place, today=today)
    deeds = [driving.on_foot(deed, today=today) for deed in deeds]
    deeds += driving.michel_this_year(place, today=today)
    deeds.sort(key=lambda deed: (deed.noted_at, deed.person.email, deed.title))
    rng = Random(place.name)  # noqa: S311
    Action.objects.bulk_create(_approved(deed, place, settled, rng) for deed in deeds)


def _is_kept(deed: Deed, today: datetime.date) -> bool:
    """The lot has no say in Jeanne's year, in Michel's on the board, nor in the newcomer's."""
    told = deed.person is people.JEANNE
    if told or (deed.person is people.MICHEL and deed.kind is Kind.BOARD):
        return deed.date.year < today.year
    return deed.person is not moments.NEWCOMER


def _approved(deed: Deed, place: Place, settled: Settled, rng: Random) -> Action:
    """An action that counts, read by a moderator a few days later where the place rereads."""
    action = _action(deed, settled)
    writer = next(m for m in place.managers if m is not deed.person) if place.managers[1:] else None
    if action.member and action.member.user_id is None:
        action.source = Source.MANAGER
        action.typed_by = settled.members[place.managers[0]]
    elif settled.association.policy_moderate_actions and writer:
        action.status_by = settled.members[writer]
        days = datetime.timedelta(days=rng.randint(0, 4), minutes=rng.randint(5, 300))
        action.status_at = min(deed.noted_at + days, timezone.now())
    return action


def _action(deed: Deed, settled: Settled) -> Action:
    member, category = settled.members[deed.person], settled.categories[deed.kind]
    return Action(
        association=settled.association,
        member=member,
        typed_by=member,
        category=category,
        level=category.usual_level,
        project=settled.projects.get(deed.project),
        title=deed.title,
        description=deed.note,
        date=deed.date,
        end_date=deed.end_date,
        minutes=deed.minutes,
        travel_minutes=deed.travel_minutes,
        distance_hundredths=deed.distance_hundredths,
        created_at=deed.noted_at,
    )


def _guest(workshop: Settled, *, today: datetime.date) -> str:
    """Yannick comes on Saturdays and has a link instead of an account; its secret."""
    manager = workshop.members[people.NADIA]
    at = days_ago(63)
    with dated(at):
        guest, secret = links.make_link(workshop.association, people.YANNICK.name, by=manager)
    Membership.objects.filter(pk=guest.pk).update(created_at=at)
    workshop.members[people.YANNICK] = guest
    for weeks in range(1, 9, 2):
        saturday = today - datetime.timedelta(days=(today.weekday() - 5) % 7 + 7 * weeks)
        told = Told(people.YANNICK, 150, Kind.UPKEEP, "Atelier du samedi")
        action = _action(moments.deed(told, saturday), workshop)
        action.source = Source.LINK
        action.save()
    return secret


def _moments(workshop: Settled, *, today: datetime.date) -> None:
    """What waits for the moderators, and what they have answered, by the verbs themselves."""
    for told in moments.TO_CORRECT:
        _answer(workshop, told, moderation.ask_correction, today=today)
    for told in moments.DECLINED:
        _answer(workshop, told, moderation.decline, today=today)
    for told in moments.WAITING:
        _waiting(workshop, told, today=today)


def _answer(
    workshop: Settled, told: Told, verb: Callable[..., Batch], *, today: datetime.date
) -> None:
    """Nadia answers on the day after."""
    action = _waiting(workshop, told, today=today)
    at = min(action.created_at + datetime.timedelta(hours=15), timezone.now())
    with dated(at):
        verb(action, by=workshop.members[people.NADIA], version=action.version, reason=told.word)
    Action.objects.filter(pk=action.pk).update(status_at=at)


def _waiting(workshop: Settled, told: Told, *, today: datetime.date) -> Action:
    """An action that nobody has read yet; an old one was noted the day before yesterday."""
    day = moments.usual_day(told, today - datetime.timedelta(days=told.days_ago))
    deed = moments.deed(told, day)
    if told.days_ago > 30:
        late = datetime.timedelta(days=told.days_ago - 2)
        deed = replace(deed, noted_at=deed.noted_at + late)
    action = _action(deed, workshop)
    action.status = Status.PENDING
    action.save()
    return action


def _note_last_entries(association: Association) -> None:
    rows: Iterable[Membership] = association.memberships.annotate(last=Max("actions__date"))
    for row in rows:
        row.last_entry_on = vars(row)["last"]
    Membership.objects.bulk_update(rows, ["last_entry_on"])

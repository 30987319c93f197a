"""Telling everyone in an association of an appointment, a few people at a time."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from benevalibre.associations import appointing
from benevalibre.associations.models import Appointment, Membership
from benevalibre.instance.models import Instance
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute
from benevalibre.mailing.models import Mail

AT_ONCE = 100


def settle_and_tell() -> None:
    """Settle the appointments that are due, then tell people: one query where there are none."""
    waiting = Appointment.objects.filter(Q(state=Appointment.State.PENDING) | Q(all_told=False))
    if not waiting.exists():
        return
    appointing.settle_due()
    untold = Appointment.objects.filter(all_told=False).select_related("association")
    for appointment in untold.select_related("membership__user")[:20]:
        while tell_some(appointment):
            pass


@transaction.atomic
def tell_some(appointment: Appointment) -> bool:
    """Put in the outbox the mails of the next hundred people; are there more to tell?

    Another process that comes first does it instead.
    """
    people = [] if _nobody_heard(appointment) else _next(appointment)
    last = people[-1].pk if people else appointment.told_id
    is_last = len(people) < AT_ONCE
    mine = Appointment.objects.filter(
        pk=appointment.pk, state=appointment.state, told_id=appointment.told_id, all_told=False
    )
    if not mine.update(told_id=last, all_told=is_last):
        return False
    for person in people:
        _tell(person, appointment)
    appointment.told_id, appointment.all_told = last, is_last
    return not is_last


def _next(appointment: Appointment) -> list[Membership]:
    here = appointing.candidates(appointment.association).filter(pk__gt=appointment.told_id)
    return list(here.select_related("user").order_by("pk")[:AT_ONCE])


def _nobody_heard(appointment: Appointment) -> bool:
    """Was it taken back before any mail of it had left?"""
    if appointment.state != Appointment.State.CANCELLED:
        return False
    left = Mail.objects.filter(kind="associations.appointment_pending")
    return not left.filter(key__startswith=f"appointment:{appointment.pk}:").exists()


def _tell(person: Membership, appointment: Appointment) -> None:
    if person.user is None:
        return
    named = appointment.membership
    outbox.enqueue(
        f"associations.appointment_{appointment.state}",
        to=person.user.email,
        language=person.user.language or settings.LANGUAGE_CODE,
        key=f"appointment:{appointment.pk}:{person.pk}",
        context={
            "name": person.user.short_name,
            "association": appointment.association.name,
            "person": named.display_name,
            "is_you": named.pk == person.pk,
            "day": appointment.effective_at,
            "reason": appointment.reason,
            "contact": Instance.current().contact,
            "url": absolute(reverse("associations:detail", args=[appointment.association_id])),
        },
        essential=True,
    )

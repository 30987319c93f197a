"""Whoever typed hours for somebody else is told when that person corrects them (MODEL §1)."""

from django.urls import reverse

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute


def tell_typist(action: Action, *, by: Membership, removed: bool = False) -> None:
    """Enqueue the mail to who typed ``action``, where its own person ``by`` changed it."""
    typist = action.typed_by
    if typist is None or action.member_id != by.pk or typist.pk == by.pk:
        return
    if not typist.is_active or typist.user is None or not typist.user.is_active:
        return
    outbox.enqueue(
        "actions.corrected_by_person",
        to=typist.user.email,
        context={
            "action": action,
            "association": action.association,
            "by": by.display_name,
            "name": typist.user.short_name,
            "removed": removed,
            "today": action.association.today(),
            "url": absolute(reverse("actions:list", args=[action.association_id])),
        },
        language=typist.user.language or "fr",
        key=f"corrected:{action.pk}:",
    )

"""The way in of a participant without account."""

from datetime import datetime

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.associations.models.association import Association
from benevalibre.associations.models.membership import Kind, Membership, MembershipState
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record


class GuestLinkQuerySet(models.QuerySet["GuestLink"]):
    def of_association(self, association: Association) -> "GuestLinkQuerySet":
        """Those of its guests who are in the team, open or not, by name."""
        return (
            self.filter(membership__association=association)
            .filter(membership__kind=Kind.GUEST, membership__state=MembershipState.ACTIVE)
            .select_related("membership__user", "membership__role")
            .order_by("membership__sort_key", "pk")
        )


class GuestLink(models.Model):
    """The way in without an account. The secret is kept as a digest and a sealed copy."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="link", primary_key=True
    )
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    expires_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    last_visit = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0)

    objects = GuestLinkQuerySet.as_manager()

    def is_open(self, at: datetime) -> bool:
        """May it be used at that time?"""
        return self.is_active and (self.expires_at is None or self.expires_at > at)

    def count_visit(self, at: datetime) -> None:
        """Count one more opening; two at once are both counted."""
        GuestLink.objects.filter(pk=self.pk).update(visits=F("visits") + 1, last_visit=at)

    @property
    def is_expired(self) -> bool:
        """Has its end passed?"""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def opens(self) -> bool:
        """May it be used now?"""
        return self.is_open(timezone.now())

    def change(self, *, by: Membership, name: str, expires_at: datetime | None) -> None:
        """Another name or another end (None: without end)."""
        guest = self.membership
        with writing(guest.association):
            guest.change_details(by=by, name=name.strip())
            if self.expires_at != expires_at:
                self.expires_at = expires_at
                self.save(update_fields=["expires_at"])
                record("link.change", on=guest, by=by, changes={"expires_at": True})

    def close(self, *, by: Membership) -> None:
        """Open nothing from now on, and end the sessions that it opened; twice changes nothing."""
        self._switch("link.close", by=by, to=False)

    def reopen(self, *, by: Membership) -> None:
        """Open again; ``RuleError`` where its end has passed or its guest is gone."""
        if self.is_expired:
            raise RuleError(_("Ce lien a expiré\u00a0: choisissez d’abord une autre date de fin."))
        self._switch("link.reopen", by=by, to=True)

    def _switch(self, verb: str, *, by: Membership, to: bool) -> None:
        guest = self.membership
        with writing(guest.association):
            rows = GuestLink.objects.filter(pk=self.pk, is_active=not to)
            if rows.update(is_active=to):
                record(verb, on=guest, by=by)
        self.refresh_from_db(fields=["is_active"])

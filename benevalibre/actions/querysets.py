"""Adjectives of actions."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from benevalibre.accounts.models import User
    from benevalibre.actions.models import Action  # noqa: F401
    from benevalibre.associations.models import Membership


class ActionQuerySet(models.QuerySet["Action"]):
    def pending(self) -> "ActionQuerySet":
        """Waiting for a moderator."""
        return self.filter(status="pending")

    def approved(self) -> "ActionQuerySet":
        """Those that count."""
        return self.filter(status="approved")

    def by_member(self, member: "Membership") -> "ActionQuerySet":
        """Those of one participant."""
        return self.filter(member=member)

    def by_user(self, user: "User") -> "ActionQuerySet":
        """Those of an account, in every association whose pages exist."""
        return self.filter(
            member__user=user, association__state__in=["active", "frozen", "moved"]
        )

    def with_words(self) -> "ActionQuerySet":
        """With what a line on screen shows, in the same query."""
        return self.select_related(
            "association", "category", "level", "project", "member", "member__user"
        )

    def latest_first(self) -> "ActionQuerySet":
        return self.order_by("-date", "-id")

"""Mission sheets: what somebody did and learnt, in their words, before an association confirms it.

A confirmed one is a ``Certificate`` of its kind, with a number and a code; this row only leads to
it. Until then nobody but its author reads a draft.
"""

from datetime import date
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.writing import RuleError, hold, writing
from benevalibre.certificates import mails
from benevalibre.certificates.models.certificates import LONGEST_REASON, Certificate
from benevalibre.journal.models import record

LONGEST_TITLE: Final = 150
LONGEST_TEXT: Final = 2000
MOST_UNCONFIRMED: Final = 50
TEXTS: Final = (
    "places",
    "context",
    "aim",
    "achievements",
    "responsibilities",
    "autonomy",
    "tools",
    "training",
    "skills",
)
"""The parts of a sheet that are plain text, in the order of the paper."""


class MissionQuerySet(models.QuerySet["MissionSheet"]):
    def pending(self) -> "MissionQuerySet":
        """Waiting for the association."""
        return self.filter(state=MissionSheet.State.PENDING)

    def editable(self) -> "MissionQuerySet":
        """In their author's hands."""
        return self.filter(state__in=MissionSheet.EDITABLE)

    def shared(self) -> "MissionQuerySet":
        """Those that the association may read: waiting for it, or confirmed."""
        return self.filter(state__in=[MissionSheet.State.PENDING, MissionSheet.State.CONFIRMED])

    def unconfirmed(self) -> "MissionQuerySet":
        """Those that are no paper yet."""
        return self.exclude(state=MissionSheet.State.CONFIRMED)

    def by_user(self, user: User) -> "MissionQuerySet":
        """What an account writes, the latest first."""
        return self.filter(member__user=user).select_related("association").order_by("-pk")


class MissionSheet(models.Model):
    """One mission, as the volunteer tells it."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("brouillon")
        PENDING = "pending", gettext_lazy("en attente")
        RETURNED = "returned", gettext_lazy("à reprendre")
        DECLINED = "declined", gettext_lazy("non confirmée")
        CONFIRMED = "confirmed", gettext_lazy("confirmée")

    EDITABLE: ClassVar = (State.DRAFT, State.RETURNED, State.DECLINED)

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="mission_sheets"
    )
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="mission_sheets")
    title = models.CharField(gettext_lazy("mission"), max_length=LONGEST_TITLE)
    start = models.DateField(gettext_lazy("du"), null=True, blank=True)
    end = models.DateField(gettext_lazy("au"), null=True, blank=True)
    places = models.TextField(gettext_lazy("lieux"), blank=True)
    context = models.TextField(gettext_lazy("contexte"), blank=True)
    aim = models.TextField(gettext_lazy("but"), blank=True)
    achievements = models.TextField(gettext_lazy("réalisations"), blank=True)
    responsibilities = models.TextField(gettext_lazy("responsabilités"), blank=True)
    autonomy = models.TextField(gettext_lazy("autonomie"), blank=True)
    tools = models.TextField(gettext_lazy("outils"), blank=True)
    training = models.TextField(gettext_lazy("formations"), blank=True)
    skills = models.TextField(gettext_lazy("compétences"), blank=True)
    show_hours = models.BooleanField(gettext_lazy("montrer les heures"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(gettext_lazy("raison"), max_length=LONGEST_REASON, blank=True)
    certificate = models.OneToOneField(
        Certificate, null=True, on_delete=models.SET_NULL, related_name="sheet"
    )

    objects = MissionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="mission_ends_later",
            ),
            models.CheckConstraint(
                condition=~Q(state="pending") | Q(start__isnull=False, end__isnull=False),
                name="mission_asked_with_dates",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)

    @property
    def is_editable(self) -> bool:
        """May its author still write in it?"""
        return self.state in self.EDITABLE

    @property
    def is_pending(self) -> bool:
        """Does it wait for the association?"""
        return self.state == self.State.PENDING

    @property
    def texts(self) -> dict[str, str]:
        """Its parts that say something, in the order of the paper."""
        return {name: getattr(self, name) for name in TEXTS if getattr(self, name)}

    def write(self, **columns: Any) -> None:
        """Save it as far as it goes; ``RuleError`` where somebody else has it in hand."""
        with writing(self.association):
            if self._state.adding:
                _require_room(self.member)
                for name, value in columns.items():
                    setattr(self, name, value)
                self.save()
            elif not MissionSheet.objects.editable().filter(pk=self.pk).update(**columns):
                raise RuleError(
                    _("Cette fiche n’est plus à vous\u00a0: retirez d’abord la demande.")
                )
            else:
                self.refresh_from_db()

    def ask(self) -> None:
        """Ask the association to confirm it; ``RuleError`` says what is missing."""
        with writing(self.association):
            hold(self, "start", "end", "achievements", "skills")
            start, end = self.start, self.end
            if start is None or end is None:
                raise RuleError(_("Donnez les deux dates."), field="end" if start else "start")
            self._require_something(start)
            self._move((*self.EDITABLE,), self.State.PENDING, asked_at=timezone.now(), reason="")
            record("mission.ask", on=self, by=self.member)
            mails.asked(self)

    def withdraw(self) -> None:
        """Take it back into one's hands; ``RuleError`` where it was answered meanwhile."""
        with writing(self.association):
            self._move((self.State.PENDING,), self.State.DRAFT)
            record("mission.withdraw", on=self, by=self.member)

    def send_back(self, *, by: Membership, reason: str) -> None:
        """Ask the author to go over it; ``RuleError`` where answered, or without a word."""
        self._answer(self.State.RETURNED, "mission.return", by=by, reason=reason)

    def decline(self, *, by: Membership, reason: str) -> None:
        """Do not confirm it, and say why; ``RuleError`` where answered, or without a word."""
        self._answer(self.State.DECLINED, "mission.decline", by=by, reason=reason)

    def confirmed(self, certificate: Certificate, *, by: Membership) -> None:
        """It became this paper, inside the caller's transaction (see ``confirming``)."""
        answered = {"answered_by": by, "answered_at": timezone.now(), "certificate": certificate}
        self._move((self.State.PENDING,), self.State.CONFIRMED, **answered)

    def discard(self) -> None:
        """Delete what nobody confirmed; ``RuleError`` where it waits, or is confirmed."""
        with writing(self.association):
            if not MissionSheet.objects.editable().filter(pk=self.pk).delete()[0]:
                raise RuleError(_("Cette fiche n’est plus un brouillon."))

    def _require_something(self, start: date) -> None:
        if start > self.association.today():
            raise RuleError(_("Cette période n’a pas encore commencé."), field="start")
        if not (self.achievements.strip() or self.skills.strip()):
            raise RuleError(
                _("Dites au moins ce que vous avez réalisé, ou ce que vous avez appris."),
                field="achievements",
            )

    def _answer(self, state: str, verb: str, *, by: Membership, reason: str) -> None:
        with writing(self.association):
            if not reason.strip():
                raise RuleError(_("Dites pourquoi\u00a0: la personne le lira."), field="reason")
            answered = {"answered_by": by, "answered_at": timezone.now()}
            self._move((self.State.PENDING,), state, reason=reason.strip(), **answered)
            record(verb, on=self, by=by, changes={"reason": True})
            mails.returned(self)

    def _move(self, before: tuple[str, ...], after: str, **columns: Any) -> None:
        """Go from one state to the next, once, however many answer at the same time."""
        waiting = MissionSheet.objects.filter(pk=self.pk, state__in=before)
        if not waiting.update(state=after, **columns):
            raise RuleError(_("Cette fiche a changé entre-temps\u00a0: regardez où elle en est."))
        self.refresh_from_db()


def _require_room(member: Membership) -> None:
    """``RuleError`` where somebody begins ever more sheets and ends none."""
    if MissionSheet.objects.unconfirmed().filter(member=member).count() >= MOST_UNCONFIRMED:
        raise RuleError(
            _("Vous avez déjà %(n)s fiches en cours ici\u00a0: supprimez d’abord celles de trop.")
            % {"n": MOST_UNCONFIRMED}
        )

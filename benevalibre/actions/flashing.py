"""What is said on the next page after an entry: « C’est noté… Annuler · Modifier · Encore »."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.actions.models import Action, Status
from benevalibre.journal.models import Batch
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.flash import Act, flash
from benevalibre.ui.formats import format_day, format_distance


def say_recorded(request: HttpRequest, actions: Sequence[Action], doubts: Sequence[str]) -> None:
    """« C’est noté : 2 h 30, atelier vélo, hier. Merci ! », and what looks odd."""
    first = actions[0]
    text = _("C’est noté\u00a0: %(what)s. Merci\u00a0!") % {"what": in_words(actions)}
    if len(actions) > 1:
        text += " " + _("Ces heures sont réparties entre les années.")
    if first.status == Status.PENDING:
        text += " " + _("L’équipe doit encore valider\u00a0; vous n’avez rien à faire.")
    acts = [
        Act(
            label=_("Annuler"),
            url=reverse("actions:undo", args=[first.pk]),
            method="post",
            icon="undo-2",
        ),
        Act(label=_("Modifier"), url=reverse("actions:edit", args=[first.pk])),
        Act(label=_("Encore"), url=reverse("actions:again", args=[first.pk])),
    ]
    flash(request, text, acts=acts)
    for doubt in doubts:
        messages.warning(request, doubt)


def say_changed(request: HttpRequest, action: Action) -> None:
    """« C’est modifié », and whether it will be read again."""
    text = _("C’est modifié\u00a0: %(what)s.") % {"what": in_words([action])}
    if action.status == Status.PENDING:
        text += " " + _("L’équipe doit encore valider\u00a0; vous n’avez rien à faire.")
    messages.success(request, text)


def say_removed(request: HttpRequest, action: Action, batch: Batch) -> None:
    """« C’est supprimé. Annuler »."""
    text = _("C’est supprimé\u00a0: %(what)s.") % {"what": in_words([action])}
    url = reverse("actions:restore", args=[batch.pk])
    act = Act(label=_("Annuler"), url=url, method="post", icon="undo-2")
    flash(request, text, acts=[act])


def in_words(actions: Sequence[Action]) -> str:
    """« 2 h 30, atelier vélo, hier »."""
    first = actions[0]
    minutes = sum(action.minutes for action in actions)
    given = format_duration_short(minutes)
    if not minutes and first.distance_hundredths:
        given = format_distance(sum(action.distance_hundredths or 0 for action in actions))
    day = format_day(first.date, today=first.association.today())
    return f"{given}, {first.display_title}, {day}"

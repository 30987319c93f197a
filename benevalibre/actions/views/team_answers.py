"""What the team reads after an act, and where it goes next."""

from collections.abc import Iterable

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.actions.models import Action, Status
from benevalibre.associations.access import MemberRequest
from benevalibre.journal.models import Batch
from benevalibre.ui.flash import Act, flash


def after(request: MemberRequest) -> str:
    """The page to go back to: the one that the form names, else the queue."""
    here = [request.association.pk]
    back = request.POST.get("back", "")
    if back == "overview":
        return reverse("reports:overview", args=here)
    if back == "list":
        query = QueryDict(request.POST.get("query", "")).urlencode()
        return f"{reverse('actions:list', args=here)}?{query}"
    if back == "sheet":
        return reverse("actions:sheet", args=here)
    if back.isascii() and back.isdecimal() and len(back) < 18:
        return reverse("actions:team_edit", args=[*here, int(back)])
    return reverse("actions:queue", args=here)


def undo_act(request: HttpRequest, batch: Batch) -> Act:
    """The button that undoes a batch, and stays where it was pressed."""
    return Act(
        label=_("Annuler"),
        url=reverse("actions:batch_undo", args=[batch.association_id, batch.pk]),
        icon="undo-2",
        method="post",
        fields={name: request.POST.get(name, "") for name in ("back", "query")},
    )


def say_decided(request: MemberRequest, batch: Batch, *, asked: int) -> None:
    """« 12 activités validées. Annuler », and how many of those asked for did not change."""
    done = len(batch.payload["items"])
    sentence = _sentence(Status(batch.payload["status"]), done) % {"n": done}
    left = asked - done
    if left > 0:
        also = ngettext(
            "%(n)s autre n’a pas changé\u00a0: elle vient d’être modifiée, ou ne dépend pas "
            "de vous.",
            "%(n)s autres n’ont pas changé\u00a0: elles viennent d’être modifiées, ou ne dépendent "
            "pas de vous.",
            left,
        )
        sentence = f"{sentence} {also % {'n': left}}"
    flash(request, sentence, acts=[undo_act(request, batch)])


def readers(actions: Iterable[Action]) -> str:
    """Who will read the reason given about ``actions``."""
    people = {action.member for action in actions}
    users = {person.user for person in people if person and person.user}
    if len(users) == 1:
        return _("%(name)s lira ce message.") % {"name": users.pop().short_name}
    if users:
        return _("%(n)s personnes liront ce message.") % {"n": len(users)}
    return _("Personne ne recevra ce message\u00a0: ces heures sont celles de gens sans compte.")


def _sentence(status: Status, done: int) -> str:
    if status == Status.APPROVED:
        return ngettext("%(n)s activité validée.", "%(n)s activités validées.", done)
    if status == Status.TO_CORRECT:
        return ngettext(
            "Correction demandée pour %(n)s activité.",
            "Correction demandée pour %(n)s activités.",
            done,
        )
    return ngettext("%(n)s activité non retenue.", "%(n)s activités non retenues.", done)

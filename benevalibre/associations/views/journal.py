"""The journal of an association, read by those who manage it."""

from django.http import HttpResponse
from django.shortcuts import render

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.searching import BeforeForm
from benevalibre.associations.models import Right
from benevalibre.associations.telling import tell
from benevalibre.journal.models import Entry

LINES = 50


@member(Right.MANAGE_ASSOCIATION)
def journal_list(request: MemberRequest) -> HttpResponse:
    """Fifty lines, the latest first; older ones by the id of the last line shown."""
    form = BeforeForm(request.GET)
    before = form.cleaned_data["before"] if form.is_valid() else None
    entries = Entry.objects.of_association(request.association.pk)
    if before:
        entries = entries.filter(pk__lt=before)
    found = list(entries[: LINES + 1])
    context = {
        "lines": tell(found[:LINES], with_euros=request.association.policy_valued),
        "before": before,
        "older": found[LINES - 1].pk if len(found) > LINES else None,
    }
    return render(request, "associations/journal_list.html", context)

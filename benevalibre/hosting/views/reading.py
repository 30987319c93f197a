"""What the host reads: is the instance well, and who did what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.associations.forms.searching import BeforeForm
from benevalibre.associations.telling import tell
from benevalibre.hosting.checkup import examine
from benevalibre.journal.models import Entry

LINES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@host
def health(request: Request) -> HttpResponse:
    """What ``doctor`` says: the quick checks at once, those that read every row on demand."""
    is_thorough = request.method == "POST"
    found = list(examine(is_thorough=is_thorough))
    context = {
        "found": found,
        "is_thorough": is_thorough,
        "faults": sum(len(sentences) for _name, sentences in found),
    }
    return render(request, "hosting/health.html", context)


@require_safe
@host
def journal(request: Request) -> HttpResponse:
    """Fifty of the hosts' acts, the latest first."""
    form = BeforeForm(request.GET)
    before = form.cleaned_data["before"] if form.is_valid() else None
    entries = Entry.objects.of_instance()
    if before:
        entries = entries.filter(pk__lt=before)
    found = list(entries[: LINES + 1])
    context = {
        "lines": tell(found[:LINES]),
        "before": before,
        "older": found[LINES - 1].pk if len(found) > LINES else None,
    }
    return render(request, "hosting/journal.html", context)

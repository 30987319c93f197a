"""The style guide: every component on one page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from benevalibre.ui.forms import SampleForm
from benevalibre.ui.samples import sample_frame, sample_months

WRONG = {"wrong-activity": "velo", "wrong-duration": "2h30", "wrong-comment": "x"}


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component; 404 outside development. ``?theme=dark`` forces a theme."""
    if not settings.DEBUG:
        raise Http404
    context = {
        "frame": sample_frame(request.GET.get("theme", "")),
        "form": SampleForm(),
        "wrong": SampleForm(WRONG, prefix="wrong"),
        "months": sample_months(),
    }
    return render(request, "ui/style_guide.html", context)

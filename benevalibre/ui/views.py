"""The style guide: every component on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benevalibre.ui.forms import SampleForm
from benevalibre.ui.samples import sample_frame, sample_months

WRONG = {"wrong-activity": "velo", "wrong-duration": "2h30", "wrong-comment": "x"}


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component, on invented people only. ``?theme=dark`` forces a theme."""
    context = {
        "frame": sample_frame(request.GET.get("theme", "")),
        "form": SampleForm(),
        "wrong": SampleForm(WRONG, prefix="wrong"),
        "months": sample_months(),
    }
    return render(request, "ui/style_guide.html", context)

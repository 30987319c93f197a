"""What volunteers ask for: seen, issued, or declined."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act, form_page
from benevalibre.certificates.forms.certificates import ReasonForm
from benevalibre.certificates.issuing import answer, may_issue_own
from benevalibre.certificates.models import CertificateRequest
from benevalibre.certificates.summing import Given, given_by


@member(Right.ISSUE_CERTIFICATES)
def request_detail(request: MemberRequest, request_id: int) -> HttpResponse:
    """What the paper would say today."""
    here, by = request.association, request.membership
    asked = _asked(request, request_id)
    given = given_by(here, [asked.member_id], start=asked.start, end=asked.end)
    context = {
        "association": here,
        "asked": asked,
        "given": given.get(asked.member_id, Given()),
        "is_own": asked.member_id == by.pk and not may_issue_own(by),
    }
    return render(request, "certificates/request.html", context)


@member(Right.ISSUE_CERTIFICATES)
@require_POST
def request_issue(request: MemberRequest, request_id: int) -> HttpResponse:
    """Issue what was asked for."""
    asked, by = _asked(request, request_id), request.membership
    done = _("L’attestation est établie. La personne le saura par un mail.")
    if act(request, lambda: answer(asked, by=by), done=done):
        return redirect("certificates:list", request.association.pk)
    return redirect("certificates:request", request.association.pk, asked.pk)


@member(Right.ISSUE_CERTIFICATES)
def request_refusal(request: MemberRequest, request_id: int) -> HttpResponse:
    """Issue none, and say why."""
    here, by = request.association, request.membership
    asked = _asked(request, request_id)
    form = ReasonForm(request.POST or None)
    if form.obeys(lambda: asked.decline(by=by, reason=form.cleaned_data["reason"])):
        act(request, lambda: None, done=_("La personne saura pourquoi par un mail."))
        return redirect("certificates:list", here.pk)
    return form_page(request, form, "certificates/refusal.html", association=here, asked=asked)


def _asked(request: MemberRequest, request_id: int) -> CertificateRequest:
    rows = CertificateRequest.objects.filter(association=request.association)
    rows = rows.select_related("association", "member__user")
    return get_object_or_404(rows, pk=request_id)

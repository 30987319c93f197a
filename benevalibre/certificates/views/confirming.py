"""The mission sheets that wait for the association: read, confirmed, sent back, declined."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act, form_page
from benevalibre.certificates.confirming import confirm, hours_of, stamp
from benevalibre.certificates.forms.certificates import ReasonForm
from benevalibre.certificates.issuing import may_issue_own
from benevalibre.certificates.models import MissionSheet
from benevalibre.certificates.telling import told


@member(Right.ISSUE_CERTIFICATES)
def mission_detail(request: MemberRequest, sheet_id: int) -> HttpResponse:
    """What the paper would say."""
    sheet, by = _asked(request, sheet_id), request.membership
    context = {
        "association": request.association,
        "sheet": sheet,
        "parts": told(sheet.texts),
        "minutes": hours_of(sheet),
        "stamp": stamp(sheet),
        "is_own": sheet.member_id == by.pk and not may_issue_own(by),
    }
    return render(request, "certificates/mission_asked.html", context)


@member(Right.ISSUE_CERTIFICATES)
@require_POST
def mission_confirmation(request: MemberRequest, sheet_id: int) -> HttpResponse:
    """Confirm it as it was read."""
    sheet, by = _asked(request, sheet_id), request.membership
    seen = request.POST.get("seen", "")
    done = _("La fiche mission est confirmée. La personne le saura par un mail.")
    if act(request, lambda: confirm(sheet, by=by, seen=seen), done=done):
        return redirect("certificates:list", request.association.pk)
    return redirect("certificates:mission", request.association.pk, sheet.pk)


@member(Right.ISSUE_CERTIFICATES)
def mission_return(request: MemberRequest, sheet_id: int) -> HttpResponse:
    """Send it back with a word."""
    sheet, by = _asked(request, sheet_id), request.membership
    form = ReasonForm(request.POST or None)
    if form.obeys(lambda: sheet.send_back(by=by, reason=form.cleaned_data["reason"])):
        return _answered(request)
    page = "certificates/mission_answer.html"
    return form_page(request, form, page, association=request.association, sheet=sheet)


@member(Right.ISSUE_CERTIFICATES)
def mission_refusal(request: MemberRequest, sheet_id: int) -> HttpResponse:
    """Do not confirm it, and say why."""
    sheet, by = _asked(request, sheet_id), request.membership
    form = ReasonForm(request.POST or None)
    if form.obeys(lambda: sheet.decline(by=by, reason=form.cleaned_data["reason"])):
        return _answered(request)
    page = "certificates/mission_answer.html"
    here = request.association
    return form_page(request, form, page, association=here, sheet=sheet, declines=True)


def _answered(request: MemberRequest) -> HttpResponse:
    act(request, lambda: None, done=_("La personne lira votre message dans un mail."))
    return redirect("certificates:list", request.association.pk)


def _asked(request: MemberRequest, sheet_id: int) -> MissionSheet:
    """One that was asked for: a draft is nobody else's to read."""
    rows = MissionSheet.objects.filter(association=request.association).shared()
    return get_object_or_404(rows.select_related("association", "member__user"), pk=sheet_id)

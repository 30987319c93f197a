"""The certificates of other instances in one's account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from benevalibre.accounts.access import Request, signed_in
from benevalibre.accounts.limits import limited
from benevalibre.accounts.models import User
from benevalibre.associations.views.answering import form_page
from benevalibre.badges.bringing import bring
from benevalibre.badges.counting import counted_among
from benevalibre.badges.forms import BringForm
from benevalibre.badges.models import BroughtBadge
from benevalibre.documents.files import attached, file_name

JWT = "application/vc+jwt"
SHOWN = "certificates:mine"


@signed_in
@limited("bring")
def badge_bring(request: Request) -> HttpResponse:
    """Bring one: its issuer is asked, then it counts."""
    is_sent = request.method == "POST"
    form = BringForm(request.POST if is_sent else None, request.FILES if is_sent else None)

    def do() -> None:
        badge = bring(form.cleaned_data["token"], user=request.user)
        messages.success(request, _what_it_adds(badge, request.user))

    if form.obeys(do):
        return redirect(SHOWN)
    return form_page(request, form, "badges/bring.html")


@signed_in
def badge_removal(request: Request, badge_id: int) -> HttpResponse:
    """Ask, then take it out of the account."""
    badge = _mine(request, badge_id)
    if request.method == "POST":
        badge.delete()
        messages.success(
            request, _("L’attestation est retirée\u00a0: ses heures ne comptent plus.")
        )
        return redirect(SHOWN)
    return render(request, "badges/removal.html", {"badge": badge})


@signed_in
def badge_file(request: Request, badge_id: int) -> HttpResponse:
    """The signed text, as it was brought."""
    badge = _mine(request, badge_id)
    name = file_name(_("Attestation"), badge.association, str(badge.end.year), suffix="jwt")
    return attached(badge.token, content_type=JWT, name=name)


def _what_it_adds(badge: BroughtBadge, user: User) -> str:
    [one] = counted_among([badge], user)
    if one.minutes == badge.minutes:
        return _("L’attestation est vérifiée\u00a0: ses heures comptent dans vos totaux.")
    if one.minutes:
        return _("L’attestation est vérifiée. Une partie de ses heures était déjà comptée ici.")
    return _(
        "L’attestation est vérifiée. Elle n’ajoute rien\u00a0: ses heures comptaient déjà ici."
    )


def _mine(request: Request, badge_id: int) -> BroughtBadge:
    return get_object_or_404(BroughtBadge.objects.by_user(request.user), pk=badge_id)

"""What certificates say above, and who signs them."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import form_page
from benevalibre.certificates.forms.letterhead import LetterheadForm
from benevalibre.certificates.models import Letterhead


@member(Right.MANAGE_ASSOCIATION)
def letterhead_edit(request: MemberRequest) -> HttpResponse:
    """The address, the signatory and the signature of the next certificates."""
    here, by = request.association, request.membership
    letterhead = Letterhead.of(here)
    form = LetterheadForm(request.POST or None, request.FILES or None, letterhead=letterhead)

    @transaction.atomic
    def do() -> None:
        letterhead.change(by=by, **form.columns())

    if form.obeys(do):
        messages.success(request, _("C’est enregistré, pour les prochaines attestations."))
        return redirect("certificates:list", association_id=here.pk)
    page = "certificates/letterhead.html"
    return form_page(request, form, page, association=here, letterhead=letterhead)

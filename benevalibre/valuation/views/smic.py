"""The minimum wage: the host adds the next one, without a new release."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from benevalibre.accounts.access import Request, host
from benevalibre.associations.views.answering import form_page
from benevalibre.valuation.forms.rates import SmicForm
from benevalibre.valuation.models import SmicRate


@host
def smic_list(request: Request) -> HttpResponse:
    """All of them, the latest first, and a form for the next one."""
    form = SmicForm(request.POST if request.method == "POST" else None)
    if form.obeys(lambda: SmicRate.objects.add(by=request.user, **form.cleaned_data)):
        messages.success(request, _("C’est enregistré."))
        return redirect("valuation:smic_list")
    return form_page(request, form, "valuation/smic_list.html", rows=SmicRate.objects.all())

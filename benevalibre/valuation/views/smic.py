"""The minimum wage: the host adds the next one, without a new release."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from benevalibre.accounts.access import Request, host
from benevalibre.associations.views.answering import form_page
from benevalibre.journal.models import record
from benevalibre.valuation.forms.rates import SmicForm
from benevalibre.valuation.models import SMIC_TAKEN, SmicRate


@host
def smic_list(request: Request) -> HttpResponse:
    """All of them, the latest first, and a form for the next one."""
    form = SmicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                row = form.save()
                record("smic.add", on=row, by=request.user, changes={"cents": [None, row.cents]})
        except IntegrityError:
            form.add_error("start", SMIC_TAKEN)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("valuation:smic_list")
    return form_page(request, form, "valuation/smic_list.html", rows=SmicRate.objects.all())

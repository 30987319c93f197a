"""The outbox, for the host's eyes."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.hosting.forms.mails import MailFilterForm
from benevalibre.hosting.resending import ResendingError, send_again, send_trial
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import WAITING, Mail

SIZE = 50


@require_safe
@host
def mail_list(request: Request) -> HttpResponse:
    """Fifty mails, the latest first."""
    form = MailFilterForm(request.GET)
    mails = list(form.found()[: SIZE + 1])
    held = form.held()
    later = mails[SIZE - 1].pk if mails[SIZE:] else None
    counts = Mail.objects.aggregate(
        waiting=Count("pk", filter=WAITING), failed=Count("pk", filter=~Q(failed_at=None))
    )
    context = {
        **counts,
        "form": form,
        "mails": mails[:SIZE],
        "is_demo": Instance.current().is_demo,
        "is_filtered": bool({"state", "to"} & set(held)),
        "newer_url": f"?{urlencode({**held, 'before': ''})}" if "before" in held else "",
        "older_url": f"?{urlencode({**held, 'before': later})}" if later else "",
    }
    return render(request, "hosting/mail_list.html", context)


@require_safe
@host
def mail_detail(request: Request, mail_id: int) -> HttpResponse:
    """One mail as text; what holds a code is shown in the demo only."""
    mail = get_object_or_404(Mail, pk=mail_id)
    is_demo = Instance.current().is_demo
    context = {"mail": mail, "is_demo": is_demo, "is_readable": is_demo or not mail.secret}
    return render(request, "hosting/mail_detail.html", context)


@require_POST
@host
def mail_resending(request: Request, mail_id: int) -> HttpResponse:
    """Send a mail once more."""
    mail = get_object_or_404(Mail, pk=mail_id)
    try:
        send_again(mail, by=request.user)
    except ResendingError:
        sentence = _("Ce mail ne peut pas repartir\u00a0: son texte n’est plus gardé.")
        messages.error(request, sentence)
    else:
        messages.success(request, _("Le mail va partir."))
    return redirect("hosting:mail_detail", mail_id)


@require_POST
@host
def mail_trial(request: Request) -> HttpResponse:
    """Send a mail to oneself, to see whether mails leave."""
    send_trial(by=request.user)
    done = _("Un mail d’essai part vers %(address)s.") % {"address": request.user.email}
    messages.success(request, done)
    return redirect("hosting:mail_list")

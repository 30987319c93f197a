"""The mail that says that time sheets are there."""

from django.urls import reverse

from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute
from benevalibre.reports.models import Bundle


def ready(bundle: Bundle) -> None:
    """Tell whoever asked for them, if they have an account still."""
    user = bundle.author.user if bundle.author else None
    if user is None:
        return
    here, number = bundle.statement.association, bundle.statement.number
    outbox.enqueue(
        "reports.timesheets",
        to=user.email,
        language=user.language or "fr",
        key=f"timesheets:{bundle.pk}",
        essential=True,
        context={
            "name": user.short_name,
            "association": here.name,
            "number": number,
            "until": bundle.kept_until,
            "url": absolute(reverse("reports:bundle", args=[here.pk, number])),
        },
    )

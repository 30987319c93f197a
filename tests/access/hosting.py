"""Who may do what in the room « hosting »."""

from django.utils import timezone

from benevalibre.mailing.models import Mail
from tests.access.rows import HOST, Row
from tests.personas import Personas


def a_mail(personas: Personas) -> dict[str, object]:
    mail = Mail.objects.create(
        to="jeanne@example.org",
        kind="actions.declined",
        subject="Une activité",
        text="Bonjour",
        not_before=timezone.now(),
    )
    return {"mail_id": mail.pk}


ROWS = [
    Row("hosting:home", HOST),
    Row("hosting:home", HOST, "POST"),
    Row("hosting:mail_list", HOST),
    Row("hosting:mail_detail", HOST, args=a_mail),
    Row("hosting:mail_resending", HOST, "POST", args=a_mail),
]

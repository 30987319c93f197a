"""Who may do what in the room « hosting »: hosts alone; to anybody else nothing is there."""

from typing import Any

from django.utils import timezone

from benevalibre.associations.appointing import appoint
from benevalibre.associations.models import DefaultCategory, Membership
from benevalibre.mailing.models import Mail
from tests.access.rows import HOST, Row, here
from tests.factories import AnnouncementFactory, AssociationFactory, MembershipFactory
from tests.personas import Personas


def a_mail(personas: Personas) -> dict[str, Any]:
    mail = Mail.objects.create(
        to="jeanne@example.org",
        kind="actions.declined",
        subject="Une activité",
        text="Bonjour",
        not_before=timezone.now(),
    )
    return {"mail_id": mail.pk}


def awaiting(_personas: Personas) -> dict[str, Any]:
    """An association that waits for the host, with who founded it."""
    association = AssociationFactory(awaiting=True, description="Atelier de quartier.")
    MembershipFactory(association=association, manager=True)
    return {"association_id": association.pk}


def archived(_personas: Personas) -> dict[str, Any]:
    """An association that the host archived."""
    return {"association_id": AssociationFactory(archived=True).pk}


def an_orphan() -> Membership:
    """Somebody of an association that nobody manages."""
    person: Membership = MembershipFactory(user__first_name="Paulette")
    MembershipFactory(association=person.association, user__first_name="Rémi")
    return person


def orphan(_personas: Personas) -> dict[str, Any]:
    """An association that nobody manages."""
    return {"association_id": an_orphan().association_id}


def appointed(personas: Personas) -> dict[str, Any]:
    """The same, with somebody named."""
    person = an_orphan()
    appoint(person=person, by=personas.host, reason="La seule qui réponde.")
    return {"association_id": person.association_id}


def an_account(personas: Personas) -> dict[str, Any]:
    return {"user_id": personas.stranger.pk}


def an_announcement(_personas: Personas) -> dict[str, Any]:
    return {"announcement_id": AnnouncementFactory().pk}


def categories(_personas: Personas) -> dict[str, Any]:
    return {"kind": "categories"}


def roles(_personas: Personas) -> dict[str, Any]:
    return {"kind": "roles"}


def fields(_personas: Personas) -> dict[str, Any]:
    return {"kind": "domaines"}


def a_word(_personas: Personas) -> dict[str, Any]:
    word = DefaultCategory.objects.order_by("-pk").first()
    assert word is not None
    return {"kind": "categories", "word_id": word.pk}


ROWS = [
    Row("hosting:home", HOST),
    Row("hosting:settings", HOST),
    Row("hosting:settings", HOST, "POST"),
    Row("hosting:association_list", HOST),
    Row("hosting:association_detail", HOST, args=here),
    Row("hosting:association_detail", HOST, args=awaiting),
    Row("hosting:association_detail", HOST, args=appointed),
    Row("hosting:association_admission", HOST, "POST", args=awaiting),
    Row("hosting:association_refusal", HOST, args=awaiting),
    Row("hosting:association_refusal", HOST, "POST", args=awaiting),
    Row("hosting:association_archiving", HOST, args=here),
    Row("hosting:association_archiving", HOST, "POST", args=here),
    Row("hosting:association_reopening", HOST, args=archived),
    Row("hosting:association_reopening", HOST, "POST", args=archived),
    Row("hosting:association_appointment", HOST, args=orphan),
    Row("hosting:association_appointment", HOST, "POST", args=orphan),
    Row("hosting:association_appointment_cancellation", HOST, "POST", args=appointed),
    Row("hosting:account_list", HOST),
    Row("hosting:account_detail", HOST, args=an_account),
    Row("hosting:account_suspension", HOST, args=an_account),
    Row("hosting:account_suspension", HOST, "POST", args=an_account),
    Row("hosting:account_restoration", HOST, "POST", args=an_account),
    Row("hosting:account_help", HOST, "POST", args=an_account),
    Row("hosting:account_entrusting", HOST, args=an_account),
    Row("hosting:account_entrusting", HOST, "POST", args=an_account),
    Row("hosting:account_dismissal", HOST, args=an_account),
    Row("hosting:account_dismissal", HOST, "POST", args=an_account),
    Row("hosting:announcement_list", HOST),
    Row("hosting:announcement_create", HOST),
    Row("hosting:announcement_create", HOST, "POST"),
    Row("hosting:announcement_edit", HOST, args=an_announcement),
    Row("hosting:announcement_edit", HOST, "POST", args=an_announcement),
    Row("hosting:announcement_deletion", HOST, args=an_announcement),
    Row("hosting:announcement_deletion", HOST, "POST", args=an_announcement),
    Row("hosting:word_first", HOST),
    Row("hosting:word_list", HOST, args=categories),
    Row("hosting:word_list", HOST, args=fields),
    Row("hosting:word_create", HOST, args=roles),
    Row("hosting:word_create", HOST, "POST", args=categories),
    Row("hosting:word_edit", HOST, args=a_word),
    Row("hosting:word_edit", HOST, "POST", args=a_word),
    Row("hosting:word_deletion", HOST, args=a_word),
    Row("hosting:word_deletion", HOST, "POST", args=a_word),
    Row("hosting:word_archiving", HOST, "POST", args=a_word),
    Row("hosting:word_rank", HOST, "POST", args=a_word),
    Row("hosting:terms", HOST),
    Row("hosting:terms", HOST, "POST"),
    Row("hosting:processing_agreement", HOST),
    Row("hosting:mail_list", HOST),
    Row("hosting:mail_trial", HOST, "POST"),
    Row("hosting:mail_detail", HOST, args=a_mail),
    Row("hosting:mail_resending", HOST, "POST", args=a_mail),
    Row("hosting:health", HOST),
    Row("hosting:health", HOST, "POST"),
    Row("hosting:journal", HOST),
]

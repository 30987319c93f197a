"""Who is about to come to the demo: by an invitation, a link, a request, a new association."""

import datetime

from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.associations import founding, inviting, joining, links
from benevalibre.associations.models import ActivityField, Association, Invitation, Membership
from benevalibre.hosting import publishing
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.settling import Settled
from benevalibre.hosting.demo.telling import dated, days_ago
from benevalibre.instance.models import Audience, Creation, Instance

SHORT_VISIT = "Anouk Perrin, stagiaire"
WAITING_NAME = "La Grainothèque du lavoir"


def invite(workshop: Settled) -> None:
    """Josette, whom the team notes by her name until now, may come with an account."""
    at = days_ago(2)
    with dated(at):
        invitation = inviting.invite(
            workshop.association,
            email=people.JOSETTE.email,
            name=people.JOSETTE.name,
            role=None,
            claims=workshop.members[people.JOSETTE],
            message="Bonjour Josette, vous pourrez noter vous-même vos mercredis.",
            by=workshop.members[people.NADIA],
        )
    Invitation.objects.filter(pk=invitation.pk).update(
        created_at=at, sent_at=at, expires_at=at + datetime.timedelta(days=inviting.DAYS)
    )


def lend_a_link(workshop: Settled) -> None:
    """A link that ends with the visit of the one who has it, next month."""
    at = days_ago(10)
    with dated(at):
        guest, _secret = links.make_link(
            workshop.association,
            SHORT_VISIT,
            by=workshop.members[people.NADIA],
            expires_at=timezone.now() + datetime.timedelta(days=30),
        )
    Membership.objects.filter(pk=guest.pk).update(created_at=at)


def ask_to_join(workshop: Settled, user: User) -> None:
    """Somebody asked yesterday, and waits for an answer."""
    at = days_ago(1)
    with dated(at):
        member = joining.join(workshop.association, user=user)
    Membership.objects.filter(pk=member.pk).update(created_at=at, state_at=at)


def found_another(founder: User) -> Association:
    """An association that waits for the host; the next ones are open at once, to be tried."""
    at = days_ago(3)
    usual = Instance.current().association_creation
    Instance.change(association_creation=Creation.MODERATED)
    with dated(at):
        waiting = founding.found(
            name=WAITING_NAME,
            by=founder,
            description="On y donne, prend et sème des graines du quartier. Ouvert le samedi.",
            activity_field=ActivityField.objects.filter(
                name__startswith="Protection de l’environnement"
            ).first(),
            postal_code="35235",
            has_employees=False,
            created_at=at,
        )
    Instance.change(association_creation=usual)
    return waiting


def announce(host: User) -> None:
    """The host's word to those who manage, five days old."""
    at = days_ago(5)
    with dated(at):
        publishing.publish(
            by=host,
            title="Une réunion à noter\u00a0?",
            text="La feuille de groupe note les heures de toute une équipe en une fois.",
            audience=Audience.MANAGERS,
            published_at=at,
        )

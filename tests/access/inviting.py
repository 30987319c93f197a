"""Who may send what to the pages of invitations."""

from typing import Any

from benevalibre.associations.inviting import invite
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Right
from benevalibre.journal.models import Batch
from benevalibre.mailing.models import Mail
from tests.access.rows import MISSING, PUBLIC, SIGNED_IN, Row, here
from tests.associations.invited import secret_of
from tests.factories import ActionFactory, InvitationFactory, MembershipFactory
from tests.personas import NAMES, Personas

PEOPLE = Right.MANAGE_MEMBERS
NOWHERE = dict.fromkeys(NAMES, MISSING)


def a_secret(personas: Personas) -> dict[str, Any]:
    invite(personas.association, email="odile@example.org", role=None, by=personas.manager)
    return {"secret": secret_of(Mail.objects.latest("pk"))}


def an_invitation(personas: Personas) -> dict[str, Any]:
    return here(personas) | {
        "invitation_id": InvitationFactory(association=personas.association).pk
    }


def some_invitations(personas: Personas) -> dict[str, Any]:
    claims = MembershipFactory(association=personas.association, named=True)
    InvitationFactory(claims=claims, by=personas.manager, name="Odile Blanc")
    InvitationFactory(association=personas.association, state="accepted")
    return here(personas)


def sent(personas: Personas) -> dict[str, Any]:
    batch = Batch.objects.create(
        association_id=personas.association.pk,
        membership_id=personas.manager.pk,
        kind="invitations",
        payload={"invitations": []},
    )
    return here(personas) | {"batch_id": batch.pk}


def merged(personas: Personas) -> dict[str, Any]:
    source = MembershipFactory(association=personas.association, named=True)
    into = MembershipFactory(association=personas.association, named=True)
    ActionFactory(member=source)
    return here(personas) | {"batch_id": merge(source, into=into, by=personas.manager).pk}


def somebody(personas: Personas) -> dict[str, Any]:
    person = MembershipFactory(association=personas.association, named=True)
    return here(personas) | {"member_id": person.pk}


def a_list(personas: Personas) -> dict[str, Any]:
    role = personas.association.default_role()
    return {"to": "odile@example.org\nsans adresse", "role": role.pk if role else ""}


ROWS = [
    Row("associations:invitation_list", PEOPLE, args=some_invitations),
    Row("associations:invitation_create", PEOPLE, args=here),
    Row("associations:invitation_create", PEOPLE, "POST", args=here, data=a_list),
    Row("associations:invitation_undo", PEOPLE, "POST", args=sent, but={"only": MISSING}),
    Row("associations:invitation_resend", PEOPLE, "POST", args=an_invitation),
    Row("associations:invitation_withdrawal", PEOPLE, "POST", args=an_invitation),
    Row("associations:member_invite", PEOPLE, args=somebody),
    Row("associations:member_invite", PEOPLE, "POST", args=somebody),
    Row("associations:merge_undo", PEOPLE, "POST", args=merged, but={"only": MISSING}),
    Row("associations:invitation_open", PUBLIC, args=a_secret),
    Row("associations:invitation", PUBLIC, but=NOWHERE),
    Row("associations:invitation", PUBLIC, "POST", but=NOWHERE),
    Row(
        "associations:invitation_acceptance",
        SIGNED_IN,
        "POST",
        but=dict.fromkeys(("stranger", "member", "manager", "host"), MISSING),
    ),
]

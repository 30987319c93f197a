"""How an association is named on top of its papers, and a person in them."""

from typing import Any

from django.utils.translation import gettext as _

from benevalibre.associations.models import Association, Membership


def heading_of(association: Association, *, address: str = "") -> dict[str, Any]:
    """``name``, and the ``lines`` below it: the address (else the place), and its numbers.

    Plain data, for a paper to keep as it is today.
    """
    register = _("RNA ou registre\u00a0: %(n)s") % {"n": association.register_number}
    siren = _("SIREN\u00a0: %(n)s") % {"n": association.siren}
    lines = [
        *(line.strip() for line in (address or association.place).splitlines()),
        register if association.register_number else "",
        siren if association.siren else "",
    ]
    return {"name": association.name, "lines": [line for line in lines if line]}


def name_on_paper(person: Membership) -> str:
    """First and last name, without the pseudonym that screens show beside it; « » if none."""
    if person.user is None:
        return person.name
    return f"{person.user.first_name} {person.user.last_name}".strip() or person.user.pseudonym

"""The pages « Pour les comptes » of an association, one beside the other."""

from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.associations.models import Association
from benevalibre.ui.frame import MenuItem


def tabs(association: Association, current: str) -> list[MenuItem]:
    """A tab for each list; nothing about euros where hours are not valued.

    ``current``: the URL name of the page that is open.
    """
    pages = [(_("Exercices et états"), "valuation:statement_list")]
    pages.append((_("Prévu et réalisé"), "valuation:plan_list"))
    if association.policy_valued:
        pages.append((_("Taux"), "valuation:rate_list"))
    if association.waives_expenses:
        pages.append((_("Frais de trajet"), "valuation:travel_list"))
    return [
        MenuItem(label=label, url=reverse(name, args=[association.pk]), current=name == current)
        for label, name in pages
    ]

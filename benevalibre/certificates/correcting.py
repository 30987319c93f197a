"""Saying for one action which function it counts for, where categories and dates do not."""

from django.utils.translation import gettext as _

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership, Right
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record


def correct_function(action: Action, *, counts_for: str, by: Membership) -> None:
    """Say that ``action`` counts for a kind, for none, or (empty) as its category says.

    ``RuleError`` for one's own hours where somebody else can say it.
    """
    with writing(action.association):
        if action.member_id == by.pk and _somebody_else_may(by):
            raise RuleError(_("Quelqu’un d’autre de l’équipe peut le dire pour vos heures."))
        if action.cec_function != counts_for:
            before = action.cec_function
            Action.objects.filter(pk=action.pk).update(cec_function=counts_for)
            record("action.cec", on=action, by=by, changes={"cec_function": [before, counts_for]})


def _somebody_else_may(by: Membership) -> bool:
    issuers = by.association.memberships.with_right(Right.ISSUE_CERTIFICATES)
    return bool(issuers.exclude(pk=by.pk).exists())

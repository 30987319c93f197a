"""Saying for one action which function it counts for, where categories and dates do not."""

from django.utils.translation import gettext as _

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from benevalibre.associations.writing import RuleError, writing
from benevalibre.certificates.issuing import may_issue_own
from benevalibre.journal.models import record


def correct_function(action: Action, *, counts_for: str, by: Membership) -> None:
    """Say that ``action`` counts for a kind, for none, or (empty) as its category says.

    ``RuleError`` for one's own hours where somebody else can say it.
    """
    with writing(action.association):
        if action.member_id == by.pk and not may_issue_own(by):
            raise RuleError(_("Quelqu’un d’autre de l’équipe peut le dire pour vos heures."))
        if action.cec_function != counts_for:
            before = action.cec_function
            Action.objects.filter(pk=action.pk).update(cec_function=counts_for)
            record("action.cec", on=action, by=by, changes={"cec_function": [before, counts_for]})

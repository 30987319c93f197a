"""Who sees which figures of an association (« Qui voit les heures ? »)."""

from benevalibre.associations.models import Membership, Right, Visibility


def sees_figures(member: Membership) -> bool:
    """May this person see totals: by a right, or by the association's rules?"""
    ruled = member.association.policy_visibility != Visibility.OWN
    return member.may(Right.SEE_STATISTICS) or member.may(Right.MANAGE_ACTIONS) or ruled


def sees_details(member: Membership) -> bool:
    """May this person see figures of fewer than three people?"""
    ruled = member.association.policy_visibility == Visibility.ALL
    return member.may(Right.SEE_STATISTICS) or member.may(Right.MANAGE_ACTIONS) or ruled


def sees_people(member: Membership) -> bool:
    """May this person see who gave what? The right on statistics alone names nobody."""
    ruled = member.association.policy_visibility == Visibility.ALL
    return member.may(Right.MANAGE_ACTIONS) or ruled


def sees_euros(member: Membership) -> bool:
    """May this person see what the hours are worth, where the association values them at all?

    The rates are the affair of those who manage the valuation, and its sums of those who answer
    for the statistics: neither of those who reread hours, nor of everybody where everybody sees
    the hours. Whoever may see totals only has neither right.
    """
    rights = member.may(Right.MANAGE_VALUATION) or member.may(Right.SEE_STATISTICS)
    return member.association.policy_valued and rights

"""What may be recorded: the guards that block, each with its sentence (DOMAIN §2, MODEL §1)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.actions.drafts import Draft, RecordingError
from benevalibre.actions.models.action import MAXIMUM_MINUTES, Action
from benevalibre.associations.models import (
    Association,
    Back,
    Field,
    FiscalYear,
    Membership,
    Right,
    Travel,
)
from benevalibre.ui.formats import format_period

EARLIEST = date(2000, 1, 1)
DAY_MINUTES = 24 * 60


def check_people(association: Association, *, member: Membership | None, by: Membership) -> None:
    """Only active people of an open association record, and for others only with the right."""
    check_author(association, by=by)
    if member is None or member.pk == by.pk:
        return
    if member.association_id != association.pk or not by.may(Right.MANAGE_ACTIONS):
        raise RecordingError(_("Vous ne pouvez pas noter d’heures pour cette personne."))
    if not member.is_active:
        raise RecordingError(
            _("%(name)s ne fait plus partie de l’équipe\u00a0: on ne peut plus noter ses heures.")
            % {"name": member.display_name}
        )


def check_author(association: Association, *, by: Membership) -> None:
    """Whoever writes is active there, and the association takes entries."""
    if not association.is_open:
        raise RecordingError(
            _("%(name)s ne prend pas d’heures pour le moment.") % {"name": association.name}
        )
    if by.association_id != association.pk or not by.is_active:
        raise RecordingError(
            _("Vous ne faites plus partie de %(name)s\u00a0: ses heures ne changent plus.")
            % {"name": association.name}
        )


def check_draft(
    draft: Draft, *, association: Association, by: Membership, years: Sequence[FiscalYear]
) -> None:
    """Everything about the entry itself, whoever gives it; raises ``RecordingError``."""
    words = (draft.category, draft.project, draft.level)
    if any(word and word.association_id != association.pk for word in words):
        raise RecordingError(_("Choisissez une activité de la liste."), field="what")
    check_dates(draft, today=association.today())
    check_duration(draft)
    check_years_open(draft.date, draft.last_day, by=by, years=years)
    if not by.may(Right.MANAGE_ACTIONS):
        check_asked(draft, association)


def check_dates(draft: Draft, *, today: date) -> None:
    """From 2000-01-01 to today: a planned action is not an action."""
    if draft.date < EARLIEST:
        raise RecordingError(_("Choisissez une date à partir du 1er janvier 2000."), field="date")
    if draft.date > today:
        raise RecordingError(
            _("Cette date est à venir\u00a0: notez l’activité quand elle aura eu lieu."),
            field="date",
        )
    if draft.last_day < draft.date:
        raise RecordingError(_("La fin vient après le début."), field="end_date")
    if draft.last_day > today:
        raise RecordingError(
            _("La fin est à venir\u00a0: notez l’activité quand elle sera terminée."),
            field="end_date",
        )


def check_duration(draft: Draft) -> None:
    """At most 24 h × days, and nothing only where there is a distance."""
    longest = max(draft.minutes, draft.travel_minutes)
    if min(draft.minutes, draft.travel_minutes) < 0 or longest > MAXIMUM_MINUTES:
        raise RecordingError(_("Une durée ne dépasse pas 10\u202f000\u00a0h."), field="duration")
    if draft.minutes == 0 and not draft.distance_hundredths:
        raise RecordingError(
            _("Indiquez une durée, ou à défaut une distance parcourue."), field="duration"
        )
    if longest > DAY_MINUTES * draft.days:
        field = "duration" if draft.minutes == longest else "travel"
        raise RecordingError(
            ngettext(
                "Une journée n’a que 24\u00a0h. Vérifiez la durée, ou indiquez une date de fin.",
                "C’est plus de 24\u00a0h par jour. Vérifiez la durée et les dates.",
                draft.days,
            ),
            field=field,
        )


def check_asked(draft: Draft, association: Association) -> None:
    """What the association's rules ask of its volunteers."""
    if association.policy_project == Field.REQUIRED and draft.project is None:
        raise RecordingError(_("Choisissez un projet."), field="project")
    if association.policy_distance == Field.REQUIRED and draft.distance_hundredths is None:
        raise RecordingError(_("Indiquez la distance, 0 s’il n’y en a pas."), field="distance")
    if association.policy_description == Field.REQUIRED and not draft.description:
        raise RecordingError(_("Décrivez l’activité en quelques mots."), field="description")
    if association.policy_level != Field.REQUIRED or draft.level is not None:
        return
    if association.levels.in_use().exists():
        raise RecordingError(_("Choisissez un niveau."), field="level")


def check_how_far_back(
    day: date, *, association: Association, by: Membership, years: Sequence[FiscalYear]
) -> None:
    """The rule on past activities; it binds volunteers, not those with the right on actions."""
    first = first_day_allowed(association, years)
    if first is None or day >= first or by.may(Right.MANAGE_ACTIONS):
        return
    raise RecordingError(
        _(
            "Ici, on note ses heures à partir du %(date)s. Pour une date plus ancienne, "
            "écrivez à l’équipe."
        )
        % {"date": format_period(first)},
        field="date",
    )


def first_day_allowed(association: Association, years: Sequence[FiscalYear]) -> date | None:
    """The first day that a volunteer may still record, or None where there is no limit.

    Without an open fiscal year it is the day after the last closed one, else 1 January.
    """
    if association.policy_back == Back.DAYS:
        return association.today() - timedelta(days=association.policy_back_days)
    if association.policy_back != Back.OPEN_YEAR:
        return None
    opened = [year.start for year in years if year.closed_at is None]
    if opened:
        return min(opened)
    if years:
        return max(year.end for year in years) + timedelta(days=1)
    return association.today().replace(month=1, day=1)


def check_years_open(
    start: date, end: date, *, by: Membership, years: Sequence[FiscalYear]
) -> None:
    """Nobody changes what lies in a closed fiscal year."""
    for year in years:
        if year.closed_at is None or year.end < start or year.start > end:
            continue
        if by.may(Right.MANAGE_ASSOCIATION):
            raise RecordingError(
                _("L’exercice %(year)s est arrêté. Rouvrez-le pour changer ces heures.")
                % {"year": year},
                field="date",
            )
        raise RecordingError(
            _("L’exercice %(year)s est arrêté. Pour ajouter ces heures, écrivez à %(name)s.")
            % {"year": year, "name": responsible(by.association)},
            field="date",
        )


def closed_year_of(action: Action) -> FiscalYear | None:
    """The closed fiscal year in which the action lies, where nothing of it changes any more."""
    closed = FiscalYear.objects.closed().filter(association_id=action.association_id)
    return closed.filter(start__lte=action.last_day, end__gte=action.date).first()


def responsible(association: Association) -> str:
    """The name of someone who manages the association, to write to."""
    manager = association.memberships.managers().with_person().order_by("id").first()
    return manager.display_name if manager else _("l’équipe")


def travel_is_asked(association: Association) -> bool:
    """Do the association's rules ask for the time of travel?"""
    return association.policy_travel != Travel.NONE

"""Confirming a mission sheet: what the volunteer wrote becomes a numbered paper that holds."""

from django.db import transaction
from django.utils.translation import gettext as _

from benevalibre.associations.heading import name_on_paper
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.writing import RuleError, writing
from benevalibre.certificates import mails
from benevalibre.certificates.issuing import Papers, may_issue_own
from benevalibre.certificates.models import Certificate, MissionSheet
from benevalibre.certificates.summing import given_by
from benevalibre.journal.models import record


def confirm(sheet: MissionSheet, *, by: Membership, seen: str) -> Certificate:
    """Freeze the sheet as it is, under the next number of the association's papers.

    ``seen`` is the ``stamp`` of what was read. ``RuleError`` for one's own where somebody else may
    confirm it, where it was answered, or where its author took it back and wrote in it meanwhile.
    """
    here = by.association
    with writing(here):
        Association.objects.select_for_update().get(pk=here.pk)
        sheet = MissionSheet.objects.select_related("member__user").get(pk=sheet.pk)
        _require(sheet, by=by, seen=seen)
        with transaction.atomic():
            certificate = _paper(sheet, by=by)
            certificate.save()
            sheet.confirmed(certificate, by=by)
        record("mission.confirm", on=certificate, by=by)
        mails.issued(certificate, by=by)
    return certificate


def stamp(sheet: MissionSheet) -> str:
    """What tells this asking from another one of the same sheet."""
    return sheet.asked_at.isoformat() if sheet.asked_at else ""


def hours_of(sheet: MissionSheet) -> int:
    """The approved minutes of its days, until today; 0 where the person does not show them."""
    if not sheet.show_hours or sheet.start is None or sheet.end is None:
        return 0
    here = sheet.association
    end = min(sheet.end, here.today())
    found = given_by(here, [sheet.member_id], start=sheet.start, end=end)
    return found[sheet.member_id].minutes if sheet.member_id in found else 0


def _require(sheet: MissionSheet, *, by: Membership, seen: str) -> None:
    if not sheet.is_pending:
        raise RuleError(_("Quelqu’un a déjà répondu à cette demande."))
    if stamp(sheet) != seen:
        raise RuleError(_("Cette fiche a changé entre-temps\u00a0: relisez-la."))
    if sheet.member_id == by.pk and not may_issue_own(by):
        raise RuleError(_("Quelqu’un d’autre de l’équipe peut confirmer la vôtre."))
    if not name_on_paper(sheet.member):
        raise RuleError(_("Cette personne est partie sans laisser de nom."))


def _paper(sheet: MissionSheet, *, by: Membership) -> Certificate:
    if sheet.start is None or sheet.end is None:
        raise RuleError(_("Donnez les deux dates."))
    papers = Papers(by.association, start=sheet.start, end=sheet.end, by=by)
    mission = {"title": sheet.title, "texts": sheet.texts, "minutes": hours_of(sheet)}
    return papers.say(
        sheet.member,
        kind=Certificate.Kind.MISSION,
        activities=[],
        minutes=0,
        mission=mission,
    )

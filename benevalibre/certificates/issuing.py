"""Asking for certificates, and issuing them: one, or many at once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions.models import Action
from benevalibre.associations.heading import heading_of, name_on_paper
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.writing import RuleError, writing
from benevalibre.certificates import mails
from benevalibre.certificates.models import (
    Certificate,
    CertificateRequest,
    Letterhead,
    Picture,
)
from benevalibre.certificates.summing import Given, given_by
from benevalibre.certificates.yearly import add_years
from benevalibre.instance.pictures import clean_picture
from benevalibre.journal.models import record


def ask(member: Membership, *, start: date, end: date) -> CertificateRequest:
    """Ask for a certificate of these days, until today at the latest.

    ``RuleError`` where no hour was noted in them, or where a request waits already.
    """
    association = member.association
    with writing(association):
        end = until_today(association, start, end)
        theirs = Action.objects.by_member(member).between(start, end)
        if not theirs.filter(status__in=["approved", "pending"]).exists():
            raise RuleError(
                _("Rien n’est noté entre ces deux dates\u00a0: choisissez-en d’autres.")
            )
        request = CertificateRequest(association=association, member=member, start=start, end=end)
        try:
            with transaction.atomic():
                request.save()
        except IntegrityError as error:
            raise RuleError(
                _("Votre demande précédente attend encore une réponse. Vous pouvez la retirer.")
            ) from error
        record("certificate.ask", on=request, by=member)
        mails.asked(request)
    return request


def issue(
    people: Sequence[Membership], *, start: date, end: date, by: Membership
) -> list[Certificate]:
    """Issue a certificate of these days, until today at the latest, to each of ``people``.

    Those who cannot have one are passed over; ``RuleError`` says why where nobody can. Requests
    within these days are answered by it.
    """
    made, refusals = issue_some(people, start=start, end=end, by=by)
    if not made:
        nobody = _("Choisissez au moins une personne.")
        raise RuleError(next(iter(refusals.values()), nobody))
    return made


def issue_some(
    people: Sequence[Membership],
    *,
    start: date,
    end: date,
    by: Membership,
    at: datetime | None = None,
) -> tuple[list[Certificate], dict[int, str]]:
    """The same, where nobody may be left: those issued, and by person why there is none.

    Acts of the same instant ``at`` are one act.
    """
    here = by.association
    with writing(here):
        Association.objects.select_for_update().get(pk=here.pk)
        end = until_today(here, start, end)
        ids = [person.pk for person in people]
        given = given_by(here, ids, start=start, end=end)
        refusals = _refusals(people, given, by=by, start=start, end=end)
        chosen = [person for person in people if person.pk not in refusals]
        if not chosen:
            return [], refusals
        add_years(here, {p.pk: given[p.pk] for p in chosen}, start=start, end=end)
        sheet = Papers(here, start=start, end=end, by=by, at=at)
        made = Certificate.objects.bulk_create([sheet.fill(p, given[p.pk]) for p in chosen])
        _answer_requests(made, by=by)
        for certificate in made:
            record("certificate.issue", on=certificate, by=by)
            mails.issued(certificate, by=by)
    return made, refusals


def answer(request: CertificateRequest, *, by: Membership) -> Certificate:
    """Issue what was asked for; ``RuleError`` where it was answered, or cannot be."""
    with writing(request.association):
        if not CertificateRequest.objects.pending().filter(pk=request.pk).exists():
            raise RuleError(_("Quelqu’un a déjà répondu à cette demande."))
        return issue([request.member], start=request.start, end=request.end, by=by)[0]


def may_issue_own(by: Membership) -> bool:
    """Is nobody else there to issue ``by`` a certificate?"""
    issuers = by.association.memberships.with_right(Right.ISSUE_CERTIFICATES)
    return not issuers.exclude(pk=by.pk).exists()


class Papers:
    """What the papers of one act have in common."""

    def __init__(
        self,
        association: Association,
        *,
        start: date,
        end: date,
        by: Membership,
        at: datetime | None = None,
    ) -> None:
        self.association, self.start, self.end, self.by = association, start, end, by
        self.letterhead = Letterhead.of(association)
        self.issuer = heading_of(association, address=self.letterhead.address) | {
            "register_number": association.register_number,
            "siren": association.siren,
        }
        self.logo = _logo_of(association)
        self.at = at or timezone.now()
        numbers = Certificate.objects.filter(association=association)
        self.number = numbers.aggregate(last=Max("number", default=0))["last"]

    def fill(self, person: Membership, given: Given) -> Certificate:
        """One person's certificate, under the next number; not saved."""
        return self.say(
            person, activities=given.activities, years=given.years, minutes=given.minutes
        )

    def say(self, person: Membership, **said: Any) -> Certificate:
        """A paper that says ``said`` of that person, under the next number; not saved."""
        self.number += 1
        return Certificate(
            association=self.association,
            member=person,
            user=person.user,
            number=self.number,
            issuer=self.issuer,
            volunteer=name_on_paper(person),
            start=self.start,
            end=self.end,
            signatory=self.letterhead.signatory,
            quality=self.letterhead.quality,
            signature=self.letterhead.signature,
            logo=self.logo,
            issued_at=self.at,
            issued_on=self.association.today(),
            issued_by=self.by,
            **said,
        )


def until_today(association: Association, start: date, end: date) -> date:
    """The last day that can be attested; ``RuleError`` where these days mean nothing."""
    today = association.today()
    if start > end:
        raise RuleError(_("Le dernier jour vient avant le premier."), field="end")
    if start > today:
        raise RuleError(_("Cette période n’a pas encore commencé."), field="start")
    return min(end, today)


def _refusals(
    people: Sequence[Membership],
    given: dict[int, Given],
    *,
    by: Membership,
    start: date,
    end: date,
) -> dict[int, str]:
    """By participant who cannot have a certificate of these days, why."""
    held = Certificate.objects.issued_here().valid().of_period(start, end).filter(member__in=people)
    holders = set(held.values_list("member_id", flat=True))
    own = None if may_issue_own(by) else by.pk
    found = {}
    for person in people:
        if person.pk == own:
            found[person.pk] = _("Quelqu’un d’autre de l’équipe peut établir la vôtre.")
        elif not name_on_paper(person):
            found[person.pk] = _("Cette personne est partie sans laisser de nom.")
        elif person.pk in holders:
            found[person.pk] = _(
                "Cette personne a déjà une attestation de cette période. "
                "Révoquez-la d’abord, si elle est fausse."
            )
        elif person.pk not in given or not given[person.pk].minutes:
            found[person.pk] = _("Aucune heure validée entre ces deux dates.")
    return found


def _answer_requests(made: Sequence[Certificate], *, by: Membership) -> None:
    start, end = made[0].start, made[0].end
    members = [certificate.member_id for certificate in made]
    waiting = CertificateRequest.objects.pending().within(start, end).filter(member__in=members)
    waiting.update(
        state=CertificateRequest.State.ISSUED, answered_by=by, answered_at=timezone.now()
    )


def _logo_of(association: Association) -> Picture | None:
    """The logo as it is today; none where its file cannot be read."""
    if not association.logo:
        return None
    try:
        with association.logo.open("rb") as file:
            return Picture.keep(clean_picture(file, square=False).read())
    except (OSError, ValidationError):
        return None

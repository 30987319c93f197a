"""Asking for a certificate, issuing it, declining, revoking."""

from datetime import date
from typing import Any

import pytest

from benevalibre.associations import purging
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.telling import tell
from benevalibre.associations.writing import RuleError
from benevalibre.certificates.issuing import answer, ask, issue
from benevalibre.certificates.models import Certificate, CertificateRequest, Letterhead, Picture
from benevalibre.journal.models import Entry
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from benevalibre.transfer.erasing import erase
from tests.certificates.conftest import END, START
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def issued(person: Membership, issuer: Membership) -> Certificate:
    return issue([person], start=START, end=END, by=issuer)[0]


def test_only_approved_hours_of_the_period_are_attested(
    jeanne: Membership, issuer: Membership
) -> None:
    certificate = issued(jeanne, issuer)

    assert certificate.minutes == 42 * 60
    assert certificate.activities == [
        {"name": "Atelier vélo", "minutes": 2400, "first": "2026-05-04", "last": "2026-05-09"},
        {"name": "Réunions", "minutes": 120, "first": "2026-06-01", "last": "2026-06-01"},
    ]
    assert certificate.volunteer == "Jeanne Martin"
    assert certificate.issuer["name"] == "Les Amis du vélo"
    assert [line.replace("\u00a0", " ") for line in certificate.issuer["lines"]][1:] == [
        "RNA ou registre : W351234567",
        "SIREN : 123456789",
    ]
    assert certificate.signatory == "Paul Durand"


def test_a_period_that_goes_on_stops_today(jeanne: Membership, issuer: Membership) -> None:
    certificate = issue([jeanne], start=START, end=date(2026, 12, 31), by=issuer)[0]

    assert certificate.end == END


def test_numbers_follow_one_another_in_each_association(
    jeanne: Membership, issuer: Membership
) -> None:
    paul = MembershipFactory(association=jeanne.association)
    ActionFactory(
        member=paul, category=jeanne.association.categories.first(), date=date(2026, 3, 1)
    )
    elsewhere = MembershipFactory(manager=True)
    ActionFactory(member=elsewhere, date=date(2026, 3, 1))

    made = issue([jeanne, paul], start=START, end=END, by=issuer)
    other = issue([elsewhere], start=START, end=END, by=elsewhere)

    assert [certificate.number for certificate in made] == [1, 2]
    assert other[0].number == 1
    assert len({certificate.code for certificate in [*made, *other]}) == 3


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (date(2026, 5, 1), date(2026, 4, 1), "vient avant"),
        (date(2027, 1, 1), date(2027, 12, 31), "pas encore commencé"),
        (date(2020, 1, 1), date(2020, 12, 31), "Aucune heure validée"),
    ],
)
def test_odd_days_are_refused(
    jeanne: Membership, issuer: Membership, start: date, end: date, sentence: str
) -> None:
    with pytest.raises(RuleError, match=sentence):
        issue([jeanne], start=start, end=end, by=issuer)

    assert not Certificate.objects.exists()


def test_nobody_issues_their_own_where_somebody_else_can(
    jeanne: Membership, issuer: Membership
) -> None:
    category = CategoryFactory(association=jeanne.association)
    ActionFactory(member=issuer, category=category, date=date(2026, 3, 1))
    alone = issue([issuer], start=START, end=END, by=issuer)
    other = MembershipFactory(association=jeanne.association, rights=[Right.ISSUE_CERTIFICATES])

    with pytest.raises(RuleError, match="Quelqu’un d’autre"):
        issue([issuer], start=START, end=date(2026, 6, 30), by=issuer)
    issue([issuer], start=START, end=date(2026, 6, 30), by=other)

    assert len(alone) == 1


def test_the_same_days_twice_are_refused_until_the_first_is_revoked(
    jeanne: Membership, issuer: Membership
) -> None:
    first = issued(jeanne, issuer)

    with pytest.raises(RuleError, match="a déjà une attestation"):
        issued(jeanne, issuer)
    first.revoke(by=issuer, reason="Heures à revoir")

    assert issued(jeanne, issuer).number == 2


def test_somebody_of_another_association_gets_nothing(issuer: Membership) -> None:
    stranger = ActionFactory(date=date(2026, 3, 1)).member

    with pytest.raises(RuleError, match="Aucune heure"):
        issue([stranger], start=START, end=END, by=issuer)


def test_issuers_hear_of_requests_at_most_once_an_hour(
    jeanne: Membership, issuer: Membership
) -> None:
    ask(jeanne, start=START, end=END)
    other = MembershipFactory(association=jeanne.association)
    category = CategoryFactory(association=jeanne.association)
    ActionFactory(member=other, category=category, date=date(2026, 3, 1))
    ask(other, start=START, end=END)

    mail = Mail.objects.get()

    assert mail.to == issuer.user.email
    assert "2 personnes demandent" in mail.text
    assert mail.html


def test_the_notice_is_forgotten_where_nobody_waits_any_more(
    jeanne: Membership, issuer: Membership
) -> None:
    ask(jeanne, start=START, end=END).withdraw()
    Mail.objects.update(not_before="2026-01-01T00:00:00Z")

    sent = outbox.send_due()

    assert sent == 0
    assert not Mail.objects.exists()


def test_a_second_request_waits_for_the_first(jeanne: Membership, issuer: Membership) -> None:
    first = ask(jeanne, start=START, end=END)

    with pytest.raises(RuleError, match="attend encore"):
        ask(jeanne, start=START, end=END)
    first.withdraw()
    ask(jeanne, start=START, end=END)

    assert CertificateRequest.objects.pending().count() == 1


def test_nothing_is_asked_for_days_without_hours(jeanne: Membership) -> None:
    with pytest.raises(RuleError, match="Rien n’est noté"):
        ask(jeanne, start=date(2024, 1, 1), end=date(2024, 12, 31))


def test_answering_a_request_issues_it_once(jeanne: Membership, issuer: Membership) -> None:
    request = ask(jeanne, start=START, end=END)
    Mail.objects.all().delete()

    answer(request, by=issuer)
    with pytest.raises(RuleError, match="déjà répondu"):
        answer(request, by=issuer)

    request.refresh_from_db()
    mail = Mail.objects.get()
    assert request.state == "issued"
    assert mail.to == jeanne.user.email
    assert "/attestations/" in mail.text
    assert "1er janvier 2026" in mail.text.replace("\u00a0", " ")


def test_issuing_for_the_year_answers_what_was_asked_within_it(
    jeanne: Membership, issuer: Membership
) -> None:
    request = ask(jeanne, start=date(2026, 5, 1), end=date(2026, 5, 31))

    issued(jeanne, issuer)

    request.refresh_from_db()
    assert request.state == "issued"


def test_a_refusal_says_why(jeanne: Membership, issuer: Membership) -> None:
    request = ask(jeanne, start=START, end=END)

    with pytest.raises(RuleError, match="pourquoi"):
        request.decline(by=issuer, reason="  ")
    request.decline(by=issuer, reason="Vos heures ne sont pas encore validées")
    with pytest.raises(RuleError, match="déjà répondu"):
        request.decline(by=issuer, reason="Encore")

    mail = Mail.objects.get(kind="certificates.declined")
    assert "ne sont pas encore validées" in mail.text
    assert "ne sont pas encore validées" in mail.html


def test_a_revocation_is_told_to_who_holds_the_paper(
    jeanne: Membership, issuer: Membership
) -> None:
    certificate = issued(jeanne, issuer)
    Mail.objects.all().delete()

    certificate.revoke(by=issuer, reason="Erreur de date")
    with pytest.raises(RuleError, match="déjà révoquée"):
        certificate.revoke(by=issuer, reason="Encore")

    assert "Erreur de date" in Mail.objects.get().text


def test_what_is_revoked_at_once_was_never_announced(
    jeanne: Membership, issuer: Membership
) -> None:
    issued(jeanne, issuer).revoke(by=issuer, reason="Erreur")

    assert not Mail.objects.exists()


def test_the_journal_tells_it_without_names_of_volunteers(
    jeanne: Membership, issuer: Membership
) -> None:
    ask(jeanne, start=START, end=END)
    issued(jeanne, issuer).revoke(by=issuer, reason="Erreur")

    lines = [line.text for line in tell(list(Entry.objects.order_by("pk")))]

    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Jeanne Martin a demandé une attestation.",
        f"{issuer} a établi l’attestation n° 1.",
        f"{issuer} a révoqué l’attestation n° 1.",
    ]


def test_the_paper_outlives_association_and_account(jeanne: Membership, issuer: Membership) -> None:
    certificate = issued(jeanne, issuer)
    user = jeanne.user
    ask(jeanne, start=date(2026, 5, 1), end=date(2026, 5, 31))
    Association.objects.update(state=State.PURGING)

    list(purging.purge(jeanne.association_id))

    kept = Certificate.objects.by_user(user).get()
    assert not Association.objects.exists()
    assert not CertificateRequest.objects.exists()
    assert (kept.code, kept.association, kept.member) == (certificate.code, None, None)
    assert kept.issuer["name"] == "Les Amis du vélo"


def test_who_deletes_their_account_keeps_the_paper_and_asks_no_more(
    jeanne: Membership, issuer: Membership
) -> None:
    certificate = issued(jeanne, issuer)
    ask(jeanne, start=date(2026, 5, 1), end=date(2026, 5, 31))

    erase(jeanne.user)

    certificate.refresh_from_db()
    assert (certificate.user, certificate.volunteer) == (None, "Jeanne Martin")
    assert not CertificateRequest.objects.pending().exists()


def test_a_new_signature_leaves_former_papers_alone(jeanne: Membership, issuer: Membership) -> None:
    letterhead = Letterhead.of(jeanne.association)
    unused, used = Picture.keep(b"first"), Picture.keep(b"second")
    letterhead.change(by=issuer, signature=unused, quality="président")
    letterhead.change(by=issuer, signature=used)
    certificate = issued(jeanne, issuer)
    Letterhead.of(jeanne.association).change(by=issuer, signature=None, signatory="Nadia")

    certificate.refresh_from_db()

    assert certificate.signature == used
    assert (certificate.signatory, certificate.quality) == ("Paul Durand", "président")
    assert list(Picture.objects.all()) == [used]


def test_many_at_once_cost_few_queries(
    jeanne: Membership, issuer: Membership, query_budget: Any
) -> None:
    category = CategoryFactory(association=jeanne.association)
    people = MembershipFactory.create_batch(3, association=jeanne.association, named=True)
    for person in people:
        ActionFactory(member=person, category=category, date=date(2026, 3, 1))

    with query_budget(20):
        issue(people, start=START, end=END, by=issuer)

    assert outbox.send_due() == 0

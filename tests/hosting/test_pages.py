"""The host's pages: the outbox, what waits, the journal."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance
from benevalibre.journal.models import Entry, record
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import AssociationFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
PAGES = [f"hosting:{name}" for name in ("home", "mail_list", "health", "journal", "terms")]


@pytest.fixture
def host() -> StrictClient:
    return signed_in(UserFactory(host=True))


def a_mail(**columns: Any) -> Mail:
    columns = {"to": "jeanne@example.org", "kind": "x.y", "text": "Bonjour Jeanne", **columns}
    return Mail.objects.create(**{"subject": "Vos heures", "not_before": timezone.now(), **columns})


def page(mail: Mail) -> str:
    return reverse("hosting:mail_detail", args=[mail.pk])


def test_the_outbox_lists_mails_with_their_state(host: StrictClient) -> None:
    a_mail(sent_at=timezone.now())
    a_mail(to="paul@example.org", failed_at=timezone.now())
    a_mail(to="nadia@example.org")

    response = host.get(reverse("hosting:mail_list"))

    for text in ("Vos heures", "paul@example.org", "envoyé", "en échec", "à envoyer"):
        assert text in response.text


def test_an_empty_outbox_says_so(host: StrictClient) -> None:
    response = host.get(reverse("hosting:mail_list"))

    assert "Aucun mail ici." in response.text


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("state=failed", ["paul"]),
        ("state=sent", ["jeanne"]),
        ("state=waiting", ["nadia"]),
        ("to=PAUL", ["paul"]),
        ("state=lost&before=x", ["jeanne", "nadia", "paul"]),
        ("before=-1", ["jeanne", "nadia", "paul"]),
    ],
)
def test_mails_are_found_by_state_and_address(
    host: StrictClient, query: str, seen: list[str]
) -> None:
    a_mail(sent_at=timezone.now())
    a_mail(to="paul@example.org", failed_at=timezone.now())
    a_mail(to="nadia@example.org")

    response = host.get(reverse("hosting:mail_list") + f"?{query}")

    found = [name for name in ("jeanne", "nadia", "paul") if f"{name}@example.org" in response.text]
    assert found == seen


def test_the_outbox_has_pages_of_fifty(host: StrictClient) -> None:
    for number in range(51):
        a_mail(to=f"personne{number}@example.org")

    first = host.get(reverse("hosting:mail_list"))
    older = first.context["older_url"]
    second = host.get(reverse("hosting:mail_list") + older)

    assert "personne1@example.org" in first.text
    assert "personne0@example.org" not in first.text
    assert "personne0@example.org" in second.text
    assert second.context["older_url"] == ""


def test_a_mail_is_read_as_text(host: StrictClient) -> None:
    mail = a_mail(text="Bonjour <b>Jeanne</b>", html="<p>Bonjour</p>")

    response = host.get(page(mail))

    assert "Bonjour &lt;b&gt;Jeanne&lt;/b&gt;" in response.text


def test_a_code_is_nobody_else_s_business(host: StrictClient) -> None:
    mail = a_mail(text="Votre code : 123456", secret=True)

    response = host.get(page(mail))

    assert "123456" not in response.text
    assert "seule la personne à qui il est écrit" in response.text


def test_codes_are_read_in_the_demo(host: StrictClient) -> None:
    Instance.change(is_demo=True)
    mail = a_mail(text="Votre code : 123456", secret=True)

    response = host.get(page(mail))

    assert "123456" in response.text
    assert "Envoyer de nouveau" not in response.text


def test_a_mail_that_failed_is_sent_again(host: StrictClient) -> None:
    mail = a_mail(failed_at=timezone.now(), attempts=8, error="refused")

    response = host.post(reverse("hosting:mail_resending", args=[mail.pk]), follow=True)

    mail.refresh_from_db()
    assert "Le mail va partir." in response.text
    assert (mail.failed_at, mail.attempts, mail.error) == (None, 0, "")
    assert Mail.objects.due(timezone.now()).count() == 1
    assert Entry.objects.about(mail).get().verb == "mail.send_again"


@pytest.mark.parametrize("columns", [{"text": ""}, {"grouped": True, "key": "queue:1:"}])
def test_a_mail_whose_text_is_gone_or_replaced_stays(
    host: StrictClient, columns: dict[str, Any]
) -> None:
    mail = a_mail(sent_at=timezone.now(), **columns)
    a_mail(grouped=True, key="queue:1:")

    response = host.post(reverse("hosting:mail_resending", args=[mail.pk]), follow=True)

    mail.refresh_from_db()
    assert "ne peut pas repartir" in response.text
    assert mail.sent_at is not None


def test_the_host_sees_what_waits_and_figures(host: StrictClient) -> None:
    MembershipFactory(manager=True, user=User.objects.get())
    Instance.change(contact="helene@example.org")

    response = host.get(reverse("hosting:home"))

    assert "Tout va bien" in response.text
    assert response.context["accounts"] == 1


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_few_queries(host: StrictClient, name: str, query_budget: Any) -> None:
    a_mail(not_before=timezone.now() - datetime.timedelta(days=1))
    host.get(reverse(name))

    with query_budget(10):
        host.get(reverse(name))


def test_a_mail_to_oneself_shows_whether_mails_leave(host: StrictClient) -> None:
    host.post(reverse("hosting:mail_trial"))
    answer = host.post(reverse("hosting:mail_trial"), follow=True)

    assert "Un mail d’essai part vers" in answer.text
    assert Mail.objects.get().kind == "hosting.trial"


def test_a_new_site_says_what_to_begin_with(host: StrictClient) -> None:
    text = host.get(reverse("hosting:home")).text

    for step in ("à qui écrire", "un mail d’essai", "pas encore d’association"):
        assert step in text
    assert "Tout va bien" not in text


def test_accepted_terms_are_told_where_there_are_terms(host: StrictClient) -> None:
    detail = reverse("hosting:account_detail", args=[User.objects.get().pk])

    without = host.get(detail).text
    Instance.change(terms_text="Soyez bons.", terms_version=1)
    Instance.forget()

    assert "Conditions acceptées" not in without
    assert "Conditions acceptées" in host.get(detail).text


def test_what_waits_is_said_first(host: StrictClient) -> None:
    AssociationFactory(awaiting=True)
    AssociationFactory()
    a_mail(failed_at=timezone.now())

    text = host.get(reverse("hosting:home")).text

    assert "1 association attend votre accord" in text
    assert "1 association n’a plus de responsable" in text
    assert "1 mail n’a pas pu partir" in text


def test_health_says_what_doctor_says(host: StrictClient) -> None:
    AssociationFactory(name="Compost")

    quick = host.get(reverse("hosting:health"))
    thorough = host.post(reverse("hosting:health"))

    assert "« Compost » n’a plus de responsable" in quick.text
    assert "Ses lignes se tiennent" not in quick.text
    assert "Ses lignes se tiennent" in thorough.text


def test_the_journal_has_pages_of_fifty(host: StrictClient) -> None:
    for _number in range(51):
        record("instance.change", on=Instance.current(), by=None)

    first = host.get(reverse("hosting:journal"))
    second = host.get(reverse("hosting:journal") + f"?before={first.context['older']}")

    assert len(first.context["lines"]) == 50
    assert len(second.context["lines"]) == 1

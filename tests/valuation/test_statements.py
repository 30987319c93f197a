"""Closing a year from the screen, and what its statement is downloaded as."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from pdfua import validate

from benevalibre.associations.models import Association, FiscalYear, Membership
from benevalibre.valuation.accounts import OLD_FORMS, TODAY
from benevalibre.valuation.closing import close, reopen
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.models import Gift, Rate, Statement
from benevalibre.valuation.printing import statement_pdf
from benevalibre.valuation.sourcing import sources, wages
from tests.client import StrictClient
from tests.factories import ActionFactory, CategoryFactory, LevelFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

HOURS = [
    ("Direction", 5, 6000),
    ("Accueil", 2, 3000),
    ("Comptabilité", 5, 6000),
    ("Rangement", 2, 1800),
]


@pytest.fixture
def france_active(treasurer: Membership, year: FiscalYear) -> Membership:
    """The worked example of France Active (2024): 14 hours, 696 euros."""
    here = treasurer.association
    jeanne = MembershipFactory(association=here, user__first_name="Jeanne")
    category = CategoryFactory(association=here, name="Vie de l’association")
    for name, hours, cents in HOURS:
        level = LevelFactory(association=here, name=name)
        Rate.objects.create(association=here, level=level, start="2026-01-01", cents=cents)
        ActionFactory(
            member=jeanne, category=category, level=level, date=date(2026, 5, 4), minutes=hours * 60
        )
    return treasurer


def plain(html: str) -> str:
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def path_of(treasurer: Membership, end: str = "") -> str:
    return f"/associations/{treasurer.association.pk}/etats/{end}"


def table(browser: StrictClient, treasurer: Membership, **query: Any) -> list[dict[str, str]]:
    response: Any = browser.get(path_of(treasurer, "1/fichier/"), {"format": "csv", **query})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_treasurer_closes_the_year(france_active: Membership, year: FiscalYear) -> None:
    browser = signed_in(france_active)
    path = f"/associations/{france_active.association.pk}/exercices/{year.pk}/cloture/"

    seen = plain(browser.get(path).content.decode())
    sent = {"adopted_on": "2027-01-20", "adopted_by": "board"}
    done = browser.post(path, sent, follow=True)

    html = plain(done.content.decode())
    assert "696,00 €" in seen
    assert "Rien n’attend." in seen
    assert "État n° 1, exercice 2026" in html
    assert "14 h" in html
    assert "du 1er janv. au 31 mai 2026" in html
    assert "débit 864 Personnel bénévole, crédit 875 Bénévolat, 696,00 €" in html


def test_every_document_says_the_same(france_active: Membership, year: FiscalYear) -> None:
    close(year, by=france_active)
    browser = signed_in(france_active)

    detail = table(browser, france_active, paper="detail")
    accounts = table(browser, france_active, paper="comptes")
    entry = table(browser, france_active, paper="ecriture")
    people = table(browser, france_active, paper="heures")

    euros = {row["Compte"]: row["Montant en euros"] for row in accounts}
    assert sum(Decimal(row["Valeur en euros"].replace(",", ".")) for row in detail) == 696
    assert (euros["864"], euros["875"], euros["86"], euros["87"]) == ("696,00",) * 4
    assert [(row["Compte"], row["Débit"], row["Crédit"]) for row in entry] == [
        ("864", "696,00", ""),
        ("875", "", "696,00"),
    ]
    assert [row["Heures"] for row in people] == ["14,00"]
    assert "euro" not in " ".join(people[0]).lower()


def test_an_auditor_reads_who_closed_and_where_the_rates_come_from(
    treasurer: Membership, year: FiscalYear
) -> None:
    here = treasurer.association
    expert = LevelFactory(association=here, name="Juriste")
    Rate.objects.create(association=here, start="2024-01-01", cents=900)
    Rate.objects.create(association=here, start="2025-06-01", cents=1200)
    Rate.objects.create(
        association=here, level=expert, start="2026-03-01", coefficient=3, employer_percent=42
    )
    Rate.objects.create(association=here, start="2027-01-01", cents=9900)
    statement = close(year, by=treasurer, adopted_on=date(2027, 1, 20), adopted_by="assembly")

    page = plain(signed_in(treasurer).get(path_of(treasurer, "1/")).content.decode())
    kept = Figures.thawed(statement.figures)

    assert sources(kept) == [
        ("Toutes les heures", "1er juin 2025", "montant fixe de 12,00 €"),
        (
            "Niveau « Juriste »",
            "1er mars 2026",
            "3 × SMIC, plus 42 % de taux patronal",
        ),
    ]
    assert plain(wages(kept)) == (
        "SMIC horaire brut : 12,02 € depuis le 1er janvier 2026, 12,31 € depuis le 1er juin 2026."
    )
    assert f"12 février 2027, par {treasurer.display_name}" in page
    assert "le 20 janvier 2027, par l’assemblée générale" in page
    assert "3 × SMIC, plus 42 % de taux patronal" in page


def test_a_statement_keeps_its_euros_and_says_why_once_hours_have_no_value(
    france_active: Membership, year: FiscalYear
) -> None:
    close(year, by=france_active)
    browser, said = signed_in(france_active), "Cet état garde les montants d’alors"
    before = plain(browser.get(path_of(france_active, "1/")).content.decode())
    Association.objects.update(policy_valued=False)

    after = plain(browser.get(path_of(france_active, "1/")).content.decode())
    others = [
        path_of(france_active),
        f"/associations/{year.association_id}/exercices/{year.pk}/prevu/",
    ]

    assert said not in before
    assert said in after
    assert "696,00 €" in after
    assert all("€" not in browser.get(path).content.decode() for path in others)


def test_forms_with_the_old_labels_get_them(france_active: Membership, year: FiscalYear) -> None:
    close(year, by=france_active)

    rows = table(
        signed_in(france_active), france_active, paper="comptes", plan="formulaire", whole="1"
    )

    assert {"Compte": "870", "Libellé": "Bénévolat", "Montant en euros": "696"} in rows
    assert {"Compte": "875", "Libellé": "Dons en nature", "Montant en euros": "0"} in rows


def test_gifts_in_kind_are_in_both_classes(france_active: Membership, year: FiscalYear) -> None:
    here = france_active.association
    for nature, cents in (("goods", 10_000), ("premises", 20_000), ("services", 30_000)):
        Gift.objects.create(
            association=here, fiscal_year=year, nature=nature, label="Don", cents=cents
        )
    close(year, by=france_active)

    rows = table(signed_in(france_active), france_active, paper="comptes")

    euros = {row["Compte"]: row["Montant en euros"] for row in rows}
    assert (euros["860"], euros["861"], euros["862"]) == ("100,00", "200,00", "300,00")
    assert (euros["870"], euros["871"]) == ("100,00", "500,00")
    assert euros["86"] == euros["87"] == "1296,00"


@pytest.mark.parametrize("plan", [TODAY, OLD_FORMS])
def test_class_86_always_equals_class_87(plan: Any) -> None:
    uses, origins = plan.totals({"goods": 1, "premises": 20, "services": 300, "volunteering": 4000})

    assert sum(uses.values()) == sum(origins.values()) == 4321


def test_without_valuation_no_euro_is_anywhere(france_active: Membership, year: FiscalYear) -> None:
    here = france_active.association
    type(here).objects.update(policy_valued=False)
    here.refresh_from_db()
    close(FiscalYear.objects.get(pk=year.pk), by=france_active)
    browser = signed_in(france_active)

    html = browser.get(path_of(france_active, "1/")).content.decode()
    refused = browser.get(
        path_of(france_active, "1/fichier/"), {"paper": "comptes", "format": "csv"}
    )

    assert "€" not in html
    assert "subvention" not in html
    assert refused.status_code == 302
    assert "euros" not in " ".join(table(browser, france_active, paper="detail")[0])


def test_the_printed_statement_can_be_read_aloud_and_kept(
    france_active: Membership, year: FiscalYear, tmp_path: Any
) -> None:
    statement = close(year, by=france_active, adopted_on=date(2027, 1, 20), adopted_by="board")
    file = tmp_path / "etat.pdf"
    file.write_bytes(statement_pdf(statement))

    report = validate(str(file))
    document = pikepdf.open(file)

    assert [found.message for found in report.findings] == []
    assert document.open_metadata()["dc:title"] == "État de valorisation n°\u00a01"
    assert str(document.Root.Lang) == "fr"
    assert statement_pdf(statement) == file.read_bytes()


def test_a_new_name_does_not_reach_an_old_statement(
    france_active: Membership, year: FiscalYear
) -> None:
    statement = close(year, by=france_active)
    before = statement_pdf(statement)
    france_active.association.describe(by=france_active, name="Un autre nom")

    again = Statement.objects.select_related("association").get()

    assert statement_pdf(again) == before


def test_a_reopened_year_says_so(france_active: Membership, year: FiscalYear) -> None:
    browser = signed_in(france_active)
    close(year, by=france_active)
    path = f"/associations/{france_active.association.pk}/exercices/{year.pk}/reouverture/"

    refused = browser.post(path, {"reason": " "})
    browser.post(path, {"reason": "Une feuille oubliée"})
    html = browser.get(path_of(france_active, "1/")).content.decode()

    assert refused.status_code == 422
    assert "Une feuille oubliée" in html
    assert "remplacé" in browser.get(path_of(france_active)).content.decode()
    year.refresh_from_db()
    assert year.closed_at is None


def test_the_list_says_what_can_be_closed(treasurer: Membership, year: FiscalYear) -> None:
    browser = signed_in(treasurer)

    before = browser.get(path_of(treasurer)).content.decode()
    close(year, by=treasurer)
    after = plain(browser.get(path_of(treasurer)).content.decode())

    assert "à arrêter" in before
    assert "arrêté, état n° 1" in after


@pytest.mark.parametrize(
    "query",
    ["paper=abc&format=csv", "paper=detail&format=exe", "", "paper=comptes&format=csv&plan=x"],
)
def test_a_file_that_does_not_exist_leads_back(
    france_active: Membership, year: FiscalYear, query: str
) -> None:
    close(year, by=france_active)

    response = signed_in(france_active).get(path_of(france_active, f"1/fichier/?{query}"))

    assert response.status_code == 302


def test_the_statement_of_another_association_does_not_exist(
    france_active: Membership, year: FiscalYear
) -> None:
    close(year, by=france_active)
    other = MembershipFactory(manager=True)

    response = signed_in(other).get(path_of(other, "1/"))

    assert response.status_code == 404


def test_the_pages_cost_few_queries(
    france_active: Membership, year: FiscalYear, query_budget: Any
) -> None:
    browser = signed_in(france_active)
    browser.get(path_of(france_active))
    closing = f"/associations/{france_active.association.pk}/exercices/{year.pk}/cloture/"

    with query_budget(10):
        browser.get(path_of(france_active))
    with query_budget(20):
        browser.get(closing)
    close(year, by=france_active)
    with query_budget(10):
        browser.get(path_of(france_active, "1/"))
    reopen(year, by=france_active, reason="Encore")

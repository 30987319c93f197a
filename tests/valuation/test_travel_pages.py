"""The pages of travel expenses: one's own, the association's list, and both papers."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.urls import reverse
from pdfua import validate

from benevalibre.associations.models import Association, Expenses, Membership
from benevalibre.transfer.erasing import erase
from benevalibre.valuation.models import ReceiptIssuer, Vehicle, Waiver
from benevalibre.valuation.travel_papers import list_table, receipt_pdf, waiver_pdf
from benevalibre.valuation.waiving import list_of, waive
from tests.factories import MembershipFactory
from tests.personas import signed_in
from tests.valuation.driving import drive

pytestmark = pytest.mark.django_db


def address(name: str, person: Membership, *args: int) -> str:
    return reverse(f"valuation:{name}", args=[person.association.pk, *args])


def page(person: Membership, name: str, *args: int) -> str:
    html: str = signed_in(person).get(address(name, person, *args)).content.decode()
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_of_it_exists_while_the_rules_say_no(
    driver: Membership, treasurer: Membership
) -> None:
    waiver = waive(driver, 2026, by=driver)
    Association.objects.update(policy_expenses=Expenses.NONE)
    browser = signed_in(treasurer)

    met = {
        browser.get(address(name, driver, *args)).status_code
        for name, args in (
            ("travel_mine", ()),
            ("travel_list", ()),
            ("waiver_detail", (waiver.pk,)),
            ("receipt_issuer", ()),
        )
    }

    assert met == {404}
    assert "frais de trajet" not in page(driver, "travel_mine")
    presentation = reverse("associations:detail", args=[driver.association.pk])
    assert "rais de trajet" not in signed_in(treasurer).get(presentation).content.decode()


def test_the_volunteer_reads_the_oracle_and_its_tier(driver: Membership) -> None:
    html = page(driver, "travel_year", 2026)

    assert "1 200 km en 2026, soit 763,20 €" in html
    assert "jusqu’à 5 000 km par an, 0,636 € par kilomètre" in html
    assert "Le temps donné n’ouvre jamais droit à un reçu fiscal" in html


def test_a_year_before_the_scale_has_kilometres_and_no_amount(driver: Membership) -> None:
    drive(driver, 10_000, date="2021-05-01")

    html = page(driver, "travel_year", 2021)

    assert "100 km en 2021" in html
    assert "rien n’est calculé ici" in html
    assert "€" not in html


def test_a_vehicle_without_its_power_is_asked_again(driver: Membership) -> None:
    path = address("vehicle_create", driver, driver.pk)

    response = signed_in(driver).post(path, {"kind": "car", "power": "", "start": "2026-06-01"})

    assert response.status_code == 422
    assert "Écrivez la puissance fiscale" in response.content.decode()
    assert Vehicle.objects.count() == 1


def test_waiving_asks_for_a_yes_and_for_an_address_where_receipts_are_issued(
    driver: Membership,
) -> None:
    browser, path = signed_in(driver), address("waiver_create", driver, driver.pk, 2026)

    unsure = browser.post(path, {"address": "3 rue des Lilas"})
    browser.post(path, {"address": " 3 rue des Lilas \n\n35000 Rennes", "sure": "on"})

    assert unsure.status_code == 422
    assert Waiver.objects.get().address == "3 rue des Lilas\n35000 Rennes"


def test_no_address_is_asked_where_no_receipt_is_issued(driver: Membership) -> None:
    Association.objects.update(policy_expenses=Expenses.WAIVED)

    html = page(driver, "waiver_create", driver.pk, 2026)

    assert "Je soussigné (nom et prénom) certifie renoncer" in html
    assert "Adresse" not in html


def test_the_page_says_what_changed_since(driver: Membership) -> None:
    waive(driver, 2026, by=driver)
    drive(driver, 10_000)

    html = page(driver, "travel_year", 2026)

    assert "cela ferait aujourd’hui 1 300 km et 826,80 €" in html
    assert "Renonciation n° 1 : 763,20 €" in html


def test_the_list_says_how_to_book_and_what_to_declare(
    driver: Membership, treasurer: Membership
) -> None:
    waive(driver, 2026, by=driver).accept(by=treasurer)

    html = page(treasurer, "travel_list_year", 2026)

    assert "crédit 4681 Frais des bénévoles, 763,20 €" in html
    assert "crédit 75412" in html
    assert "Rien en classe 8" in html
    assert "1 reçu, 763,20 €" in html


def test_the_file_holds_figures_and_no_formula(driver: Membership) -> None:
    person = MembershipFactory(association=driver.association, named=True, name="=SOMME(A1)")
    drive(person, 1_250)
    waive(driver, 2026, by=driver)

    rows = [list(row) for row in list_table(list_of(driver.association, 2026)).rows]
    path = address("travel_file", driver, 2026) + "?format=csv"
    manager = MembershipFactory(association=driver.association, manager=True)
    response: Any = signed_in(manager).get(path)
    text = b"".join(response.streaming_content).decode()

    assert {(str(row[3]), str(row[4])) for row in rows} == {
        ("1200.00", "763.20"),
        ("12.50", "None"),
    }
    assert "'=SOMME(A1)" in text
    assert "763,20" in text


def test_both_papers_are_tagged_and_the_receipt_is_a_draft(
    driver: Membership, treasurer: Membership, tmp_path: Path
) -> None:
    waiver = waive(driver, 2026, by=driver, address="3 rue des Lilas")
    waiver.accept(by=treasurer)
    issuer = ReceiptIssuer(
        association=driver.association,
        address="1 rue Haute",
        purpose="Réparer des vélos",
        quality="general_interest",
    )

    for name, content in (
        ("declaration", waiver_pdf(waiver)),
        ("projet", receipt_pdf(waiver, issuer)),
    ):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(content)
        assert [found.message for found in validate(str(file)).findings] == []
        assert str(pikepdf.open(file).Root.Lang) == "fr"
    assert waiver_pdf(waiver) == (tmp_path / "declaration.pdf").read_bytes()


def test_no_receipt_is_drafted_before_it_is_complete(
    driver: Membership, treasurer: Membership
) -> None:
    waiver = waive(driver, 2026, by=driver)
    waiver.accept(by=treasurer)

    response = signed_in(treasurer).get(address("receipt_draft", driver, waiver.pk))

    assert response.status_code == 302


def test_deleting_an_account_keeps_what_the_accounts_of_the_association_need(
    driver: Membership, treasurer: Membership
) -> None:
    waive(driver, 2026, by=driver).withdraw(by=driver)
    kept = waive(driver, 2026, by=driver)
    kept.accept(by=treasurer)
    assert driver.user is not None

    erase(driver.user)

    assert not Vehicle.objects.exists()
    assert [waiver.pk for waiver in Waiver.objects.all()] == [kept.pk]


def test_a_refusal_says_why_and_what_one_may_do(driver: Membership, treasurer: Membership) -> None:
    waive(driver, 2026, by=driver).decline(by=treasurer, reason="Pas signée")

    shown = page(driver, "travel_year", 2026)

    assert "Pas signée" in shown
    assert "vous pouvez recommencer plus bas" in shown

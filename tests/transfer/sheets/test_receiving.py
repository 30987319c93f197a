"""Keeping a file that came, whatever it is."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from benevalibre.associations.models import Membership
from benevalibre.transfer.sheets import files, receiving
from benevalibre.transfer.sheets.models import Kind, Spreadsheet
from benevalibre.transfer.sheets.receiving import receive
from tests.transfer.sheets.sending import csv_of, imported, line
from tests.transfer.sheets.test_files import sheet_of, with_sheet

pytestmark = pytest.mark.django_db


def test_no_transaction_is_open_while_a_file_is_read(
    manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks: list[int] = []

    def read(_file: Any) -> files.Grid:
        blocks.append(len(connection.savepoint_ids))
        return files.Grid(lines=[(1, ["Nom"]), (2, ["Éloïse"])], digest="")

    monkeypatch.setattr(files, "read", read)
    before = len(connection.savepoint_ids)

    receive(ContentFile(b"", "noms.csv"), kind=Kind.PEOPLE, by=manager)

    assert blocks == [before]


def test_of_the_files_that_wait_the_last_few_are_kept(manager: Membership) -> None:
    done = imported(csv_of("Nom", "Zoé Fabre"), manager, kind=Kind.PEOPLE)
    waiting = [
        receive(ContentFile(csv_of("Nom", f"Nom {n}"), "n.csv"), kind=Kind.PEOPLE, by=manager).pk
        for n in range(receiving.MOST_WAITING + 2)
    ]

    assert set(Spreadsheet.objects.values_list("pk", flat=True)) == {done.pk, *waiting[2:]}


def test_zeros_in_the_words_of_a_workbook_are_left_out(manager: Membership) -> None:
    cells = '<row><c t="inlineStr"><is><t>Nom</t></is></c></row>'
    cells += '<row><c t="inlineStr"><is><t>Zo_x0000_é\0</t></is></c></row>'
    content = with_sheet(sheet_of(cells))

    spreadsheet = receive(ContentFile(content, "noms.xlsx"), kind=Kind.PEOPLE, by=manager)

    assert line(spreadsheet, 2).cells == ["Zoé"]

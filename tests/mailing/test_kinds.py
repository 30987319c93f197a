"""Each kind of mail may be chosen on the page of preferences, or always goes."""

from pathlib import Path

import pytest

import benevalibre
from benevalibre.accounts.preferences import choice_of

ROOT = Path(benevalibre.__file__).parent
CHOSEN = {
    "actions.approved",
    "actions.corrected_by_person",
    "actions.done_for_you",
    "actions.waiting",
    "associations.association_awaiting",
    "associations.requests_waiting",
    "certificates.asked",
    "reports.year",
    "valuation.waived",
}
KINDS = sorted(
    f"{path.parent.parent.name}.{path.name.removesuffix('.subject.txt')}"
    for path in ROOT.glob("*/templates/*/mails/*.subject.txt")
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_may_be_chosen_is_on_the_page_and_no_other(kind: str) -> None:
    assert (choice_of(kind) is not None) == (kind in CHOSEN)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_words_for_every_mail_program(kind: str) -> None:
    room, name = kind.split(".")
    folder = next(ROOT.glob(f"*/templates/{room}/mails"))

    assert (folder / f"{name}.txt").is_file()
    assert (folder / f"{name}.html").is_file()

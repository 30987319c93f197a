"""What the tests of accounts share: reading the code in the last mail."""

import re
from collections.abc import Callable

import pytest

from benevalibre.mailing.models import Mail


@pytest.fixture
def code_for(db: None) -> Callable[[str], str]:
    """``code_for("jeanne@example.org")``: the six digits of the last mail to that address."""

    def read(address: str) -> str:
        mail = Mail.objects.filter(to=address).order_by("id").last()
        assert mail is not None
        found = re.findall(r"\b[0-9]{6}\b", mail.text)
        assert len(found) == 1
        return str(found[0])

    return read


@pytest.fixture
def kinds_for(db: None) -> Callable[[str], list[str]]:
    """The kinds of the mails written to an address, in order."""

    def read(address: str) -> list[str]:
        return list(Mail.objects.filter(to=address).order_by("id").values_list("kind", flat=True))

    return read

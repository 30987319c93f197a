"""What tests of invitations share."""

import re

from benevalibre.mailing.models import Mail


def secret_of(mail: Mail) -> str:
    """The secret in the address that a mail of invitation carries."""
    found = re.search(r"/invitation/([\w-]+)/", mail.text)
    assert found is not None
    return found[1]

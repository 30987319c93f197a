"""Changing what holds for the whole instance."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance
from benevalibre.journal.models import record


def configure(columns: Mapping[str, Any], *, by: User) -> bool:
    """Write these columns of the instance's row, journaled; False where there are none."""
    if not columns:
        return False
    with transaction.atomic():
        row = Instance.change(**columns)
        told = [name for name in columns if name != "terms_version"]
        record("instance.change", on=row, by=by, changes=dict.fromkeys(told, True))
    Instance.forget()
    return True

from typing import Any

from django.db import migrations

from benevalibre.valuation.smic import SHIPPED


def ship(apps: Any, _schema_editor: Any) -> None:
    """Add the rows that this release knows and that nobody has added yet."""
    rows = apps.get_model("valuation", "SmicRate").objects
    for start, cents in SHIPPED:
        rows.get_or_create(start=start, defaults={"cents": cents, "source": "Journal officiel"})


class Migration(migrations.Migration):
    dependencies = [("valuation", "0001_rates_and_statements")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]

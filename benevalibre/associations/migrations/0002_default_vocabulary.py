"""The words and roles that every new instance offers (see ``associations/nomenclature.py``)."""

from typing import Any

from django.db import migrations

from benevalibre.associations import nomenclature


def write(apps: Any, _editor: Any) -> None:
    """Copy the nomenclature into the tables of defaults."""

    def model(name: str) -> Any:
        return apps.get_model("associations", name)

    for position, activity in enumerate(nomenclature.ACTIVITIES):
        model("DefaultCategory").objects.create(position=position, **activity._asdict())
    for position, place in enumerate(nomenclature.ROLES):
        model("DefaultRole").objects.create(
            name=place.name,
            description=place.description,
            is_default=place.is_default,
            position=position,
            **dict.fromkeys(place.rights, True),
        )
    for order, (name, fields) in enumerate(nomenclature.FIELDS.items()):
        group = model("ActivityFieldGroup").objects.create(name=name, position=order)
        for rank, field in enumerate(fields):
            model("ActivityField").objects.create(group=group, name=field, position=rank)


class Migration(migrations.Migration):
    dependencies = [("associations", "0001_initial")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]

"""An entry that arrives from elsewhere keeps its date; nothing changes in the table itself."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="entry",
                    name="at",
                    field=models.DateTimeField(default=django.utils.timezone.now),
                )
            ]
        )
    ]

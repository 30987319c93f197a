"""When a copy of an association was last taken."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0003_host_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="association",
            name="archived_copy_at",
            field=models.DateTimeField(null=True),
        ),
    ]

"""What a gathered mail is made of, until it leaves."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mailing", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(model_name="mail", name="facts", field=models.JSONField(default=dict))
    ]

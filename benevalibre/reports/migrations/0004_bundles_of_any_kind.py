"""What is made beside, of any kind; what was made before is asked for again."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0006_travel_expenses"),
        ("reports", "0003_introductions_and_years"),
    ]

    operations = [
        migrations.DeleteModel(name="Bundle"),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("subject", models.BigIntegerField()),
                ("wanted", models.JSONField(default=dict)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "en préparation"),
                            ("done", "prêt"),
                            ("failed", "arrêté"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("progress", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("result", models.JSONField(default=dict)),
                ("suffix", models.CharField(blank=True, max_length=5)),
                ("file", models.FileField(blank=True, upload_to="feuilles/")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bundles",
                        to="associations.association",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="associations.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject"), name="bundle_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage", "waiting"), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="bundle_over_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "done"), _negated=True),
                            ("suffix", ""),
                            models.Q(("file", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="bundle_done_has_its_file",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0001_initial"),
        ("journal", "0001_initial"),
        ("transfer", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Spreadsheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("actions", "Des activités"), ("people", "Des personnes")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("headers", models.JSONField(default=list)),
                ("columns", models.JSONField(default=dict)),
                ("choices", models.JSONField(default=dict)),
                ("unknown", models.JSONField(default=dict)),
                ("result", models.JSONField(default=dict)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("read", "colonnes à vérifier"),
                            ("checking", "lignes en cours de lecture"),
                            ("checked", "à relire avant d’importer"),
                            ("running", "import en cours"),
                            ("inviting", "invitations en cours d’envoi"),
                            ("done", "importé"),
                            ("failed", "import arrêté"),
                        ],
                        default="read",
                        max_length=10,
                    ),
                ),
                ("progress", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spreadsheets",
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
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="journal.batch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SpreadsheetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("cells", models.JSONField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ready", "prête"),
                            ("double", "déjà notée"),
                            ("left_out", "laissée"),
                            ("refused", "refusée"),
                        ],
                        max_length=10,
                    ),
                ),
                ("notes", models.JSONField(default=list)),
                ("shown", models.JSONField(default=dict)),
                (
                    "spreadsheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="transfer.spreadsheet",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="spreadsheet",
            index=models.Index(fields=["association", "-id"], name="spreadsheet_list"),
        ),
        migrations.AddIndex(
            model_name="spreadsheet",
            index=models.Index(
                condition=models.Q(("stage", "done"), _negated=True),
                fields=["created_at"],
                name="spreadsheet_unfinished",
            ),
        ),
        migrations.AddIndex(
            model_name="spreadsheetline",
            index=models.Index(
                fields=["spreadsheet", "verdict", "number"], name="spreadsheet_line_verdict"
            ),
        ),
        migrations.AddConstraint(
            model_name="spreadsheetline",
            constraint=models.UniqueConstraint(
                fields=("spreadsheet", "number"), name="spreadsheet_line_once"
            ),
        ),
    ]

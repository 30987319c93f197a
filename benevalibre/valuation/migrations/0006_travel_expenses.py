"""What people drive, and the travel expenses that they waive."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0006_travel_expenses"),
        ("valuation", "0005_planned_hours"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceiptIssuer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="adresse")),
                ("purpose", models.CharField(blank=True, max_length=300, verbose_name="objet")),
                (
                    "quality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("general_interest", "Organisme d’intérêt général"),
                            ("public_utility", "Association reconnue d’utilité publique"),
                            ("relief", "Organisme d’aide gratuite aux personnes en difficulté"),
                        ],
                        max_length=20,
                        verbose_name="qualité",
                    ),
                ),
                (
                    "association",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipt_issuer",
                        to="associations.association",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Vehicle",
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
                        choices=[
                            ("car", "voiture"),
                            ("motorcycle", "moto"),
                            ("moped", "cyclomoteur (50 cm³ au plus)"),
                        ],
                        max_length=12,
                        verbose_name="véhicule",
                    ),
                ),
                (
                    "power",
                    models.PositiveSmallIntegerField(default=1, verbose_name="puissance fiscale"),
                ),
                ("electric", models.BooleanField(default=False, verbose_name="électrique")),
                ("start", models.DateField(verbose_name="depuis le")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vehicles",
                        to="associations.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("power__gte", 1), ("power__lte", 99)),
                        name="vehicle_has_power",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "à signer"),
                            ("accepted", "acceptée"),
                            ("declined", "non retenue"),
                            ("withdrawn", "retirée"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("volunteer", models.CharField(max_length=255)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("issuer", models.JSONField()),
                ("source", models.CharField(max_length=200)),
                ("vehicles", models.JSONField()),
                ("trips", models.JSONField()),
                ("distance_hundredths", models.PositiveIntegerField()),
                ("cents", models.PositiveBigIntegerField()),
                ("waived_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("waived_on", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="associations.membership",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="associations.association",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="waivers",
                        to="associations.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "number"), name="waiver_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["pending", "accepted"])),
                        fields=("member", "year"),
                        name="one_waiver_a_year",
                    ),
                ],
            },
        ),
    ]

"""The step of a large file that the worker reads, and the trouble where it cannot be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("transfer", "0003_arrival"),
    ]

    operations = [
        migrations.AlterField(
            model_name="arrival",
            name="step",
            field=models.CharField(
                choices=[
                    ("checking", "lecture du fichier"),
                    ("draft", "à relire"),
                    ("asking", "vérification auprès de l’ancienne adresse"),
                    ("importing", "reprise des données"),
                    ("telling", "annonce à l’ancienne adresse"),
                    ("inviting", "invitation des bénévoles"),
                    ("done", "terminé"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="arrival",
            name="trouble",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unreachable", "L’ancienne adresse ne répond pas."),
                    ("forbidden", "L’ancienne adresse n’est pas une adresse publique en https."),
                    ("not_moving", "Pour l’ancienne adresse, cette association ne déménage pas."),
                    ("moved_already", "Pour l’ancienne adresse, l’association est déjà ailleurs."),
                    ("odd", "L’ancienne adresse donne une réponse que l’on ne comprend pas."),
                    ("unreadable", "Ce fichier ne peut pas être repris ici."),
                    ("broken_secret", "Le secret du déménagement ne se lit plus."),
                    ("broken", "La reprise des données s’est arrêtée\xa0; rien n’en a été gardé."),
                ],
                max_length=20,
            ),
        ),
    ]

"""Whether volunteers may waive their travel expenses, and whether it gives a tax receipt."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("associations", "0005_invitation_mails")]

    operations = [
        migrations.AddField(
            model_name="association",
            name="policy_expenses",
            field=models.CharField(
                choices=[
                    ("none", "Non\xa0: on n’en parle pas."),
                    ("waived", "Oui\xa0: chaque personne peut y renoncer, sans reçu fiscal."),
                    ("receipts", "Oui, et nous pouvons établir des reçus fiscaux."),
                ],
                default="none",
                max_length=10,
            ),
        ),
    ]

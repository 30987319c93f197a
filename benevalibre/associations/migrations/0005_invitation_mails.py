"""What an invitation says and when its mail left, so that a day's mails can be counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("associations", "0004_directory")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="name",
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name="invitation",
            name="message",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="invitation",
            name="sent_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="mails",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["email_key"], name="invited_address"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("sent_at", None), ("state", "pending")),
                fields=["id"],
                name="invited_to_send",
            ),
        ),
    ]

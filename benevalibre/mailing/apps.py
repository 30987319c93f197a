from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "benevalibre.mailing"
    default_auto_field = "django.db.models.BigAutoField"

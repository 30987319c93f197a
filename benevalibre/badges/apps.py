from django.apps import AppConfig


class BadgesConfig(AppConfig):
    name = "benevalibre.badges"
    default_auto_field = "django.db.models.BigAutoField"

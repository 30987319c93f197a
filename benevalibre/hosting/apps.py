from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "benevalibre.hosting"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "benevalibre.home"
    default_auto_field = "django.db.models.BigAutoField"

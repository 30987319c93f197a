from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "benevalibre.associations"
    default_auto_field = "django.db.models.BigAutoField"

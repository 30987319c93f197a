from django.apps import AppConfig


class InstanceConfig(AppConfig):
    name = "benevalibre.instance"
    default_auto_field = "django.db.models.BigAutoField"

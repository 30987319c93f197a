from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "benevalibre.associations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the choice of this room's mails."""
        from benevalibre.associations.notices import offer_choices

        offer_choices()

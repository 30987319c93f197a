from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "benevalibre.certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach what this room journals and what it makes beside; offer the choice of mails."""
        from benevalibre.certificates import batching, establishing
        from benevalibre.certificates.notices import offer_choices
        from benevalibre.certificates.sentences import teach_journal

        teach_journal()
        offer_choices()
        establishing.teach()
        batching.teach()

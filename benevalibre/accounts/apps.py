from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "benevalibre.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let no mail leave to a deactivated account, but those that say that it is."""
        from benevalibre.accounts.preferences import deactivated_among
        from benevalibre.mailing.last_look import send_nothing_to

        send_nothing_to(
            deactivated_among, but=["accounts.deactivated", "hosting.account_suspended"]
        )

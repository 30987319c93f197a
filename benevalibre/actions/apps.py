from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "benevalibre.actions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the room below what this one writes in the journal, and what it counts."""
        from benevalibre.actions.notices import offer_choices
        from benevalibre.actions.sentences import teach_journal
        from benevalibre.actions.tally import TALLY
        from benevalibre.associations.tallying import tally_with

        teach_journal()
        offer_choices()
        tally_with(TALLY)

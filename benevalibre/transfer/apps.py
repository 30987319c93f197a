from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "benevalibre.transfer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the journal's page what imports and moves write; note the warnings that left."""
        from benevalibre.associations.tidings import tell_of
        from benevalibre.mailing.last_look import when_sent
        from benevalibre.transfer import idling, sentences
        from benevalibre.transfer.notices import notice_of_move
        from benevalibre.transfer.sheets.sentences import teach_journal

        teach_journal()
        sentences.teach_journal()
        tell_of(notice_of_move)
        when_sent(idling.WARNING, idling.note_warned)

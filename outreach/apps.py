from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = "Kegiatan"

    def ready(self) -> None:
        """The app's words for what its rows' histories tell, and what an office may choose."""
        import outreach.history_words
        import outreach.merging
        import outreach.policies
        import outreach.word_lists  # noqa: F401

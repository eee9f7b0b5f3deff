from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = "Kegiatan"

    def ready(self) -> None:
        """The app's words for what its rows' histories tell."""
        import outreach.history_words  # noqa: F401

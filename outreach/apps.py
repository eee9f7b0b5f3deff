from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = "Kegiatan"

    def ready(self) -> None:
        """What its rows' histories say, what an office may choose, the sheets it brings in."""
        import outreach.history_words
        import outreach.imports.kind
        import outreach.merging
        import outreach.policies
        import outreach.word_lists  # noqa: F401

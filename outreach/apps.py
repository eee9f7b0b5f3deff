from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = "Kegiatan"

    def ready(self) -> None:
        """Words for histories, what an office may choose, its sheets, where villages are met."""
        import outreach.history_words
        import outreach.imports.kind
        import outreach.merging
        import outreach.policies
        import outreach.word_lists  # noqa: F401
        from outreach.figures.positions import positions
        from villages import places

        places.register_positions(positions)

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "Wilayah dan desa"

    def ready(self) -> None:
        """Words for histories, what hangs on an officer, and the lists that come as sheets."""
        import villages.history_words
        import villages.imports.kind
        import villages.merging
        import villages.word_lists  # noqa: F401

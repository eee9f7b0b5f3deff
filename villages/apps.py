from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "Wilayah dan desa"

    def ready(self) -> None:
        """The app's words for what its rows' histories tell, and what hangs on an officer."""
        import villages.history_words
        import villages.merging
        import villages.word_lists  # noqa: F401

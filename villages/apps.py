from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "Wilayah dan desa"

    def ready(self) -> None:
        """The app's words for what its rows' histories tell."""
        import villages.history_words  # noqa: F401

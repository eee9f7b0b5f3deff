from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Angka dan laporan"

    def ready(self) -> None:
        """The app's words for what its rows' histories tell."""
        import reports.history_words  # noqa: F401

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Angka dan laporan"

    def ready(self) -> None:
        """The app's words for what its rows' histories tell, and what a Kanwil may choose."""
        import reports.history_words
        import reports.policies  # noqa: F401

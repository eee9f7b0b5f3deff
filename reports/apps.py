from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Angka dan laporan"

    def ready(self) -> None:
        """Words for histories, a Kanwil's choices, the sheet of figures, villages' evidence."""
        import reports.history_words
        import reports.imports.kind
        import reports.policies  # noqa: F401
        from reports.figures.evidence import passport_demand, setbacks
        from villages import evidence

        evidence.register(passport_demand)
        evidence.register(setbacks)

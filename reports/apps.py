from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Angka dan laporan"

    def ready(self) -> None:
        """Words for histories, what a Kanwil may choose, figures that speak for a village."""
        import reports.history_words
        import reports.policies  # noqa: F401
        from reports.figures.evidence import passport_demand
        from villages import evidence

        evidence.register(passport_demand)

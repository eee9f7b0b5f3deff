from django.apps import AppConfig

from dbi_portal.lib.pages.trail import told_by


class OfficersConfig(AppConfig):
    name = "officers"
    verbose_name = "Kantor dan petugas"

    def ready(self) -> None:
        """The words of the audit trail, and who tells a page about the last change of a row."""
        import officers.history_words  # noqa: F401
        from officers.history import last_change

        told_by(last_change)

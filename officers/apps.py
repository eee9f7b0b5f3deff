from django.apps import AppConfig
from django.db.models.signals import post_migrate

from dbi_portal.lib.changes import watch_tables
from dbi_portal.lib.pages.trail import told_by


class OfficersConfig(AppConfig):
    name = "officers"
    verbose_name = "Kantor dan petugas"

    def ready(self) -> None:
        """The words of the audit trail, who tells a page about the last change of a row, and the
        trigger on every table that tells kept pages of a change.
        """
        import officers.history_words  # noqa: F401
        from officers.history import last_change

        told_by(last_change)
        post_migrate.connect(watch_tables, sender=self)

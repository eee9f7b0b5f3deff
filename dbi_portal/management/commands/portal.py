"""`manage.py portal start|stop|status`: the embedded PostgreSQL and Valkey by hand."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dbi_portal.local import running, servers
from dbi_portal.local.failures import LocalFailure


class Command(BaseCommand):
    help = "Menyalakan, menghentikan, atau melihat PostgreSQL dan Valkey bawaan."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=["start", "stop", "status"])

    def handle(self, *, verb, **options):
        try:
            for line in getattr(self, verb)():
                self.stdout.write(line)
        except LocalFailure as failure:
            raise CommandError(str(failure)) from failure

    def start(self):
        postgres, valkey = servers.embedded()
        servers.ensure_servers(settings.VAR_DIR, postgres=postgres, valkey=valkey)
        return self.status()

    def stop(self):
        address = running.address(settings.VAR_DIR)
        if address:
            raise LocalFailure(
                f"Portal sedang berjalan di {address}. Tekan Ctrl-C di terminal “make run” dahulu."
            )
        stopped = servers.stop_servers(settings.VAR_DIR)
        return [f"{name} berhenti." for name in stopped] or [
            "Tidak ada server bawaan yang menyala."
        ]

    def status(self):
        postgres, valkey = servers.embedded()
        lines = servers.describe(settings.VAR_DIR)
        lines[0] = lines[0] if postgres else "PostgreSQL: memakai server di DATABASE_URL"
        lines[1] = lines[1] if valkey else "Valkey: memakai server di REDIS_URL"
        address = running.address(settings.VAR_DIR)
        return [*lines, f"Portal: berjalan di {address}" if address else "Portal: tidak berjalan"]

"""`manage.py prepare`: everything between a new version of the code and a portal that serves."""

import hashlib
import time
from contextlib import contextmanager
from pathlib import Path

import redis
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from dbi_portal import storage
from officers.models import Office


class Command(BaseCommand):
    help = "Menyiapkan basis data, wilayah, dan berkas tampilan; mengulang tidak mengubah apa pun."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="Isi basis data yang kosong dengan lima kisah."
        )

    def handle(self, *, demo: bool, **options):
        self.ask_servers()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            with self.step("Menyiapkan tabel basis data"):
                call_command("migrate", interactive=False, verbosity=0)
        with self.step("Memeriksa wilayah Indonesia"):
            call_command("load_regions", stderr=self.stdout)
        empty = not Office.objects.exclude(code="pusat").exists()  # the centre is a default
        if empty and demo:
            with self.step("Mengisi data contoh dari lima kisah"):
                call_command("seed_demo", stderr=self.stdout, verbosity=0)
        elif empty:
            with self.step("Mengisi daftar bawaan"):
                call_command("load_defaults", stderr=self.stdout)
        self.collect_static()

    def ask_servers(self):
        """Say in one line which server does not answer, before anything is begun."""
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(
                "Basis data tidak terjangkau. Periksa DATABASE_URL dan servernya, lalu ulangi. "
                f"({str(error).strip().splitlines()[0]})"
            ) from error
        if connection.pg_version < 150000:
            raise CommandError(
                "Portal memerlukan PostgreSQL 15 atau lebih baru. Perbarui server di DATABASE_URL."
            )
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5)
        try:
            client.ping()
        except redis.RedisError as error:
            raise CommandError(
                "Antrean (Valkey/Redis) tidak terjangkau. Periksa REDIS_URL dan servernya, "
                f"lalu ulangi. ({error})"
            ) from error
        finally:
            client.close()

    def collect_static(self):
        """Gather the static files, unless none of them changed since they were last gathered."""
        stamp = Path(settings.STATIC_ROOT) / ".terkumpul"
        digest = fingerprint_of_static_files()
        if stamp.exists() and stamp.read_text() == digest:
            return
        with self.step("Mengumpulkan berkas tampilan"):
            call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)

    @contextmanager
    def step(self, sentence: str):
        self.stdout.write(f"{sentence} …")
        self.stdout.flush()
        begun = time.monotonic()
        yield
        seconds = f"{time.monotonic() - begun:.1f}".replace(".", ",")
        self.stdout.write(f"  selesai dalam {seconds} detik.")
        self.stdout.flush()


def fingerprint_of_static_files() -> str:
    """Return a digest of the names, sizes and times of all static files there are."""
    lines = [Path(storage.__file__).read_text()]  # what is done with them counts too
    for finder in get_finders():
        for path, place in finder.list(None):
            status = Path(place.path(path)).stat()
            lines.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

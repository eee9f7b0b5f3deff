import json as json_
import sys
from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.demo import accounts, seed
from dbi_portal.lib.tables import ensure_tables
from dbi_portal.management.commands.load_defaults import load_defaults

REFUSED = (
    "Contoh tidak dimuat: portal ini berjalan di belakang HTTPS, jadi tampak seperti portal "
    "sungguhan, dan kata sandi akun contoh diketahui umum. Setel DEMO_MODE=1 bila memang contoh."
)


class Command(BaseCommand):
    help = "Muat lima cerita contoh. Diulang pun tidak mengubah apa-apa."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, json: bool, verbosity: int, **options):
        if settings.BEHIND_HTTPS and not settings.DEMO_MODE:
            self._say({"refused": REFUSED, "added": {}, "seconds": 0.0}, as_json=json)
            self.stderr.write(REFUSED)
            sys.exit(2)
        started = perf_counter()
        ensure_tables()
        seed.ensure_regions()
        load_defaults()
        added = seed.seed(at=timezone.now())
        seconds = round(perf_counter() - started, 2)
        self._say({"refused": None, "added": added, "seconds": seconds}, as_json=json)
        self.stderr.write(f"Contoh: {sum(added.values())} baris baru dalam {seconds} detik.")
        if verbosity and not json:
            self.stdout.write(accounts.as_text())

    def _say(self, summary: dict, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json_.dumps(summary))

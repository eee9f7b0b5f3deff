import json as json_
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dbi_portal.demo.scale.build import build_scale
from dbi_portal.lib.months import Month
from dbi_portal.lib.tables import ensure_tables
from dbi_portal.management.commands.load_defaults import load_defaults
from officers.models import Office
from villages.models import Region

MOST = 50_000_000


class Command(BaseCommand):
    help = "Isi satu negeri data contoh untuk mengukur kecepatan: 185 kantor, lima tahun."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=250_000, help="Jumlah angka paspor.")
        parser.add_argument(
            "--sessions", type=int, default=1_000_000, help="Jumlah kegiatan. Bawaan: sejuta."
        )
        parser.add_argument("--seed", type=int, default=7, help="Benih angka acak. Bawaan: 7.")
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, rows: int, sessions: int, seed: int, json: bool, **options):
        if not 1 <= rows <= MOST:
            raise CommandError(f"--rows antara 1 dan {MOST}, bukan {rows}.")
        if Office.objects.filter(code="kanim-skala-001").exists():
            raise CommandError(
                "Data contoh sebesar negeri sudah ada. Mulai dari basis data kosong."
            )
        started = perf_counter()
        ensure_tables()
        load_defaults()
        last = Month.of(timezone.localdate()).previous()
        built = build_scale(sessions=sessions, statistics=rows, seed=seed, last=last)
        built = {
            "villages": Region.objects.villages().count(),
            "offices": Office.objects.count(),
            **built,
            "seconds": round(perf_counter() - started, 2),
        }
        self.stderr.write(
            f"{built['statistics']} angka dan {built['sessions']} kegiatan "
            f"dalam {built['seconds']} detik."
        )
        if json:
            self.stdout.write(json_.dumps(built))

import json as json_
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dbi_portal.demo.world.build import build
from dbi_portal.lib.tables import ensure_tables
from dbi_portal.management.commands.load_defaults import load_defaults

MOST = 89  # regencies and districts have two digits, and 90 is the supervisors’ own


class Command(BaseCommand):
    help = (
        "Isi dunia kecil untuk pengujian: setiap model untuk setiap kantor. Bukan untuk produksi."
    )

    def add_arguments(self, parser):
        parser.add_argument("--kanwil", type=int, default=3, help="Jumlah Kanwil. Bawaan: 3.")
        parser.add_argument("--offices", type=int, default=3, help="Kanim per Kanwil. Bawaan: 3.")
        parser.add_argument("--seed", type=int, default=7, help="Benih angka acak. Bawaan: 7.")
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, kanwil: int, offices: int, seed: int, json: bool, **options):
        for name, number in (("--kanwil", kanwil), ("--offices", offices)):
            if not 1 <= number <= MOST:
                raise CommandError(f"{name} antara 1 dan {MOST}, bukan {number}.")
        started = perf_counter()
        ensure_tables()
        load_defaults()
        world = build(kanwil=kanwil, offices=offices, seed=seed, at=timezone.now())
        seconds = round(perf_counter() - started, 2)
        self.stderr.write(
            f"Dunia uji: {len(world['offices'])} kantor, {len(world['users'])} akun, "
            f"{seconds} detik."
        )
        if json:
            self.stdout.write(json_.dumps(world))

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.db.models import Count

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.tables import ensure_tables
from villages.editions import KEMENDAGRI_2025
from villages.loading import load
from villages.models import Region


class Command(BaseCommand):
    help = "Muat semua provinsi, kabupaten/kota, kecamatan, desa dan kelurahan (kode Kemendagri)."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, json: bool, **options):
        ensure_tables()
        result = asdict(load(KEMENDAGRI_2025))
        self.stderr.write(
            f"{KEMENDAGRI_2025.decree}: {angka(result['new'])} wilayah baru, "
            f"{angka(result['changed'])} berubah, {angka(result['unchanged'])} sama."
        )
        if json:
            self.stdout.write(as_json(result))


def as_json(result: dict) -> str:
    levels = dict(Region.objects.order_by().values_list("level").annotate(Count("pk")))
    counts = {
        "provinces": levels.get(Region.Level.PROVINCE, 0),
        "regencies": levels.get(Region.Level.REGENCY, 0),
        "districts": levels.get(Region.Level.DISTRICT, 0),
        "villages": levels.get(Region.Level.VILLAGE, 0),
    }
    return json.dumps({"edition": KEMENDAGRI_2025.code} | counts | result)

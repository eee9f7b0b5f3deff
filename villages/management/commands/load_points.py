import json
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import SheetError
from dbi_portal.lib.tables import ensure_tables
from villages.actions.places import Loaded, load_points
from villages.forms.point_sheets import NoSheet, RowError, read_points

REFUSED = 2
SHOWN = 20  # errors told on the screen; the JSON tells them all


class Command(BaseCommand):
    help = (
        "Muat titik desa dari CSV atau XLSX dengan kolom code, lat, lng (kode Kemendagri, derajat "
        "desimal). Semua atau tidak sama sekali; diulang, tidak ada yang berubah."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV, XLSX, XLS, atau ODS.")
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, file: Path, json: bool, **options):
        ensure_tables()
        self.json, started = json, perf_counter()
        if not file.is_file():
            return self.refuse(f"Berkas {file.name} tidak ada.")
        try:
            read = read_points(file)
        except (NoSheet, SheetError) as refused:
            return self.refuse(str(refused))
        if read.errors:
            count = angka(len(read.errors))
            return self.refuse(f"{count} galat; tidak ada titik yang dimuat.", read.errors)
        loaded = load_points(points=read.points, source=file.name, at=timezone.now())
        return self.tell(loaded, round(perf_counter() - started, 2))

    def tell(self, loaded: Loaded, seconds: float) -> None:
        self.stderr.write(
            f"{angka(loaded.new)} titik baru, {angka(loaded.changed)} berubah, "
            f"{angka(loaded.unchanged)} sama."
        )
        self.document("loaded", loaded, [], seconds)

    def refuse(self, sentence: str, errors: list[RowError] = ()) -> None:
        for error in errors[:SHOWN]:
            self.stderr.write(error.message)
        if len(errors) > SHOWN:
            self.stderr.write(f"… dan {angka(len(errors) - SHOWN)} galat lain.")
        self.stderr.write(sentence)
        told = errors or [RowError(0, "", sentence)]
        self.document("refused", Loaded(0, 0, 0), told, 0.0)
        raise SystemExit(REFUSED)

    def document(self, state: str, loaded: Loaded, errors: list[RowError], seconds: float) -> None:
        if self.json:
            told = {"state": state, **asdict(loaded), "errors": [asdict(each) for each in errors]}
            self.stdout.write(json.dumps(told | {"seconds": seconds}, ensure_ascii=False))

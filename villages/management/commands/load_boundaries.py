import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.tables import ensure_tables
from villages.actions.borders import Refused, WrongBorder, store_borders
from villages.actions.places import Loaded
from villages.forms.border_files import NotGeoJson, read_borders

REFUSED = 2
SHOWN = 20  # errors told on the screen; the JSON tells them all


class Command(BaseCommand):
    help = (
        "Muat batas wilayah dari GeoJSON (FeatureCollection, WGS 84) dengan kode Kemendagri di "
        "properti kode atau code. Semua atau tidak sama sekali; diulang, tidak ada yang berubah."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="GeoJSON, paling besar 300 MB.")
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, file: Path, json: bool, **options):
        ensure_tables()
        self.json, started = json, perf_counter()
        if not file.is_file():
            return self.refuse([WrongBorder(0, "", f"Berkas {file.name} tidak ada.")])
        try:
            loaded = store_borders(found=read_borders(file), source=file.name, at=timezone.now())
        except NotGeoJson as refused:
            return self.refuse([WrongBorder(0, "", str(refused))])
        except Refused as refused:
            return self.refuse(refused.errors)
        return self.tell(loaded, round(perf_counter() - started, 2))

    def tell(self, loaded: Loaded, seconds: float) -> None:
        self.stderr.write(
            f"{angka(loaded.new)} batas baru, {angka(loaded.changed)} berubah, "
            f"{angka(loaded.unchanged)} sama."
        )
        self.document("loaded", loaded, [], seconds)

    def refuse(self, errors: Sequence[WrongBorder]) -> None:
        for error in errors[:SHOWN]:
            self.stderr.write(error.message)
        if len(errors) > SHOWN:
            self.stderr.write(f"… dan {angka(len(errors) - SHOWN)} galat lain.")
        self.stderr.write("Tidak ada batas yang dimuat.")
        self.document("refused", Loaded(0, 0, 0), errors, 0.0)
        raise SystemExit(REFUSED)

    def document(self, state: str, loaded: Loaded, errors: Sequence, seconds: float) -> None:
        if self.json:
            told = {"state": state, **asdict(loaded), "errors": [asdict(each) for each in errors]}
            self.stdout.write(json.dumps(told | {"seconds": seconds}, ensure_ascii=False))

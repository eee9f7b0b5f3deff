import csv
import io
import json
from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.lib.text import squash
from officers.models import Office
from villages.matching import Match, Place, find_villages
from villages.models import Jurisdiction

MOST_BYTES = 100 * 1024 * 1024
HEADINGS = {
    "village": ("village", "desa", "kelurahan", "desakelurahan", "kode", "code"),
    "district": ("district", "kecamatan"),
    "regency": ("regency", "kabupaten", "kota", "kabupatenkota"),
}


class Refused(Exception):
    """The file or the office is not what the command can work with; exit code 2."""


class Command(BaseCommand):
    help = "Cari kode Kemendagri untuk nama desa/kelurahan dalam sebuah berkas CSV."

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV dengan kolom village, district, regency.")
        parser.add_argument("--office", help="Kode kantor yang wilayah kerjanya dipakai.")
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, file: str, office: str | None, json: bool, **options):
        started = perf_counter()
        try:
            rows = self._resolved(Path(file), office)
        except Refused as refused:
            self._print({"rows": [], "seconds": 0.0, "error": str(refused)}, json)
            self.stderr.write(str(refused))
            raise SystemExit(2) from refused
        self._print({"rows": rows, "seconds": round(perf_counter() - started, 2)}, json)
        counts = [sum(row["status"] == each for row in rows) for each in ("matched", "ask")]
        self.stderr.write(
            f"{len(rows)} baris: {counts[0]} pasti, {counts[1]} perlu ditanyakan, "
            f"{len(rows) - sum(counts)} tidak dikenal."
        )

    def _resolved(self, path: Path, code: str | None) -> list[dict]:
        office, within = _work_area(code)
        places = [
            (line, Place(village, district, regency, within, office and office.pk))
            for line, village, district, regency in _rows(path)
        ]
        matches = find_villages(place for _, place in places)
        return [as_row(line, matches[place]) for line, place in places]

    def _print(self, document: dict, as_json: bool) -> None:  # noqa: FBT001 -- one caller
        if as_json:
            self.stdout.write(json.dumps(document, ensure_ascii=False))
            return
        for row in document["rows"]:
            likely = "; ".join(f"{each['name']} ({each['path']})" for each in row["candidates"])
            self.stdout.write(f"{row['line']}\t{row['status']}\t{row['code'] or '-'}\t{likely}")


def as_row(line: int, match: Match) -> dict:
    """One row of the JSON document, as scripts read it."""
    return {
        "line": line,
        "status": str(match.status),
        "code": match.code,
        "candidates": [each._asdict() for each in match.candidates],
    }


def _work_area(code: str | None) -> tuple[Office | None, tuple[str, ...]]:
    if not code:
        return None, ()
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise Refused(f"Kantor dengan kode {code} tidak ada.")
    today = timezone.localdate()
    under = Office.objects.under(office, on=today).values_list("pk", flat=True)
    served = Jurisdiction.objects.on(today).filter(office__in=[office.pk, *under])
    codes = served.order_by("region_id").values_list("region_id", flat=True).distinct()
    return office, tuple(codes)


def _rows(path: Path) -> list[tuple[int, str, str, str]]:
    """Line number in the file (the heading is line 1) and the three cells of each filled row."""
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    heading = next(reader, [])
    at = {name: _column(heading, words) for name, words in HEADINGS.items()}
    if at["village"] is None:
        raise Refused("Kolom village tidak ditemukan. Baris pertama harus berisi judul kolom.")
    found, line = [], reader.line_num + 1
    try:
        for cells in reader:
            said = [_cell(cells, at[name]) for name in HEADINGS]
            if any(said):
                found.append((line, *said))
            line = reader.line_num + 1  # a cell may hold a line break
    except csv.Error as error:
        raise Refused(f"Berkas {path.name} bukan CSV yang utuh: baris {line}.") from error
    return found


def _text(path: Path) -> str:
    if not path.is_file():
        raise Refused(f"Berkas {path.name} tidak ada.")
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"Berkas {path.name} lebih dari 100 MB.")
    content = path.read_bytes()
    if b"\x00" in content:
        raise Refused(f"Berkas {path.name} bukan CSV.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _dialect(text: str) -> type[csv.Dialect]:
    class Found(csv.excel):
        first = text.partition("\n")[0]
        delimiter = max(",;\t|", key=first.count)

    return Found


def _column(heading: list[str], words: tuple[str, ...]) -> int | None:
    keys = [squash(cell) for cell in heading]
    return next((keys.index(word) for word in words if word in keys), None)


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""

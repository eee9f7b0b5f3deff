"""100,000 figures from a spreadsheet to the register: checked, matched, each with its cell.

Beside a plain django-import-export on a slice of the same rows, and beside the floor: reading the
file, COPY, one upsert.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from itertools import islice, product
from pathlib import Path

import python_calamine
from django.db import connection, models
from django.utils import timezone
from import_export import fields, resources, widgets
from tablib import Dataset

from benchmarks.results import result, seconds
from dbi_portal.lib.months import Month
from dbi_portal.lib.workbooks import SAFE
from officers.actions.imports import open_run
from officers.imports.running import check_run, commit_run, undo_run
from officers.models import ImportRun, Office, OfficeSupervision, User
from reports.actions.statistics import KEY_COLUMNS
from villages.models import Jurisdiction, Region

ROWS, FEW, SLICE, ROUNDS = 100_000, 10_000, 2_000, 4
OFFICES, MONTHS = 20, 10
HEADINGS = (
    *("Kantor", "Bulan", "Kelurahan", "Kecamatan", "Kabupaten/Kota"),
    *("Keperluan", "Hasil", "Jumlah"),
)
PURPOSES = {"PMI": "pmi", "Umroh": "umrah"}
OUTCOMES = {"Terbit": "terbit", "Ditolak": "penolakan"}
NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
PLAIN_IS = "plain django-import-export"


def measure() -> list[dict]:
    clerk, figures = prepared()
    with tempfile.TemporaryDirectory(prefix="bench-imports-") as folder:
        large, small = Path(folder) / "rekap.xlsx", Path(folder) / "rekap-kecil.xlsx"
        large.write_bytes(workbook(figures))
        small.write_bytes(workbook(figures[:FEW]))
        plain = seconds(lambda: plain_import(figures[:SLICE])) * len(figures) / SLICE
        pairs = [rounds(large, figures, clerk) for _ in range(ROUNDS)]
        least, ours = map(min, zip(*pairs, strict=True))
        memory = [most_memory(file, clerk) for file in (small, large)]
    many = f"{len(figures) // 1000}k"
    return [
        result(
            f"import {many} against the library", ours=plain, baseline=ours,
            baseline_is=f"ours; {PLAIN_IS} is the first, from {SLICE} rows", goal=">= 60",
        ),
        result(
            f"import {many}", ours=ours, baseline=least, baseline_is="calamine + COPY + upsert",
            goal="<= 2.5",
        ),
        result(
            f"import {many}, most memory of the process (MB)", ours=memory[1], baseline=memory[0],
            baseline_is=f"the same for {FEW // 1000}k", goal="<= 1.15",
        ),
    ]  # fmt: skip


def rounds(file: Path, figures: list[tuple], clerk: User) -> tuple[float, float]:
    """Floor and ours in turn, so that a noisy minute hits both; what was written is undone."""
    least, ours = seconds(lambda: floor(file, figures)), seconds(lambda: imported(file, clerk))
    run = ImportRun.objects.latest("pk")
    assert run.statistics.current().count() == len(figures)  # noqa: S101
    undo_run(run=run, by=clerk, at=timezone.now())
    with connection.cursor() as cursor:
        # Every round begins as the first: with months of which nothing was told yet.
        cursor.execute("DELETE FROM reports_homesum WHERE figures = 0")
        cursor.execute(
            "VACUUM ANALYZE reports_passportstatistic, reports_homesum, officers_importline"
        )
    print(f"import: floor {least:.1f} s, ours {ours:.1f} s", file=sys.stderr)
    return least, ours


# What is imported


def prepared() -> tuple[User, list[tuple]]:
    """A Kanwil with its offices, each serving a regency, and the figures of its villages."""
    kanwil = _office("kanwil", "rekap")
    clerk = User.objects.create(username="rekap", role="admin", office=kanwil)
    offices = [_office("kanim", f"rekap-{number}") for number in range(OFFICES)]
    for office in offices:
        OfficeSupervision.objects.create(
            office=office, supervisor=kanwil, starts_on=date(2020, 1, 1)
        )
    months = [Month(2025, number + 1) for number in range(MONTHS)]
    each = ROWS // (OFFICES * MONTHS * len(PURPOSES) * len(OUTCOMES))
    places = [
        (office, village)
        for office, regency in zip(offices, regencies(each), strict=True)
        for village in served(office, regency)[:each]
    ]
    rows = product(months, places, PURPOSES, OUTCOMES)
    return clerk, [
        (office, month, village, purpose, outcome, number % 977)
        for number, (month, (office, village), purpose, outcome) in enumerate(rows)
    ]


def _office(kind: str, name: str) -> Office:
    title = f"{kind.capitalize()} {name.capitalize()} (contoh)"
    return Office.objects.create(
        code=f"{kind}-{name}", kind=kind, name=title, short_name=title, made_up=True
    )


def regencies(villages: int) -> list[str]:
    """Codes of regencies with more than so many villages."""
    counted = Counter(
        code[:5] for code in Region.objects.villages().current().values_list("pk", flat=True)
    )
    large = sorted(code for code, number in counted.items() if number > villages * 1.3)
    return large[: OFFICES * 10 : 10]


def served(office: Office, regency: str) -> list[Region]:
    """The office serves the regency; its villages whose name is no other's there."""
    Jurisdiction.objects.create(office=office, region_id=regency, starts_on=date(2020, 1, 1))
    villages = list(Region.objects.villages().current().within(regency).order_by("code"))
    named = Counter(village.key for village in villages)
    return [village for village in villages if named[village.key] == 1]


def workbook(figures: list[tuple]) -> bytes:
    """As an office sends it: names with a class word, in capitals, with a space too many."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SAFE)
    sheet = book.add_worksheet("Rekap")
    sheet.write_row(0, 0, HEADINGS)
    for number, (office, month, village, purpose, outcome, count) in enumerate(figures, start=1):
        district, regency = village.path.split(", ")[:2]
        name = as_written(village, number)
        cells = (office.code, str(month), name, district, regency, purpose, outcome, count)
        sheet.write_row(number, 0, cells)
    book.close()
    return content.getvalue()


def as_written(village: Region, number: int) -> str:
    if number % 5 == 0:
        return f"{'Kel.' if village.kind == 'kelurahan' else 'Desa'} {village.name}"
    if number % 7 == 0:
        return village.name.upper()
    return village.name.replace(" ", "  ") if number % 11 == 0 else village.name


# Ours


def imported(file: Path, clerk: User) -> ImportRun:
    run = open_run(
        office=clerk.office, within=None, kind="passport-statistics", content=file.read_bytes(),
        filename=file.name, by=clerk,
    )  # fmt: skip
    found = check_run(run=run, at=NOW)
    assert found.may_be_committed, (found.counts, found.problems[:3])  # noqa: S101
    return commit_run(run=run, by=clerk, at=timezone.now())


def most_memory(file: Path, clerk: User) -> float:
    """MB a fresh process needs at most to check and write the file; what it wrote is undone."""
    command = [sys.executable, "-m", "benchmarks.import_once", str(file), clerk.username]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(answer.stdout.splitlines()[-1])["memory"]


# What it is measured against


class Figure(models.Model):
    """The same key without anything else the register keeps."""

    office = models.ForeignKey(Office, models.DO_NOTHING, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    outcome = models.CharField(max_length=30)
    purpose = models.CharField(max_length=15, blank=True)
    home_region = models.ForeignKey(Region, models.DO_NOTHING, null=True, related_name="+")
    service_point = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        app_label = "reports"
        managed = False
        db_table = "bench_figure"

    def __str__(self) -> str:
        return f"{self.office_id} {self.period_start}: {self.count}"


class PlainResource(resources.ModelResource):
    """As the library's own papers show it."""

    office = fields.Field("office", "office", widgets.ForeignKeyWidget(Office, "code"))
    home_region = fields.Field(
        "home_region", "home_region", widgets.ForeignKeyWidget(Region, "code")
    )

    class Meta:
        model = Figure
        fields = [field.name for field in Figure._meta.concrete_fields if field.name != "id"]
        import_id_fields = [name for name in fields if name != "count"]


def plain_import(figures: list[tuple]) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Figure)
    dataset = Dataset(headers=PlainResource.Meta.fields)
    for office, month, village, purpose, outcome, count in figures:
        days = month.first_day.isoformat(), month.last_day.isoformat()
        words = OUTCOMES[outcome], PURPOSES[purpose]
        dataset.append([office.code, *days, *words, village.pk, "", count])
    found = PlainResource().import_data(dataset, raise_errors=True)
    assert found.totals["new"] == len(figures)  # noqa: S101
    with connection.schema_editor() as editor:
        editor.delete_model(Figure)


def floor(file: Path, figures: list[tuple]) -> None:
    """Nothing is checked: the cells as they are, with the codes they were made from."""
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    rows = islice(book.get_sheet_by_index(0).to_python(), 1, None)
    paper = io.StringIO()
    csv.writer(paper).writerows(
        (made[0].pk, f"{row[1]}-01", f"{row[1]}-28", row[6], row[5], made[2].pk, int(row[7]))
        for row, made in zip(rows, figures, strict=True)
    )
    paper.seek(0)
    with connection.cursor() as cursor:
        _floor_table(cursor)
        cursor.copy_expert(f"COPY arrived ({COLUMNS}) FROM STDIN WITH (FORMAT csv)", paper)
        cursor.execute(UPSERT)
        cursor.execute("DROP TABLE bench_floor, arrived")


COLUMNS = "office_id, period_start, period_end, outcome, purpose, home_region_id, count"
KEY = ", ".join(KEY_COLUMNS)
UPSERT = f"""
    INSERT INTO bench_floor ({COLUMNS}) SELECT {COLUMNS} FROM arrived
    ON CONFLICT ({KEY}) DO UPDATE SET count = excluded.count
"""  # noqa: S608


def _floor_table(cursor) -> None:
    names = ", ".join((*KEY_COLUMNS, "count"))
    cursor.execute(
        f"CREATE TABLE bench_floor AS SELECT {names} FROM reports_passportstatistic LIMIT 0"  # noqa: S608
    )
    cursor.execute(f"CREATE UNIQUE INDEX ON bench_floor ({KEY}) NULLS NOT DISTINCT")
    cursor.execute("CREATE TEMPORARY TABLE arrived AS SELECT * FROM bench_floor")

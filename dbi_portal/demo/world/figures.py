"""An office's passport figures: two years, a breakdown by home, an import and a correction."""

from __future__ import annotations

import hashlib
from datetime import datetime
from random import Random

from django.core.files.base import ContentFile

from dbi_portal.demo.figures import Figure, of_month, of_months, write_figures
from dbi_portal.demo.pen import Pen
from dbi_portal.demo.world import places
from dbi_portal.demo.world.offices import Seat
from dbi_portal.lib.months import Month
from officers.models import ImportRun, Office, User
from reports.actions.statistics import Origin, correct_statistic, record_statistic
from reports.models import PassportStatistic

FIRST, IMPORTED = Month(2024, 8), Month(2025, 9)
MONTHS = 13  # August 2024 to August 2025: this month, last month and last year
SHEET = b"Bulan;Keperluan;Hasil;Jumlah\n2025-09;PMI;Terbit;77\n"


def write_world_figures(office: Office, seat: Seat, *, by: User, at: datetime, rng: Random) -> None:
    totals = of_months(FIRST, [rng.randint(60, 240) for _ in range(MONTHS)])
    homes = [part for total in totals for part in _by_home(total, seat)]
    write_figures(Pen(at), office, [*totals, *homes], by=by)
    _write_import(office, by, at)
    august = PassportStatistic.objects.current().get(
        office=office, period_start=totals[-1].start, home_region=None
    )
    correct_statistic(
        statistic=august, count=august.count + 1, reason="Salah ketik", by=by, at=at, made_up=True
    )


def _by_home(total: Figure, seat: Seat) -> list[Figure]:
    """Half from the first village, a third from the second, the rest from the third."""
    first, second, third = places.villages_in(seat.district)[:3]
    half, part = total.count // 2, total.count // 3
    counts = {first: half, second: part, third: total.count - half - part}
    return [of_month(Month.of(total.start), n, home=code) for code, n in counts.items()]


def _write_import(office: Office, by: User, at: datetime) -> None:
    """The sheet of September, stored and confirmed, and the figure that came out of it."""
    run = ImportRun(
        office=office, kind="passport-statistics", filename="uji.csv", uploaded_by=by,
        sha256=hashlib.sha256(office.code.encode() + SHEET).hexdigest(),
        state=ImportRun.State.COMMITTED, committed_by=by, committed_at=at,
    )  # fmt: skip
    run.original.save("uji.csv", ContentFile(SHEET), save=False)
    run.save()
    record_statistic(
        office=office, period=IMPORTED, outcome=PassportStatistic.Outcome.ISSUED,
        purpose=PassportStatistic.Purpose.MIGRANT_WORK, count=77, by=by, at=at, made_up=True,
        origin=Origin(run, sheet="", row=2, column="Jumlah"),
    )  # fmt: skip

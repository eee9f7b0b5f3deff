"""An office's passport figures: two years, a breakdown by home, an import and a correction."""

from __future__ import annotations

from datetime import datetime
from random import Random

from dbi_portal.demo.figures import (
    Figure,
    Outcome,
    Purpose,
    of_month,
    of_months,
    shared_out,
    write_figures,
)
from dbi_portal.demo.pen import Pen
from dbi_portal.demo.world import places
from dbi_portal.demo.world.offices import Seat
from dbi_portal.lib.months import Month
from officers.actions.imports import finish_check, open_run
from officers.imports.findings import Findings
from officers.models import ImportLine, ImportRun, Office, User
from reports.actions.statistics import Origin, correct_statistic, record_statistic
from reports.models import PassportStatistic, StatisticDiscrepancy

FIRST, SEPTEMBER = Month(2024, 8), Month(2025, 9)
MONTHS = 13  # August 2024 to August 2025: this month, last month and last year
COUNT = 77
TOLD = 0  # August 2024: the one month that is broken down by country of destination as well


def write_world_figures(office: Office, seat: Seat, *, by: User, at: datetime, rng: Random) -> None:
    totals = of_months(FIRST, [rng.randint(60, 240) for _ in range(MONTHS)])
    homes = [part for total in totals for part in _by_home(total, seat)]
    write_figures(Pen(at), office, [*totals, *homes], by=by)
    _write_destinations(office, totals[TOLD], by, at)
    _write_imports(office, by, at)
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


def _write_destinations(office: Office, total: Figure, by: User, at: datetime) -> None:
    """They add up to the office's own figure of that month."""
    shares = shared_out(total.count, {"Malaysia": 3, "Taiwan": 2, "Hong Kong": 1})
    for destination, count in shares.items():
        record_statistic(
            office=office, period=Month.of(total.start), outcome=total.outcome,
            purpose=total.purpose, destination=destination, count=count, by=by, at=at,
            made_up=True, source="Data contoh",
        )  # fmt: skip


def _write_imports(office: Office, by: User, at: datetime) -> None:
    """The sheet of September, confirmed, with the figure that came of it; October's still waits."""
    run = _write_run(office, SEPTEMBER, by, committed_at=at)
    _write_run(office, SEPTEMBER.next(), by)
    record_statistic(
        office=office, period=SEPTEMBER, outcome=Outcome.ISSUED, purpose=Purpose.MIGRANT_WORK,
        count=COUNT, by=by, at=at, made_up=True, origin=Origin(run, row=2, column="Jumlah"),
    )  # fmt: skip


def _write_run(
    office: Office, month: Month, by: User, committed_at: datetime | None = None
) -> ImportRun:
    content = f"Bulan;Keperluan;Hasil;Jumlah\n{month};PMI;Terbit;{COUNT}\n"
    content = f"{content}TOTAL;;;{COUNT + 1}\n".encode()
    run = open_run(
        office=office, within=None, kind="passport-statistics", content=content,
        filename=f"uji-{month}.csv", by=by,
    )  # fmt: skip
    ImportLine.objects.create(run=run, position=1, row=2, column="Jumlah", values=_line(run, month))
    found = Findings(rows=1, counts={"new": 1}, offices=(office.pk,))
    finish_check(run=run, outcome=found.as_json())
    if committed_at:
        # Not by `commit_run`: what comes out of a sheet never says that it was made up.
        run.state, run.committed_by, run.committed_at = run.State.COMMITTED, by, committed_at
        run.save()
        _write_difference(run, month)
    return run


def _write_difference(run: ImportRun, month: Month) -> None:
    """The sheet's own total is one too many."""
    StatisticDiscrepancy.objects.create(
        run=run, office=run.office, period_start=month.first_day, period_end=month.last_day,
        row=3, where="TOTAL", printed=COUNT + 1, computed=COUNT,
    )  # fmt: skip


def _line(run: ImportRun, month: Month) -> dict[str, object]:
    return {
        "office_id": run.office_id,
        "period_start": month.first_day.isoformat(),
        "period_end": month.last_day.isoformat(),
        "outcome": Outcome.ISSUED,
        "purpose": Purpose.MIGRANT_WORK,
        "count": COUNT,
        "grain": "month:purpose",
    }

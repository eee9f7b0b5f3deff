"""Rows of passport figures that came or went since an office last told of their months, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from dbi_portal.lib.months import Month
from reports.figures.counted import Figure
from reports.figures.measure import Measure
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.trail import Trail
from reports.grain import Grain
from reports.models import PassportStatistic

# Rows of days already told that came or went since an office last told of them. (What is true of
# every row lets PostgreSQL use its two partial indexes.)
CHANGED = """
    SELECT fact.office_id, asked.told_at, fact.id,
           fact.period_start, fact.period_end, fact.outcome, fact.purpose, fact.grain,
           coalesce(fact.home_region_id, ''), fact.destination,
           fact.correction_reason, coalesce(run.filename, ''), lower(fact.recorded) > asked.told_at,
           coalesce(upper(fact.recorded) <= %(known_at)s, false)
    FROM unnest(%(offices)s::bigint[], %(told)s::timestamptz[], %(firsts)s::date[],
                %(lasts)s::date[]) AS asked (office_id, told_at, first_day, last_day)
    JOIN reports_passportstatistic fact ON fact.office_id = asked.office_id
     AND fact.period_start >= date_trunc('year', asked.first_day)::date
     AND fact.period_end BETWEEN asked.first_day - 31 AND asked.last_day
     AND (upper_inf(fact.recorded) OR NOT upper_inf(fact.recorded))
     AND lower(fact.recorded) <= %(known_at)s
     AND (lower(fact.recorded) > asked.told_at
          OR upper(fact.recorded) > asked.told_at AND upper(fact.recorded) <= %(known_at)s)
    LEFT JOIN officers_importrun run ON run.id = fact.import_run_id
    ORDER BY fact.recorded, fact.id
"""
WITHDRAWN = "angka lama ditarik"
Told = tuple[int, datetime]
Rows = tuple[date, date, frozenset[str]]  # the days and the breakdown a figure is counted from


@dataclass(frozen=True)
class Change:
    """A row that came or went: which days, measure and part it speaks of, and why it did."""

    start: date
    end: date
    outcome: str
    purpose: str
    grain: str
    home: str
    destination: str
    reason: str

    def is_among(self, rows: Collection[Rows], measure: Measure) -> bool:
        """Whether the measure was counted from it, where it is counted from `rows`."""
        taken = measure.takes(self.outcome, self.purpose)
        return taken and (self.start, self.end, self.breakdown(measure)) in rows

    def breakdown(self, measure: Measure) -> frozenset[str]:
        return Grain.parse(self.grain).dimensions - measure.dimensions


def changes(
    asked: Collection[Closed], known_at: datetime, trail: Trail
) -> dict[Told, list[Change]]:
    """By office id and the moment it told of them, in the order they were made; one query."""
    withdrawn = {note.row: note.reason for note in trail.notes(PassportStatistic) if note.reason}
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, _spans(asked) | {"known_at": known_at})
        rows = cursor.fetchall()
    came = {row[:2] + row[3:10] for row in rows if row[12] and not row[13]}
    found: dict[Told, list[Change]] = defaultdict(list)
    for office_id, told_at, pk, *what, reason, filename, is_new, is_gone in rows:
        if is_new and not is_gone:
            why = reason or _late(filename)
        elif is_gone and (office_id, told_at, *what) not in came:
            why = withdrawn.get(pk, WITHDRAWN)
        else:
            why = ""  # what took its place says why
        found[office_id, told_at].append(Change(*what, why))
    return found


def rows_of(figure: Figure, month: Month) -> set[Rows]:
    """What a month's figure is counted from: its own rows, or two running totals."""
    if figure.totals:
        start, before, now = figure.totals.start, figure.totals.before, figure.totals.now
        return {(start, before, figure.grain), (start, now, figure.grain)}
    return {(month.first_day, month.last_day, figure.grain)} if figure.value is not None else set()


def reasons(found: Iterable[Change]) -> str:
    """Every reason once, in the order in which the changes were made."""
    return "; ".join(dict.fromkeys(each.reason for each in found if each.reason))


def _late(filename: str) -> str:
    """A figure nobody corrected: it came when the report was on its way already."""
    came = "masuk setelah laporan dikirim"
    return f"berkas {filename} {came}" if filename else f"angka {came}"


def _spans(asked: Iterable[Closed]) -> dict[str, list]:
    """One span a moment and office: its first and last month told then."""
    spans: dict[tuple[int, datetime], list[Closed]] = defaultdict(list)
    for each in asked:
        spans[each.office_id, each.told_at].append(each)
    months = [[each.month for each in group] for group in spans.values()]
    return {
        "offices": [office_id for office_id, _ in spans],
        "told": [moment for _, moment in spans],
        "firsts": [min(group).first_day for group in months],
        "lasts": [max(group).last_day for group in months],
    }

"""Passport figures of months already told that are known otherwise by now, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from reports.figures.measure import Measure
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.content import Correction
from reports.figures.monthly.passports import MEASURES, key_of, label_of
from reports.figures.monthly.trail import Trail
from reports.figures.passports import PMI_ISSUED
from reports.figures.sums import ledgers_of
from reports.models import PassportStatistic
from reports.models.statistic import Purpose

# Rows of days already told that came or went since an office last told of them. (What is true of
# every row lets PostgreSQL use its two partial indexes.)
CHANGED = """
    SELECT fact.office_id, fact.id, fact.period_start, fact.period_end, fact.outcome, fact.purpose,
           fact.correction_reason, coalesce(run.filename, ''), lower(fact.recorded) > asked.told_at,
           upper(fact.recorded) <= %(known_at)s
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
# The sums of offices as they were known at one moment or another; the moment comes first.
SUMS = """
    SELECT asked.moment, fact.office_id, fact.period_start, fact.period_end, fact.grain,
           fact.outcome, fact.purpose, sum(fact.count),
           bool_or(fact.made_up), bool_and(fact.made_up)
    FROM unnest(%(offices)s::bigint[], %(moments)s::timestamptz[]) AS asked (office_id, moment)
    JOIN reports_passportstatistic fact ON fact.office_id = asked.office_id
     AND (upper_inf(fact.recorded) OR NOT upper_inf(fact.recorded))
     AND fact.recorded @> asked.moment
    WHERE fact.period_start >= %(first_day)s AND fact.period_end <= %(last_day)s
    GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
WITHDRAWN = "angka lama ditarik"


@dataclass(frozen=True)
class Change:
    """A row that came or went: which days and measure it speaks of, and why it did."""

    start: date
    end: date
    outcome: str
    purpose: str
    reason: str

    def concerns(self, measure: Measure, closed: Closed) -> bool:
        """A running total changes its last month and the one after it."""
        days = self.start <= closed.month.last_day and self.end >= closed.month.previous().first_day
        return days and measure.takes(self.outcome, self.purpose)


def corrections(
    asked: Collection[Closed], known_at: datetime, trail: Trail, names: Mapping[int, str]
) -> Iterator[tuple[int, Correction]]:
    changes = _changes(asked, known_at, trail)
    asked = [each for each in asked if each.office_id in changes]
    if not asked:
        return
    books = _books(asked, known_at)
    for each in asked:
        for measure in dict.fromkeys(MEASURES):
            then, now = (
                books[moment][measure].month(each.office_id, each.month).value
                for moment in (each.told_at, known_at)
            )
            if then != now:
                reason = _reason(changes[each.office_id], measure, each)
                name = names[each.office_id]
                yield each.office_id, _correction(name, each, measure, (then, now), reason)


def _correction(
    office: str, closed: Closed, measure: Measure, values: tuple, reason: str
) -> Correction:
    return Correction(
        office=office,
        month=str(closed.month),
        key=key_of(measure),
        label=_label(measure),
        unit=measure.unit,
        before=values[0],
        after=values[1],
        reason=reason,
    )


def _label(measure: Measure) -> str:
    if measure.purpose and measure != PMI_ISSUED:
        return f"Paspor terbit, keperluan {Purpose(measure.purpose).label}"
    return label_of(measure)


def _reason(changes: Iterable[Change], measure: Measure, closed: Closed) -> str:
    """Every reason once, in the order in which the changes were made."""
    told = dict.fromkeys(
        change.reason for change in changes if change.concerns(measure, closed) and change.reason
    )
    return "; ".join(told)


def _changes(
    asked: Collection[Closed], known_at: datetime, trail: Trail
) -> dict[int, list[Change]]:
    withdrawn = {note.row: note.reason for note in trail.notes(PassportStatistic) if note.reason}
    found: dict[int, list[Change]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, _spans(asked) | {"known_at": known_at})
        rows = cursor.fetchall()
    came = {tuple(row[2:6]) for row in rows if row[8] and not row[9]}
    for office_id, pk, *what, reason, filename, is_new, is_gone in rows:
        if is_new and not is_gone:
            told = reason or _late(filename)
        elif is_gone and tuple(what) not in came:
            told = withdrawn.get(pk, WITHDRAWN)
        else:
            told = ""  # what took its place says why
        found[office_id].append(Change(*what, told))
    return found


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


def _books(asked: Collection[Closed], known_at: datetime) -> dict[datetime, dict]:
    """The ledgers of these offices at each moment they told of something, and now."""
    pairs = {(each.office_id, each.told_at) for each in asked}
    pairs |= {(each.office_id, known_at) for each in asked}
    offices, moments = zip(*sorted(pairs), strict=True)
    first = min(each.month for each in asked)
    with connection.cursor() as cursor:
        cursor.execute(
            SUMS,
            {
                "offices": list(offices),
                "moments": list(moments),
                "first_day": date(first.year, 1, 1),
                "last_day": max(each.month for each in asked).last_day,
            },
        )
        rows = cursor.fetchall()
    sums: dict[datetime, list[tuple]] = {moment: [] for moment in moments}
    for moment, *row in rows:
        sums[moment].append(tuple(row))
    return {moment: ledgers_of(found, MEASURES) for moment, found in sums.items()}

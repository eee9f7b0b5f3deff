"""Passport figures of months already told that are known otherwise by now, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from dbi_portal.lib.months import Month
from reports.figures.counted import Figure
from reports.figures.measure import Measure
from reports.figures.monthly import corrected_parts
from reports.figures.monthly.changed_rows import Change, changes, reasons, rows_of
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.content import Correction
from reports.figures.monthly.passports import MEASURES, key_of, label_of
from reports.figures.monthly.trail import Trail
from reports.figures.passports import PMI_ISSUED
from reports.figures.sums import ledgers_of
from reports.models.statistic import Purpose

# The sums of offices as they were known at one moment or another; the moment comes first. Where a
# breakdown of PMI passports was touched, village by village and country by country: a ledger adds
# them up again.
SUMS = """
    SELECT moment, office_id, period_start, period_end, grain, outcome, purpose, count,
           any_made_up, all_made_up, home,
           (SELECT name FROM villages_region WHERE code = home), destination
    FROM (
        SELECT asked.moment, fact.office_id, fact.period_start, fact.period_end, fact.grain,
               fact.outcome, fact.purpose, sum(fact.count) AS count,
               bool_or(fact.made_up) AS any_made_up, bool_and(fact.made_up) AS all_made_up,
               CASE WHEN touched.office_id IS NOT NULL THEN fact.home_region_id END AS home,
               CASE WHEN touched.office_id IS NOT NULL THEN fact.destination END AS destination
        FROM unnest(%(offices)s::bigint[], %(moments)s::timestamptz[]) AS asked (office_id, moment)
        JOIN reports_passportstatistic fact ON fact.office_id = asked.office_id
         AND (upper_inf(fact.recorded) OR NOT upper_inf(fact.recorded))
         AND fact.recorded @> asked.moment
        LEFT JOIN unnest(%(touched)s::bigint[], %(starts)s::date[], %(ends)s::date[])
             AS touched (office_id, period_start, period_end)
          ON touched.office_id = fact.office_id AND touched.period_start = fact.period_start
         AND touched.period_end = fact.period_end
         AND fact.outcome = %(outcome)s AND fact.purpose = %(purpose)s
        WHERE fact.period_start >= %(first_day)s AND fact.period_end <= %(last_day)s
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 11, 12
    ) sums
"""


def corrections(
    asked: Collection[Closed], known_at: datetime, trail: Trail, names: Mapping[int, str]
) -> Iterator[tuple[int, Correction]]:
    """Totals first, then what they are broken down by; two queries."""
    changed = changes(asked, known_at, trail)
    asked = [each for each in asked if (each.office_id, each.told_at) in changed]
    if not asked:
        return
    sums = _sums(asked, known_at, corrected_parts.touched(asked, changed))
    books = {
        moment: ledgers_of([row[:9] for row in rows], MEASURES) for moment, rows in sums.items()
    }
    for each in asked:
        found = changed[each.office_id, each.told_at]
        for measure in dict.fromkeys(MEASURES):
            figures = [
                books[moment][measure].month(each.office_id, each.month)
                for moment in (each.told_at, known_at)
            ]
            if figures[0].value != figures[1].value:
                reason = _reason(found, measure, each.month, figures)
                name = names[each.office_id]
                yield each.office_id, _correction(name, each, measure, figures, reason)
    pmi = {moment: book[PMI_ISSUED] for moment, book in books.items()}
    for each in corrected_parts.breakdowns(asked, known_at, pmi):
        found = changed[each.closed.office_id, each.closed.told_at]
        for correction in each.corrections(found, sums, names[each.closed.office_id]):
            yield each.closed.office_id, correction


def _correction(
    office: str, closed: Closed, measure: Measure, figures: Sequence[Figure], reason: str
) -> Correction:
    return Correction(
        office=office,
        month=str(closed.month),
        key=key_of(measure),
        label=_label(measure),
        unit=measure.unit,
        before=figures[0].value,
        after=figures[1].value,
        reason=reason,
    )


def _label(measure: Measure) -> str:
    if measure.purpose and measure != PMI_ISSUED:
        return f"Paspor terbit, keperluan {Purpose(measure.purpose).label}"
    return label_of(measure)


def _reason(
    found: Collection[Change], measure: Measure, month: Month, figures: Iterable[Figure]
) -> str:
    """Why the rows changed that this figure is counted from, then or now; not its neighbours'."""
    rows = {row for figure in figures for row in rows_of(figure, month)}
    return reasons(each for each in found if each.is_among(rows, measure))


def _sums(
    asked: Collection[Closed], known_at: datetime, touched: Collection[tuple]
) -> dict[datetime, list[tuple]]:
    """The rows of these offices' ledgers at each moment they told of something, and now."""
    pairs = {(each.office_id, each.told_at) for each in asked}
    pairs |= {(each.office_id, known_at) for each in asked}
    offices, moments = zip(*sorted(pairs), strict=True)
    first = min(each.month for each in asked)
    columns = {
        "offices": list(offices),
        "moments": list(moments),
        "touched": [office_id for office_id, _, _ in touched],
        "starts": [start for _, start, _ in touched],
        "ends": [end for _, _, end in touched],
        "first_day": date(first.year, 1, 1),
        "last_day": max(each.month for each in asked).last_day,
        "outcome": PMI_ISSUED.outcome,
        "purpose": PMI_ISSUED.purpose,
    }
    with connection.cursor() as cursor:
        cursor.execute(SUMS, columns)
        rows = cursor.fetchall()
    sums: dict[datetime, list[tuple]] = {moment: [] for moment in moments}
    for moment, *row in rows:
        sums[moment].append(tuple(row))
    return sums

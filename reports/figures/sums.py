"""The sums a ledger is made of, asked of the database.

As the portal knows them now they are kept (reports/models/summary.py); as it knew them at a moment
they are counted from the figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from dbi_portal.lib.reading import reading
from reports.figures.counted import Sum
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.grain import Grain

Offices = Collection  # of Office rows or ids, or an Office queryset

# Which figures count where the figures themselves are asked: two texts, so that the first finds its
# index. What was current and what is past have one each: the first part of the second is always
# true, and only so does the database use both instead of reading everything.
NOW = "upper_inf(fact.recorded)"
THEN = (
    "(upper_inf(fact.recorded) OR NOT upper_inf(fact.recorded)) "
    "AND fact.recorded @> %(known_at)s::timestamptz"
)
ASKED = """
    {row}.office_id = ANY(%(offices)s::bigint[])
    AND {row}.period_start >= %(first_day)s AND {row}.period_end <= %(last_day)s
    AND ({row}.outcome = ANY(%(outcomes)s::text[])
         OR ({row}.outcome, {row}.purpose)
            IN (SELECT * FROM unnest(%(some)s::text[], %(purposes)s::text[])))
"""
KEPT = f"""
    SELECT kept.office_id, kept.period_start, kept.period_end, kept.grain,
           kept.outcome, kept.purpose, kept.total, kept.made_up > 0, kept.made_up = kept.figures
    FROM reports_figuresum kept
    WHERE {ASKED.format(row="kept")} AND kept.figures > 0 AND kept.grain LIKE %(told)s
"""  # noqa: S608 - words of ours
COUNTED = f"""
    SELECT fact.office_id, fact.period_start, fact.period_end, fact.grain,
           fact.outcome, fact.purpose, sum(fact.count),
           bool_or(fact.made_up), bool_and(fact.made_up)
    FROM reports_passportstatistic fact
    WHERE {ASKED.format(row="fact")} AND {THEN} AND fact.grain LIKE %(told)s
    GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608


def ledgers(
    offices: Offices,
    months: MonthRange,
    measures: Sequence[Measure],
    *,
    known_at: datetime | None = None,
    told: str = "",
) -> dict[Measure, Ledger]:
    """The sums behind figures of these months, one query for all measures.

    `known_at`: as the portal knew them at that moment; without it, as it knows them now. `told`:
    only what is broken down by that dimension, for who asks for nothing but its breakdowns.
    """
    measures = tuple(dict.fromkeys(measures))  # one asked for twice is counted once
    return ledgers_of(_rows(offices, months, measures, known_at, told), measures)


def ledgers_of(rows: Iterable[tuple], measures: Iterable[Measure]) -> dict[Measure, Ledger]:
    """The ledger of each measure, from sums as KEPT gives them."""
    measures = tuple(dict.fromkeys(measures))  # one asked for twice is counted once
    alike = defaultdict(list)  # tens of thousands of rows, of a few outcomes and purposes
    for row in rows:
        alike[row[4:6]].append(row)
    found = {
        measure: [row for told, some in alike.items() if measure.takes(*told) for row in some]
        for measure in measures
    }
    return {measure: Ledger(_merged(found[measure], measure)) for measure in measures}


def ids_of(offices: Offices) -> list[int]:
    return [getattr(office, "pk", office) for office in offices]


def known(sql: str, known_at: datetime | None) -> str:
    """The question about figures as it is asked of the present, or of a moment (`known_at`)."""
    return sql.format(known=THEN if known_at else NOW)


def asked_for(
    offices: Offices, months: MonthRange, measures: Iterable[Measure]
) -> dict[str, object]:
    """What a question with ASKED is given.

    From January on, because a month may be the difference of two totals that begin there.
    """
    whole = [measure.outcome for measure in measures if not measure.purpose]
    parts = [measure for measure in measures if measure.purpose]
    return {
        "offices": ids_of(offices),
        "first_day": date(months.first.year, 1, 1),
        "last_day": months.last_day,
        "outcomes": whole,
        "some": [measure.outcome for measure in parts],
        "purposes": [measure.purpose for measure in parts],
    }


def _rows(
    offices: Offices,
    months: MonthRange,
    measures: Iterable[Measure],
    known_at: datetime | None,
    told: str,
) -> Iterable[tuple]:
    """Sums by office, period, grain, outcome and purpose."""
    given = asked_for(offices, months, measures) | {"known_at": known_at, "told": f"%{told}%"}
    with reading().cursor() as cursor:
        cursor.execute(COUNTED if known_at else KEPT, given)
        return cursor.fetchall()


def _merged(rows: Iterable[tuple], measure: Measure) -> Iterable[Sum]:
    """One sum per office, period and grain; a measure of every purpose adds the purposes up."""
    parts = defaultdict(list)
    for office_id, start, end, grain, _, _, *sums in rows:
        parts[office_id, start, end, _breakdown(grain, measure)].append(sums)
    for key, found in parts.items():
        value, some, every = found[0] if len(found) == 1 else _added(found)
        yield Sum(*key, value, MadeUp.read(some=some, every=every))


def _added(found: Sequence[Sequence]) -> tuple[int, bool, bool]:
    values, some, every = zip(*found, strict=True)
    return sum(values), any(some), all(every)


@lru_cache(maxsize=512)
def _breakdown(grain: str, measure: Measure) -> frozenset[str]:
    """What a grain breaks down further than the measure itself does."""
    return Grain.parse(grain).dimensions - measure.dimensions

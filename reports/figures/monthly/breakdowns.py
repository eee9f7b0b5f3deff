"""PMI passports by what they are broken down by (home village, destination), of many offices."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import connection

from dbi_portal.lib.months import Month
from reports.figures.homes import breakdowns
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.monthly.content import Line, Origin
from reports.figures.passports import PMI_ISSUED
from reports.figures.period import MonthRange
from reports.grain import period_kind

# The same days may be the month's and the year's at once: each part of the ledger that is asked for
# says of which sums it is a part. What is true of every row lets PostgreSQL use its two partial
# indexes, of rows that hold and of rows that held once.
PARTS = """
    WITH asked AS (
        SELECT * FROM unnest(
            %(offices)s::bigint[], %(starts)s::date[], %(ends)s::date[], %(grains)s::text[],
            %(month)s::bool[], %(before)s::bool[], %(year_ago)s::bool[], %(to_date)s::bool[]
        ) AS asked (office_id, period_start, period_end, grain, month, before, year_ago, to_date)
    )
    SELECT office_id, {key}, {words},
           sum(count) FILTER (WHERE month), sum(count) FILTER (WHERE before),
           sum(count) FILTER (WHERE year_ago), sum(count) FILTER (WHERE to_date),
           bool_or(made_up) FILTER (WHERE month), bool_and(made_up) FILTER (WHERE month),
           bool_or(made_up) FILTER (WHERE to_date), bool_and(made_up) FILTER (WHERE to_date)
    FROM asked
    JOIN reports_passportstatistic fact USING (office_id, period_start, period_end, grain)
    {join}
    WHERE fact.outcome = %(outcome)s AND fact.purpose = %(purpose)s
      AND (upper_inf(fact.recorded) OR NOT upper_inf(fact.recorded))
      AND fact.recorded @> %(known_at)s::timestamptz
    GROUP BY 1, 2, 3
    HAVING count(*) FILTER (WHERE to_date) > 0
    ORDER BY 1, sum(count) FILTER (WHERE to_date) DESC, 2
"""
HOMES = PARTS.format(
    key="fact.home_region_id",
    words="region.name || chr(10) || region.path",
    join="JOIN villages_region region ON region.code = fact.home_region_id",
)
DESTINATIONS = PARTS.format(key="fact.destination", words="''", join="")
SPANS = ("month", "before", "year_ago", "to_date")
Asked = dict[tuple[int, date, date, frozenset[str]], set[str]]


def origins(
    book: Ledger, office_ids: list[int], month: Month, known_at: datetime
) -> dict[int, list[Origin]]:
    """By office id, the villages its PMI applicants come from, most of the year first."""
    found = defaultdict(list)
    for office_id, code, words, *counts in _rows(HOMES, book, office_ids, month, known_at, "home"):
        name, _, path = words.partition("\n")
        value, before, year_ago, to_date = counts[:4]
        made_up = MadeUp.read(some=counts[6], every=counts[7]).value
        found[office_id].append(
            Origin(code, name, path, value, to_date, made_up, before=before, year_ago=year_ago)
        )
    return found


def destinations(
    book: Ledger, office_ids: list[int], month: Month, known_at: datetime
) -> dict[int, list[Line]]:
    """By office id, the countries PMI passports were issued for, most of the year first."""
    found = defaultdict(list)
    rows = _rows(DESTINATIONS, book, office_ids, month, known_at, "destination")
    for office_id, country, _, *counts in rows:
        some, every, some_of_year, every_of_year = counts[4:]
        line = Line(
            f"tujuan:{country}",
            country,
            PMI_ISSUED.unit,
            *counts[:4],
            made_up=MadeUp.read(some=some, every=every).value,
            made_up_to_date=MadeUp.read(some=some_of_year, every=every_of_year).value,
        )
        found[office_id].append(line)
    return found


def _rows(
    sql: str, book: Ledger, office_ids: list[int], month: Month, known_at: datetime, by: str
) -> list[tuple]:
    asked = _asked(book, office_ids, month, by)
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, _columns(asked) | {"known_at": known_at})
        return cursor.fetchall()


def _asked(book: Ledger, office_ids: list[int], month: Month, by: str) -> Asked:
    """What the ledger would count from, and of which of the four sums each is a part."""
    spans = (month, month.previous(), month.year_ago, MonthRange.year_to(month))
    asked: Asked = defaultdict(set)
    for span, months in zip(SPANS, spans, strict=True):
        chosen = breakdowns(book, office_ids, MonthRange.of(months), by=by)
        for (start, end, grain), among in chosen.items():
            for office_id in among:
                asked[office_id, start, end, grain].add(span)
    return asked


def _columns(asked: Asked) -> dict[str, object]:
    def grain(start: date, end: date, dimensions: frozenset[str]) -> str:
        return str(PMI_ISSUED.grain(dimensions, period_kind(start, end)))

    columns: dict[str, object] = {
        span: [span in parts for parts in asked.values()] for span in SPANS
    }
    return columns | {
        "offices": [office_id for office_id, *_ in asked],
        "starts": [start for _, start, _, _ in asked],
        "ends": [end for _, _, end, _ in asked],
        "grains": [grain(start, end, dimensions) for _, start, end, dimensions in asked],
        "outcome": PMI_ISSUED.outcome,
        "purpose": PMI_ISSUED.purpose,
    }

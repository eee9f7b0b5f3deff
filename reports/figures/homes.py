"""Villages the applicants come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import reading
from reports.figures.home_columns import HomeColumns, code_of, mark
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.figures.sources import Source, source_of
from reports.figures.sums import Offices, ids_of, ledgers
from reports.grain import period_kind
from reports.models import HomeSum
from reports.models.statistic import Outcome, Purpose

Chosen = dict[tuple[date, date, frozenset[str]], list[int]]
# Each row brings the sums over all villages along: with them one question is enough.
MOST = """
    SELECT {home} AS home, sum({value})::bigint AS value,
           bool_or({some}) AS some, bool_and({every}) AS every,
           count(*) OVER () AS regions, (sum(sum({value})) OVER ())::bigint AS whole,
           bool_or(bool_or({some})) OVER () AS some_of_all,
           bool_and(bool_and({every})) OVER () AS every_of_all
    FROM unnest(%(offices)s::bigint[], %(starts)s::date[], %(ends)s::date[], %(grains)s::text[])
         AS asked (office_id, period_start, period_end, grain)
    JOIN {table} fact USING (office_id, period_start, period_end, grain)
    WHERE fact.outcome = %(outcome)s
      AND (%(purpose)s = '' OR fact.purpose = %(purpose)s)
      AND {told} AND {narrowed}
    GROUP BY {home}
    ORDER BY sum({value}) DESC, {home}
    LIMIT %(limit)s
"""
VILLAGES = """
    SELECT most.home, region.name, region.path, most.value, most.some, most.every,
           most.regions, most.whole, most.some_of_all, most.every_of_all
    FROM ({most}) AS most
    JOIN villages_region region ON region.code = most.home
    ORDER BY most.value DESC, most.home
"""
# Names are asked each time: an edition of the regions may bring new ones.
NAMES = "SELECT code, name, path FROM villages_region WHERE code = ANY(%(codes)s::varchar[])"


@dataclass(frozen=True)
class VillageFigure:
    """What was counted for residents of one village."""

    region_id: str
    name: str
    path: str
    value: int
    made_up: MadeUp


@dataclass(frozen=True)
class VillageTable:
    """The villages with most first, of `regions` in all; `value` is the sum over all of them.

    `without`: offices (ids) that have a figure, but none by village; only a slice tells them.
    """

    rows: tuple[VillageFigure, ...] = ()
    regions: int = 0
    value: int | None = None
    made_up: MadeUp = MadeUp.NONE
    grain: str = ""  # the one all rows were counted from; empty when there are several
    without: frozenset[int] = frozenset()

    @property
    def left_out(self) -> int:
        """How many villages lie beyond the rows."""
        return self.regions - len(self.rows)

    @property
    def rest(self) -> int:
        """What those beyond the rows add up to."""
        return (self.value or 0) - sum(row.value for row in self.rows)


def by_village(
    offices: Offices,
    months: Month | MonthRange,
    outcome: str = Outcome.ISSUED,
    purpose: str = Purpose.MIGRANT_WORK,
    *,
    limit: int | None = None,
    known_at: datetime | None = None,
    book: Ledger | None = None,
) -> VillageTable:
    """Villages the applicants come from, most first. Only rows that name a village are counted.

    `book`: the ledger of this measure where the caller has it already, which saves a query.
    """
    months, measure = MonthRange.of(months), Measure(outcome, purpose)
    book = book or ledgers(offices, months, [measure], known_at=known_at)[measure]
    chosen = breakdowns(book, ids_of(offices), months)
    if not chosen:
        return VillageTable()
    return villages_of(chosen, measure, source_of({"home"}, known_at), limit=limit,
                       given={"known_at": known_at})  # fmt: skip


def villages_of(
    chosen: Chosen,
    measure: Measure,
    source: Source,
    *,
    limit: int | None,
    given: Mapping[str, object],
    narrowed: str = "true",
    without: frozenset[int] = frozenset(),
) -> VillageTable:
    """The villages of what `breakdowns` chose. `narrowed`: a further condition on `fact`."""
    asked = spans_of(chosen, measure)
    measured = {"outcome": measure.outcome, "purpose": measure.purpose, "limit": limit}
    most = MOST.format(**vars(source), narrowed=narrowed)
    rows = _fetched(VILLAGES.format(most=most), {**given, **measured, **asked})
    regions, value, some, every = rows[0][6:] if rows else (0, 0, False, False)
    return VillageTable(
        rows=tuple(_village(*row[:6]) for row in rows),
        regions=regions,
        value=value,
        made_up=MadeUp.read(some=some, every=every),
        grain=asked["grains"][0] if len(set(asked["grains"])) == 1 else "",
        without=without,
    )


def table_of(
    columns: HomeColumns,
    chosen: Chosen,
    measure: Measure,
    *,
    limit: int | None,
    without: frozenset[int] = frozenset(),
) -> VillageTable:
    """The same table of columns that were counted already (reports/figures/home_sums.py)."""
    grains = set(spans_of(chosen, measure)["grains"])
    return VillageTable(
        rows=tuple(village_figures(columns.most(limit))),
        regions=len(columns),
        value=columns.value,
        made_up=columns.mark,
        grain=grains.pop() if len(grains) == 1 else "",
        without=without,
    )


def village_figures(columns: HomeColumns) -> Iterator[VillageFigure]:
    """Each village of the columns in their order, with its name as it is now; one question."""
    codes = [code_of(number) for number in columns.codes.tolist()]
    names = names_of(codes)
    values = (columns.total.tolist(), columns.figures.tolist(), columns.made_up.tolist())
    for code, total, figures, made_up in zip(codes, *values, strict=True):
        if code in names:
            yield VillageFigure(code, *names[code], total, mark(figures, made_up))


def names_of(codes: list[str]) -> dict[str, tuple[str, str]]:
    """Name and path of each of these regions, by code; one question."""
    if not codes:
        return {}
    return {code: (name, path) for code, name, path in _fetched(NAMES, {"codes": codes})}


def _fetched(sql: str, given: Mapping[str, object]) -> list[tuple]:
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def breakdowns(
    book: Ledger, office_ids: Iterable[int], months: MonthRange, *, by: str = "home"
) -> Chosen:
    """By period and grain, the offices whose villages (or what `by` names) are counted from it.

    An office's months are; where it broke down no month, its figure for exactly the whole span.
    """
    chosen = defaultdict(list)
    spans = [(month.first_day, month.last_day) for month in months]
    for pk in () if book.is_empty else office_ids:
        found = [book.breakdown(pk, *span, by=by) for span in spans]
        if not any(found):
            found = [book.breakdown(pk, months.first_day, months.last_day, by=by)]
        for each in filter(None, found):
            chosen[each.start, each.end, each.grain].append(pk)
    return chosen


def spans_of(chosen: Chosen, measure: Measure) -> dict[str, list]:
    """What `breakdowns` chose as columns: as many offices, first and last days and grains."""
    asked = [
        (pk, start, end, str(measure.grain(grain, period_kind(start, end))))
        for (start, end, grain), office_ids in chosen.items()
        for pk in office_ids
    ]
    office_ids, starts, ends, grains = (list(column) for column in zip(*asked, strict=True))
    return {"offices": office_ids, "starts": starts, "ends": ends, "grains": grains}


def _village(
    region_id: str,
    name: str,
    path: str,
    value: int,
    some: bool,  # noqa: FBT001
    every: bool,  # noqa: FBT001
) -> VillageFigure:
    return VillageFigure(region_id, name, path, value, MadeUp.read(some=some, every=every))


def offices_of_home(village: str, months: MonthRange, measure: Measure) -> frozenset[int]:
    """Ids of all offices of the country with such figures of a village's people: how many."""
    sums = HomeSum.objects.filter(
        home_region=village,
        period_start__gte=months.first_day,
        period_end__lte=months.last_day,
        outcome=measure.outcome,
        figures__gt=0,
    )
    if measure.purpose:
        sums = sums.filter(purpose=measure.purpose)
    return frozenset(sums.order_by().values_list("office_id", flat=True).distinct())

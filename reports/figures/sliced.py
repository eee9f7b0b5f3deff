"""The figures of a slice: filtered by destination or home, or split by one of them.

Only figures that tell a dimension can be filtered or split by it; two grains are never added up
(reports/figures/ledger.py). Who has figures, but none broken down that way, is told (`without`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dbi_portal.lib.kept import kept_by_itself
from dbi_portal.lib.reading import reading
from reports.figures import office_states
from reports.figures.home_columns import HomeColumns, number_of
from reports.figures.home_sums import homes_of
from reports.figures.homes import (
    Chosen,
    VillageTable,
    breakdowns,
    spans_of,
    table_of,
    villages_of,
)
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.measure import Measure
from reports.figures.slices import Slice
from reports.figures.sources import Source, source_of
from reports.figures.sums import ASKED, asked_for, ledgers, ledgers_of
from reports.models.statistic import Purpose

# What an office counted in the breakdown, and what of it is asked for: a country nobody went to is
# a nought where countries were counted, and nothing known where they were not.
KEPT = """
    SELECT kept.office_id, kept.period_start, kept.period_end, kept.grain, kept.outcome,
           kept.purpose, coalesce(part.total, 0), coalesce(part.made_up, kept.made_up) > 0,
           coalesce(part.made_up = part.figures, kept.made_up = kept.figures)
    FROM reports_figuresum kept
    LEFT JOIN (
        SELECT fact.office_id, fact.period_start, fact.period_end, fact.grain, fact.outcome,
               fact.purpose, sum(fact.total)::bigint AS total, sum(fact.figures) AS figures,
               sum(fact.made_up) AS made_up
        FROM {table} fact
        WHERE {asked} AND {told} AND {narrowed}
        GROUP BY 1, 2, 3, 4, 5, 6
    ) part USING (office_id, period_start, period_end, grain, outcome, purpose)
    WHERE {asked_kept} AND kept.figures > 0 AND kept.grain LIKE ALL(%(tokens)s)
"""
COUNTED = """
    SELECT fact.office_id, fact.period_start, fact.period_end, fact.grain, fact.outcome,
           fact.purpose, coalesce(sum(fact.count) FILTER (WHERE {narrowed}), 0),
           coalesce(bool_or(fact.made_up) FILTER (WHERE {narrowed}), bool_or(fact.made_up)),
           coalesce(bool_and(fact.made_up) FILTER (WHERE {narrowed}), bool_and(fact.made_up))
    FROM {table} fact
    WHERE {asked} AND {told} AND fact.grain LIKE ALL(%(tokens)s)
    GROUP BY 1, 2, 3, 4, 5, 6
"""
PARTS = """
    SELECT fact.{column}, sum({value})::bigint, bool_or({some}), bool_and({every})
    FROM unnest(%(offices)s::bigint[], %(starts)s::date[], %(ends)s::date[], %(grains)s::text[])
         AS asked (office_id, period_start, period_end, grain)
    JOIN {table} fact USING (office_id, period_start, period_end, grain)
    WHERE fact.outcome = %(outcome)s AND (%(purpose)s = '' OR fact.purpose = %(purpose)s)
      AND {told} AND {narrowed}
    GROUP BY 1
    ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True)
class PartFigure:
    """What was counted for one country or purpose: `key` as it is stored, `name` as it is read."""

    key: str
    name: str
    value: int
    made_up: MadeUp


@dataclass(frozen=True)
class PartTable:
    """The parts with most first; `value` is their sum, None where nothing is broken down so.

    `without`: offices (ids) that have a figure, but none broken down that way.
    """

    rows: tuple[PartFigure, ...] = ()
    value: int | None = None
    made_up: MadeUp = MadeUp.NONE
    without: frozenset[int] = frozenset()


@dataclass(frozen=True)
class SliceHomes:
    """The villages of a slice; `columns` is None where nobody tells them.

    `without`: offices (ids) that have a figure, but none by village.
    """

    columns: HomeColumns | None = None
    without: frozenset[int] = frozenset()

    @property
    def value(self) -> int | None:
        return None if self.columns is None else self.columns.value


def slice_ledger(asked: Slice, *, known_at: datetime | None = None) -> Ledger:
    """The sums of the slice, by office and period; one query.

    Filtered by destination or home it holds only what is broken down that way, so that an office
    that does not tell it has no figure there (`without_of`).
    """
    return slice_ledgers(asked, [asked.measure], known_at=known_at)[asked.measure]


def slice_ledgers(
    asked: Slice, measures: Sequence[Measure], *, known_at: datetime | None = None
) -> dict[Measure, Ledger]:
    """The same of several measures, in place of the slice's own; one query for all."""
    if asked.is_whole:
        return ledgers(asked.offices, asked.months, measures, known_at=known_at)
    source = source_of(_tokens(asked), known_at)
    sql = (COUNTED if source.is_facts else KEPT).format(
        **vars(source),
        narrowed=narrowed(asked, source),
        asked=ASKED.format(row="fact"),
        asked_kept=ASKED.format(row="kept"),
    )
    given = _given(asked, known_at) | asked_for(asked.offices, asked.months, measures)
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        return ledgers_of(cursor.fetchall(), measures)


def without_of(asked: Slice, *, known_at: datetime | None = None) -> frozenset[int]:
    """Offices (ids) that have a figure, but none that tells what the slice is filtered by."""
    if asked.is_whole:
        return frozenset()
    book = slice_ledger(asked, known_at=known_at)
    return _with_figure(asked, known_at) - _counted_in(book, asked)


def slice_by_home(
    asked: Slice,
    limit: int | None = None,
    *,
    known_at: datetime | None = None,
    book: Ledger | None = None,
) -> VillageTable:
    """Villages the applicants come from, most first; its value is None where nobody tells them.

    `book`: the slice's own ledger where the caller has it already, which saves a query.
    """
    book = book or slice_ledger(asked, known_at=known_at)
    chosen = breakdowns(book, asked.offices, asked.months)
    without = _without(asked, book, chosen, known_at)
    if not chosen:
        return VillageTable(without=without)
    source = source_of({"home"} | _tokens(asked), known_at)
    if not source.is_facts and len(asked.offices) >= office_states.MANY:
        columns = _columns(asked, chosen)
        return table_of(columns, chosen, asked.measure, limit=limit, without=without)
    given = _given(asked, known_at)
    return villages_of(
        chosen, asked.measure, source, limit=limit, narrowed=narrowed(asked, source), given=given,
        without=without,
    )  # fmt: skip


def slice_homes(asked: Slice) -> SliceHomes:
    """Every village of the slice at once, as columns: of the whole country, too; kept."""
    return kept_by_itself(("slice-homes", asked), lambda: _homes(asked))


def _homes(asked: Slice) -> SliceHomes:
    book = slice_ledger(asked)
    chosen = breakdowns(book, asked.offices, asked.months)
    without = _without(asked, book, chosen, None)
    if not chosen:
        return SliceHomes(without=without)
    if not source_of({"home"} | _tokens(asked), None).is_facts:
        return SliceHomes(_columns(asked, chosen), without)
    rows = slice_by_home(asked, book=book).rows
    marked = {MadeUp.NONE: 0, MadeUp.SOME: 1, MadeUp.ALL: 2}
    numbers = ((number_of(e.region_id), e.value, 2, marked[e.made_up]) for e in rows)
    return SliceHomes(HomeColumns.of(numbers), without)


def _columns(asked: Slice, chosen: Chosen) -> HomeColumns:
    found = homes_of({asked.measure: chosen})[asked.measure]
    return found.within(asked.regency, asked.homes)


def slice_by_destination(
    asked: Slice, *, known_at: datetime | None = None, book: Ledger | None = None
) -> PartTable:
    """Countries the passports were asked for, most first."""
    return _parts(asked, "destination", known_at, book)


def slice_by_purpose(
    asked: Slice, *, known_at: datetime | None = None, book: Ledger | None = None
) -> PartTable:
    """All purposes side by side, whichever the slice asks for; `book` is that of `purpose=""`."""
    table = _parts(asked.but(purpose=""), "purpose", known_at, book)
    rows = (PartFigure(e.key, Purpose(e.key).label, e.value, e.made_up) for e in table.rows)
    return PartTable(tuple(rows), table.value, table.made_up, table.without)


def narrowed(asked: Slice, source: Source) -> str:
    """The slice's own filters as a condition on a row named `fact`."""
    conditions = ["true"]
    if asked.destination:
        conditions.append("fact.destination = %(destination)s")
    if asked.regency:
        conditions.append(f"{source.home} LIKE %(beneath)s")
    if asked.homes is not None:
        conditions.append(f"{source.home} = ANY(%(homes)s::text[])")
    return " AND ".join(conditions)


def _parts(asked: Slice, by: str, known_at: datetime | None, book: Ledger | None) -> PartTable:
    book = book or slice_ledger(asked, known_at=known_at)
    chosen = breakdowns(book, asked.offices, asked.months, by=by)
    without = _without(asked, book, chosen, known_at)
    if not chosen:
        return PartTable(without=without)
    source = source_of({by} | _tokens(asked), known_at)
    sql = PARTS.format(**vars(source), column=by, narrowed=narrowed(asked, source))
    with reading().cursor() as cursor:
        cursor.execute(sql, _given(asked, known_at) | spans_of(chosen, asked.measure))
        rows = cursor.fetchall()
    found = tuple(
        PartFigure(key, key, value, MadeUp.read(some=some, every=every))
        for key, value, some, every in rows
    )
    made_up = MadeUp.of(each.made_up for each in found)
    return PartTable(found, sum(each.value for each in found), made_up, without)


def _tokens(asked: Slice) -> frozenset[str]:
    """What a figure must be broken down by to answer the slice's filters."""
    told = {"destination": bool(asked.destination), "home": asked.by_home}
    return frozenset(token for token, wanted in told.items() if wanted)


def _given(asked: Slice, known_at: datetime | None) -> dict[str, object]:
    return {
        "outcome": asked.outcome,
        "purpose": asked.purpose,
        "destination": asked.destination,
        "beneath": f"{asked.regency}.%",
        "homes": list(asked.homes or ()),
        "tokens": [f"%{token}%" for token in sorted(_tokens(asked))],
        "known_at": known_at,
    }


def _without(asked: Slice, book: Ledger, chosen, known_at: datetime | None) -> frozenset[int]:
    told = frozenset(pk for office_ids in chosen.values() for pk in office_ids)
    known = _counted_in(book, asked) if asked.is_whole else _with_figure(asked, known_at)
    return known - told


def _with_figure(asked: Slice, known_at: datetime | None) -> frozenset[int]:
    book = slice_ledger(asked.but(destination="", regency="", homes=None), known_at=known_at)
    return _counted_in(book, asked)


def _counted_in(book: Ledger, asked: Slice) -> frozenset[int]:
    return frozenset(pk for pk in asked.offices if book.range(pk, asked.months).value is not None)

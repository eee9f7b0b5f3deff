"""The rows of chosen grains added up by the database, from sums where there are any."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dbi_portal.lib.reading import reading
from reports.figures.counted import Sum
from reports.figures.measure import Measure
from reports.figures.pivot.axes import HOMES, Axis
from reports.figures.slices import Slice
from reports.figures.sums import known
from reports.grain import period_kind


@dataclass(frozen=True)
class Chosen:
    """The sum of one office, period and grain, to be split; `key` as far as it is known already."""

    sum: Sum
    measure: Measure
    key: tuple[str, str]

    @property
    def asked(self) -> tuple:
        grain = self.measure.grain(self.sum.grain, period_kind(self.sum.start, self.sum.end))
        return (
            self.sum.office_id, self.sum.start, self.sum.end, str(grain),
            self.measure.outcome, self.measure.purpose, *self.key,
        )  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A table of sums, or the figures themselves."""

    table: str
    value: str
    home: str
    current: str


SUMS = "fact.total", "fact.home_region", "fact.figures > 0"
DESTINATIONS = Source("reports_destinationsum", *SUMS)
BY_HOME = Source("reports_homesum", *SUMS)
FACTS = Source("reports_passportstatistic", "fact.count", "fact.home_region_id", "{known}")

QUESTION = """
    SELECT {row} AS along, {column} AS across, sum({value})::bigint AS value
    FROM unnest(%(offices)s::bigint[], %(starts)s::date[], %(ends)s::date[], %(grains)s::text[],
                %(outcomes)s::text[], %(purposes)s::text[], %(rows)s::text[], %(columns)s::text[])
         AS asked (office, starts, ends, grain, outcome, purpose, along, across)
    JOIN {table} fact ON fact.office_id = asked.office AND fact.period_start = asked.starts
        AND fact.period_end = asked.ends AND fact.grain = asked.grain
        AND fact.outcome = asked.outcome
        AND (asked.purpose = '' OR fact.purpose = asked.purpose)
    WHERE {filters} AND {current}
    GROUP BY 1, 2
"""
# Of a country's villages only the first are kept apart; the others are added up into one.
FOLDED_QUESTION = """
    WITH found AS ({question}), ranked AS (
        SELECT {side} AS key,
               row_number() OVER (ORDER BY sum(value) DESC, {side}) > %(most)s AS rest
        FROM found GROUP BY {side}
    )
    SELECT {row}, {column}, sum(value)::bigint, (SELECT count(*) FROM ranked WHERE rest)
    FROM found JOIN ranked ON ranked.key = found.{side}
    GROUP BY 1, 2
"""
REST = "*"  # the key of those others
LONG = ("desa", "kecamatan")
NAMES = ("offices", "starts", "ends", "grains", "outcomes", "purposes", "rows", "columns")


@dataclass(frozen=True)
class Split:
    """What came of the sums: values by place in the table, and how many rows REST stands for."""

    cells: dict[tuple[str, str], int]
    folded: int = 0


def broken_down(
    chosen: Collection[Chosen],
    axes: Sequence[Axis],
    asked: Slice,
    tokens: frozenset[str],
    known_at: datetime | None,
    most: int | None = None,
) -> Split:
    """The value of every group of rows; nothing for what is not there.

    `axes`: of rows, and of columns if there are any. `most`: so many villages or districts are
    kept apart, the weightiest; the others stand together under REST.
    """
    source = _source(tokens, known_at)
    row, column, *_ = [*(_expression(axis, place, source) for axis, place in
                         zip(axes, ("along", "across"), strict=False)), "asked.across"]  # fmt: skip
    sql = QUESTION.format(
        row=row, column=column, table=source.table, value=source.value,
        filters=" AND ".join(_filters(asked, source)), current=source.current,
    )  # fmt: skip
    columns = [list(column) for column in zip(*(each.asked for each in chosen), strict=True)]
    given = dict(zip(NAMES, columns, strict=True)) | {
        "known_at": known_at, "destination": asked.destination, "most": most, "rest": REST,
        "regency": f"{asked.regency}.%", "homes": list(asked.homes or ()),
    }  # fmt: skip
    sql, folds = known(sql, known_at), most is not None and _long_side(axes)
    if folds:
        sql = _folded(sql, folds)
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        rows = cursor.fetchall()
    cells = {(along, across): value for along, across, value, *_ in rows}
    return Split(cells, rows[0][3] if folds and rows else 0)


def _long_side(axes: Sequence[Axis]) -> str:
    """The side on which there may be tens of thousands; empty when there is none."""
    sides = zip(axes, ("along", "across"), strict=False)
    return next((side for axis, side in sides if axis.key in LONG), "")


def _folded(sql: str, side: str) -> str:
    words = {each: f"found.{each}" for each in ("along", "across")}
    words[side] = f"CASE WHEN rest THEN %(rest)s ELSE found.{side} END"
    return FOLDED_QUESTION.format(
        question=sql, side=side, row=words["along"], column=words["across"]
    )


def _source(tokens: frozenset[str], known_at: datetime | None) -> Source:
    """Sums tell only what holds now, and one of the two dimensions."""
    if known_at is None and tokens == {"destination"}:
        return DESTINATIONS
    return BY_HOME if known_at is None and tokens == {"home"} else FACTS


def _expression(axis: Axis, place: str, source: Source) -> str:
    if axis.tells == "home":
        return f"left({source.home}, {HOMES[axis.key]})"
    if axis.column and axis.tells != "purpose":
        return f"fact.{axis.column}"
    return f"asked.{place}"


def _filters(asked: Slice, source: Source) -> Iterator[str]:
    yield "true"
    if asked.destination:
        yield "fact.destination = %(destination)s"
    if asked.regency:
        yield f"{source.home} LIKE %(regency)s"
    if asked.homes is not None:
        yield f"{source.home} = ANY(%(homes)s::text[])"

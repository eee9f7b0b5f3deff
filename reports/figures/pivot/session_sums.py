"""The same tables from the sums PostgreSQL keeps, wherever they tell what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from dbi_portal.lib.reading import reading
from reports.figures.pivot.axes import KIND, Axis, Count
from reports.figures.pivot.joins import Join, join_of
from reports.figures.slices import Slice

SUMMED = """
    SELECT grouping(r), grouping(c), r, c, {value}, {unknown}, {some}, {every}
    FROM (
        SELECT {row} AS r, {column} AS c, held.*
        FROM {table} held
        LEFT JOIN unnest(%(offices)s::bigint[], %(kanwil)s::bigint[]) AS place (office, kanwil)
            ON place.office = held.office_id
        WHERE held.office_id = ANY(%(offices)s::bigint[])
          AND held.month BETWEEN %(first_day)s AND %(last_day)s
    ) rows
    GROUP BY GROUPING SETS ((r, c), (r), (c), ())
"""
COUNTED = {"unknown": "sum(uncounted)", "some": "sum(made_up) > 0",
           "every": "sum(made_up) = sum(sessions)"}  # fmt: skip
UNSAID = {"unknown": "0", "some": "false", "every": "false"}
# Table, value and what else it says; sessions of an office's month stand in it by kind only.
TABLES = {
    "kegiatan": ("outreach_sessionsum", "coalesce(sum(sessions), 0)::bigint", COUNTED),
    "peserta": (
        "outreach_sessionsum",
        "CASE WHEN sum(sessions) > sum(uncounted) THEN sum(people) END::bigint",
        COUNTED,
    ),
    "desa": ("outreach_servedsum", "count(DISTINCT village_id)", UNSAID),
    "instansi": ("outreach_institutionsum", "count(DISTINCT institution_id)", UNSAID),
}


def is_summed(asked: Slice, row: Axis, column: Axis | None, count: Count) -> bool:
    """Whether the sums tell this: whole offices and months, kinds where sessions are counted."""
    by_kind = count.once == "kegiatan"
    axes = [axis for axis in (row, column) if axis]
    told = all(axis.is_time or axis.is_place or (by_kind and axis == KIND) for axis in axes)
    return told and not asked.by_home


def summed(
    asked: Slice, row: Axis, column: Axis | None, count: Count, *, kanwil: Mapping[int, int]
) -> list[tuple]:
    """Rows as `sessions.grid_of` takes them."""
    table, value, more = TABLES[count.key]
    along, across = (_by_month(axis) for axis in (row, column))
    sql = SUMMED.format(row=along.key, column=across.key, table=table, value=value, **more)
    given = {
        "offices": list(asked.offices),
        "kanwil": [kanwil.get(office) for office in asked.offices],
        "first_day": asked.months.first_day, "last_day": asked.months.last_day,
    }  # fmt: skip
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def _by_month(axis: Axis | None) -> Join:
    return join_of(axis, day="held.month")

"""Approved sessions by two dimensions. What stands in several rows counts once in their total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from dbi_portal.lib.reading import reading
from outreach.figures.known import counted
from outreach.models import Session
from reports.figures.made_up import MadeUp
from reports.figures.pivot.axes import Axis, Count
from reports.figures.pivot.grid import Grid
from reports.figures.pivot.joins import THINGS, join_of
from reports.figures.pivot.session_sums import is_summed, summed
from reports.figures.slices import Slice

# What a session reached, as *Cakupan* counts it: the regions it names and those of its villages;
# one that names neither reached where it was held.
HELD = """
    WITH place AS (
        SELECT * FROM unnest(%(offices)s::bigint[], %(kanwil)s::bigint[]) AS place (office, kanwil)
    ), every AS (
        SELECT session.id, office_id, held_on, kind_id, place_region_id, made_up,
               {people} AS people
        FROM outreach_session session
        WHERE {counted} AND office_id = ANY(%(offices)s::bigint[])
          AND held_on BETWEEN %(first_day)s AND %(last_day)s
    ), served AS (
        SELECT session_id, village_id, village.region_id AS region
        FROM outreach_sessionvillage JOIN villages_guidedvillage village ON village.id = village_id
        WHERE session_id IN (SELECT id FROM every){served}
    ), named AS (
        SELECT session_id, region_id AS region FROM outreach_regionreached
        WHERE session_id IN (SELECT id FROM every)
        UNION SELECT session_id, region_id FROM outreach_sessionvillage
        JOIN villages_guidedvillage village ON village.id = village_id
        WHERE session_id IN (SELECT id FROM every)
    ), touched AS (
        SELECT session_id, region FROM (
            SELECT * FROM named UNION ALL
            SELECT id, place_region_id FROM every WHERE place_region_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM named WHERE session_id = every.id)) regions
        WHERE true{touched}
    ), held AS (
        SELECT * FROM every WHERE true{filters}
    )
"""
PEOPLE = """coalesce(participants, (
                   SELECT sum(count) FROM outreach_audience WHERE session_id = session.id))"""
# A session stands once in every cell, row and column it belongs to, and once in the whole.
ONCE_EACH = """, joined AS (
        SELECT DISTINCT {row} AS r, {column} AS c, held.id, held.people, {part} AS part,
               held.made_up
        FROM held LEFT JOIN place ON place.office = held.office_id {joins}
    ), once AS (
        SELECT grouping(r) AS gr, grouping(c) AS gc, r, c, id, bool_or(made_up) AS made_up,
               CASE WHEN {by_part} THEN max(part) ELSE max(people) END AS people
        FROM joined GROUP BY GROUPING SETS ((r, c, id), (r, id), (c, id), (id))
    )
    SELECT gr, gc, r, c, {value}, count(*) FILTER (WHERE people IS NULL),
           bool_or(made_up), bool_and(made_up)
    FROM once GROUP BY gr, gc, r, c
"""
# The same for villages and institutions, which many sessions of a cell may share.
DISTINCT = """, joined AS (
        SELECT {row} AS r, {column} AS c, {thing} AS thing, held.made_up
        FROM held LEFT JOIN place ON place.office = held.office_id {joins}
    )
    SELECT grouping(r), grouping(c), r, c, count(DISTINCT thing), 0,
           bool_or(made_up), bool_and(made_up)
    FROM joined GROUP BY GROUPING SETS ((r, c), (r), (c), ())
"""
# Where no session of a cell counted its people, nobody knows how many they were.
VALUES = {
    "kegiatan": "count(*)",
    "peserta": "CASE WHEN count(people) > 0 THEN sum(people) END::bigint",
}


def sessions(
    asked: Slice,
    row: Axis,
    column: Axis | None,
    count: Count,
    *,
    kanwil: Mapping[int, int],
    known_at: datetime | None = None,
) -> Grid:
    """The table of sessions. `kanwil`: the Kanwil's id of each office's id that has one."""
    if known_at is None and is_summed(asked, row, column, count):
        rows = summed(asked, row, column, count, kanwil=kanwil)
    else:
        rows = _answers(asked, row, column, count, kanwil, known_at)
    return grid_of(rows, row, column, count)


def grid_of(rows: Iterable[tuple], row: Axis, column: Axis | None, count: Count) -> Grid:
    """From (is row's total, is column's total, row, column, value, unknown, some, all made up)."""
    parts: dict[tuple[int, int], dict] = {(0, 0): {}, (0, 1): {}, (1, 0): {}, (1, 1): {}}
    unknown, made_up = 0, MadeUp.NONE
    for all_rows, all_columns, own, other, value, missing, some, every in rows:
        parts[all_rows, all_columns][own, other] = value
        if all_rows and all_columns:
            unknown, made_up = missing, MadeUp.read(some=bool(some), every=bool(every))
    return Grid(
        row, column, count,
        cells=parts[0, 0],
        rows={own: value for (own, _), value in parts[0, 1].items()},
        columns={other: value for (_, other), value in parts[1, 0].items()},
        total=next(iter(parts[1, 1].values()), 0),
        absent=0, unknown=unknown if count.key == "peserta" else 0, made_up=made_up,
    )  # fmt: skip


def _answers(
    asked: Slice,
    row: Axis,
    column: Axis | None,
    count: Count,
    kanwil: Mapping[int, int],
    known_at: datetime | None,
) -> list[tuple]:
    sql = _held(asked, row, column, count, known_at) + _question(row, column, count)
    given = {
        "offices": list(asked.offices),
        "kanwil": [kanwil.get(office) for office in asked.offices],
        "first_day": asked.months.first_day, "last_day": asked.months.last_day,
        "approved": Session.Status.APPROVED, "known_at": known_at,
        "regency": f"{asked.regency}.%", "code": asked.regency, "homes": list(asked.homes or ()),
    }  # fmt: skip
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def _held(
    asked: Slice, row: Axis, column: Axis | None, count: Count, known_at: datetime | None
) -> str:
    """The sessions that count. A filter by region also leaves out their other regions' rows."""
    touched, served, filters = "", "", ""
    if asked.regency:
        touched += " AND (region = %(code)s OR region LIKE %(regency)s)"
        served += " AND village.region_id LIKE %(regency)s"
        filters += " AND EXISTS (SELECT FROM touched WHERE session_id = every.id)"
    if asked.homes is not None:
        served += " AND village.region_id = ANY(%(homes)s::text[])"
        filters += " AND EXISTS (SELECT FROM served WHERE session_id = every.id)"
    wants_people = count.key == "peserta"
    return HELD.format(
        counted=counted(known_at), people=PEOPLE if wants_people else "NULL::bigint",
        touched=touched, served=served, filters=filters,
    )  # fmt: skip


def _question(row: Axis, column: Axis | None, count: Count) -> str:
    along, across = join_of(row), join_of(column)
    thing = THINGS.get(count.once)
    joins = dict.fromkeys(each.join for each in (along, across, thing) if each)
    words = {"row": along.key, "column": across.key, "joins": " ".join(joins)}
    if thing:
        return DISTINCT.format(**words, thing=thing.key)
    sides = {"r": row, "c": column}
    grouped = next((name for name, axis in sides.items() if axis and axis.key == "unsur"), "")
    return ONCE_EACH.format(
        **words,
        part="audience.count" if grouped else "NULL::bigint",
        # Of one group as many as it sent; of the whole session its own total.
        by_part=f"grouping({grouped}) = 0" if grouped else "false",
        value=VALUES[count.key],
    )

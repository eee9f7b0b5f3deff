"""Every kept sum a second way: counted again from figures and sessions, in plain SQL.

Nothing here is what the triggers run (reports/models/summary.py, outreach/models/counting.py). Each
question is one statement, so that whoever writes meanwhile is seen in both or in neither.
"""

# ruff: noqa: S608 -- what is put into the SQL here are names of our own tables, nobody's words
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

OF_FIGURES = ("office_id", "period_start", "period_end", "grain", "outcome", "purpose")
MEASURES = ("total", "figures", "made_up")
FIGURES = """
    SELECT {columns}, sum(count) AS total, count(*) AS figures,
           count(CASE WHEN made_up THEN 1 END) AS made_up
    FROM reports_passportstatistic
    WHERE upper(recorded) IS NULL AND {told}
    GROUP BY {columns}
"""
SESSIONS = """
    SELECT session.id, session.office_id, session.kind_id, session.held_on, session.made_up,
           (to_char(held_on, 'YYYY-MM') || '-01')::date AS month,
           CASE WHEN participants IS NULL THEN groups.people ELSE participants END AS people,
           session.id IN (SELECT session_id FROM outreach_sessionvillage) AS served
    FROM outreach_session session
    LEFT JOIN (SELECT session_id, sum(count) AS people FROM outreach_audience GROUP BY 1) groups
      ON groups.session_id = session.id
    WHERE status = 'disetujui'
"""
# Rows only in one of the two, or in both with other numbers. What is left of withdrawn figures, all
# noughts, is no sum.
COMPARED = """
    WITH kept AS (SELECT {columns} FROM {table} WHERE {live}),
    counted AS ({counted}),
    joined AS (
        SELECT to_jsonb(kept) AS kept, to_jsonb(counted) AS counted
        FROM kept FULL JOIN counted USING ({key}))
    SELECT count(*), coalesce(json_agg(json_build_array(kept, counted))
                              FILTER (WHERE kept IS DISTINCT FROM counted), '[]'::json)
    FROM joined
"""


@dataclass(frozen=True)
class Kept:
    """One table of sums: what a row is of, what it holds, and how it is counted again."""

    name: str
    table: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    counted: str

    @property
    def sql(self) -> str:
        noughts = " OR ".join(f"{column} <> 0" for column in MEASURES)
        return COMPARED.format(
            table=self.table,
            columns=", ".join((*self.key, *self.values)),
            key=", ".join(self.key),
            counted=self.counted,
            live=noughts if self.values == MEASURES else "true",
        )


def _figures(name: str, column: str = "", fact: str = "", told: str = "true") -> Kept:
    key = (*OF_FIGURES, column) if column else OF_FIGURES
    asked = ", ".join((*OF_FIGURES, fact or column) if column else OF_FIGURES)
    counted = FIGURES.format(columns=asked, told=told)
    if fact:
        counted = f"SELECT *, {fact} AS {column} FROM ({counted}) AS told"
    ordered = f"SELECT {', '.join((*key, *MEASURES))} FROM ({counted}) AS told"
    return Kept(name, f"reports_{name.lower()}", key, MEASURES, ordered)


def _sessions(name: str, column: str, values: tuple[str, ...], counted: str) -> Kept:
    key = ("office_id", "month", column)
    sql = f"SELECT held.office_id, held.month, {counted} GROUP BY 1, 2, 3"
    return Kept(name, f"outreach_{name.lower()}", key, values, sql.format(held=f"({SESSIONS})"))


TABLES = (
    _figures("FigureSum"),
    _figures("DestinationSum", "destination", told="destination > ''"),
    _figures("HomeSum", "home_region", "home_region_id", told="home_region_id IS NOT NULL"),
    _sessions(
        "SessionSum",
        "kind_id",
        ("sessions", "people", "uncounted", "without_village", "made_up"),
        """kind_id, count(*) AS sessions, coalesce(sum(people), 0) AS people,
           count(*) - count(people) AS uncounted,
           count(CASE WHEN NOT served THEN 1 END) AS without_village,
           count(CASE WHEN made_up THEN 1 END) AS made_up
           FROM {held} held""",
    ),
    _sessions(
        "ServedSum",
        "village_id",
        ("sessions", "people", "last_on"),
        """village_id, count(*) AS sessions, coalesce(sum(people), 0) AS people,
           max(held_on) AS last_on
           FROM outreach_sessionvillage part JOIN {held} held ON held.id = part.session_id""",
    ),
    _sessions(
        "ReachedSum",
        "region",
        ("sessions", "rt", "rw", "last_on"),
        """region_id AS region, count(*) AS sessions, sum(coalesce(rt_count, 0)) AS rt,
           sum(coalesce(rw_count, 0)) AS rw, max(held_on) AS last_on
           FROM outreach_regionreached part JOIN {held} held ON held.id = part.session_id""",
    ),
    _sessions(
        "InstitutionSum",
        "institution_id",
        ("sessions",),
        """institution_id, count(*) AS sessions
           FROM (SELECT DISTINCT session_id, institution_id FROM outreach_speaker) part
           JOIN {held} held ON held.id = part.session_id""",
    ),
)


@dataclass(frozen=True)
class Checked:
    """How many sums of one table were compared, and each that is not what the facts say."""

    name: str
    sums: int
    different: tuple[dict, ...]


def check_sums() -> Iterator[Checked]:
    """Each table of sums against what it sums; one statement a table."""
    for kept in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(kept.sql)
            number, pairs = cursor.fetchone()
        different = tuple(_told(kept, *pair) for pair in pairs)
        yield Checked(kept.name, number, different)


def _told(kept: Kept, stored: dict | None, counted: dict | None) -> dict:
    """{"summary": "FigureSum", "of": {what it is of}, "kept": {…} or None, "counted": …}."""
    found = stored or counted
    return {
        "summary": kept.name,
        "of": {column: found[column] for column in kept.key},
        "kept": stored and {column: stored[column] for column in kept.values},
        "counted": counted and {column: counted[column] for column in kept.values},
    }

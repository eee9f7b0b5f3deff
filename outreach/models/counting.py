"""How PostgreSQL keeps the sums of sessions (outreach/models/summary.py)."""

# ruff: noqa: S608 -- what is put into the SQL here are names of our own tables, nobody's words
from __future__ import annotations

import pgtrigger

APPROVED = "disetujui"  # Session.Status.APPROVED; sessions themselves are built on this module
SUMS = (
    "outreach_sessionsum", "outreach_servedsum", "outreach_reachedsum", "outreach_institutionsum",
)  # fmt: skip

CLEARED = "".join(
    f"""
        DELETE FROM {table} AS kept
        USING (SELECT DISTINCT * FROM unnest(offices, months) AS asked (office, month)) AS asked
        WHERE kept.office_id = asked.office AND kept.month = asked.month;"""
    for table in SUMS
)

# Two changes of one office's sessions count one after the other: each statement of this function
# sees what was committed by then, and the lock makes the second wait for the first.
COUNT_ANEW = f"""
    CREATE FUNCTION outreach_count_anew(offices bigint[], months date[]) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE each bigint;
    BEGIN
        FOR each IN SELECT DISTINCT unnest(offices) AS one ORDER BY one LOOP
            PERFORM pg_advisory_xact_lock(20251, each::integer);
        END LOOP;
        {CLEARED}
        WITH counted AS MATERIALIZED (
        SELECT session.id, asked.office AS office_id, asked.month, session.held_on, session.kind_id,
               session.made_up, coalesce(session.participants, (
                   SELECT sum(count) FROM outreach_audience WHERE session_id = session.id)
               ) AS people
        FROM (SELECT DISTINCT * FROM unnest(offices, months) AS asked (office, month)) AS asked
        JOIN outreach_session session ON session.office_id = asked.office
            AND session.held_on >= asked.month
            AND session.held_on < (asked.month + interval '1 month')::date
        WHERE session.status = '{APPROVED}'
        ), by_kind AS (
        INSERT INTO outreach_sessionsum
            (office_id, month, kind_id, sessions, people, uncounted, without_village, made_up)
        SELECT office_id, month, kind_id, count(*), coalesce(sum(people), 0),
               count(*) FILTER (WHERE people IS NULL),
               count(*) FILTER (WHERE NOT EXISTS (
                   SELECT FROM outreach_sessionvillage WHERE session_id = counted.id)),
               count(*) FILTER (WHERE made_up)
        FROM counted GROUP BY office_id, month, kind_id
        ), by_village AS (
        INSERT INTO outreach_servedsum (office_id, month, village_id, sessions, people, last_on)
        SELECT counted.office_id, month, village_id, count(*), coalesce(sum(people), 0),
               max(held_on)
        FROM counted
        JOIN outreach_sessionvillage served ON served.session_id = counted.id
        GROUP BY counted.office_id, month, village_id
        ), by_region AS (
        INSERT INTO outreach_reachedsum (office_id, month, region, sessions, rt, rw, last_on)
        SELECT counted.office_id, month, region_id, count(*), coalesce(sum(rt_count), 0),
               coalesce(sum(rw_count), 0), max(held_on)
        FROM counted
        JOIN outreach_regionreached reached ON reached.session_id = counted.id
        GROUP BY counted.office_id, month, region_id
        )
        INSERT INTO outreach_institutionsum (office_id, month, institution_id, sessions)
        SELECT counted.office_id, month, institution_id, count(DISTINCT counted.id)
        FROM counted
        JOIN outreach_speaker speaker ON speaker.session_id = counted.id
        GROUP BY counted.office_id, month, institution_id;
    END $$;
"""
COUNT_ALL = """
    SELECT outreach_count_anew(array_agg(office_id), array_agg(month)) FROM (
        SELECT DISTINCT office_id, date_trunc('month', held_on)::date AS month
        FROM outreach_session
        UNION SELECT office_id, month FROM outreach_sessionsum) AS every;
"""
FORGET_COUNTING = "DROP FUNCTION outreach_count_anew(bigint[], date[]);"

# Whoever changes what hangs on a session holds the session, and whoever changes what counts of the
# session itself waits for them (`HELD`): the one of two at once who counts last sees both. Many may
# hold it for their parts at the same time.
PARTS_HELD = """
    PERFORM FROM outreach_session WHERE id IN (SELECT session_id FROM ({rows}) AS part)
        ORDER BY id FOR KEY SHARE;"""
HELD = """
    PERFORM FROM outreach_session WHERE id IN (SELECT id FROM ({rows}) AS changed)
        ORDER BY id FOR UPDATE;"""
TOUCHED = """
    SELECT array_agg(office), array_agg(month) INTO offices, months FROM (
        SELECT DISTINCT session.office_id AS office, date_trunc('month', session.held_on)::date
            AS month
        FROM ({rows}) AS session WHERE session.status = '{approved}') AS touched;
    IF offices IS NOT NULL THEN{held}
        PERFORM outreach_count_anew(offices, months);
    END IF;
    RETURN NULL;
"""
# What of a session is counted: a note, a photo or a position changes no sum.
COUNTED = "id, office_id, held_on, status, kind_id, participants, made_up"
CHANGED = f"""(
    (SELECT {COUNTED} FROM fresh EXCEPT SELECT {COUNTED} FROM stale)
    UNION ALL (SELECT {COUNTED} FROM stale EXCEPT SELECT {COUNTED} FROM fresh))"""
TABLES = {pgtrigger.Insert: ("fresh",), pgtrigger.Delete: ("stale",),
          pgtrigger.Update: ("fresh", "stale")}  # fmt: skip
NAMES = {pgtrigger.Insert: "insert", pgtrigger.Delete: "delete", pgtrigger.Update: "update"}


def keeps_session_sums(what: str, *, part: bool = True) -> list[pgtrigger.Trigger]:
    """The triggers on a table of sessions (`part` False) or of what hangs on them."""
    return [_trigger(f"{what}_{NAMES[each]}_counts", each, part=part) for each in TABLES]


def _trigger(name: str, operation, *, part: bool) -> pgtrigger.Trigger:
    tables = TABLES[operation]
    body = _of_parts(tables) if part else _of_sessions(tables)
    given = {"new": "fresh"} if "fresh" in tables else {}
    given |= {"old": "stale"} if "stale" in tables else {}
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**given),
        declare=[("offices", "bigint[]"), ("months", "date[]")],
        func=body,
    )


def _of_parts(tables: tuple[str, ...]) -> str:
    parts = " UNION ALL ".join(f"SELECT session_id FROM {each}" for each in tables)
    rows = f"SELECT * FROM outreach_session WHERE id IN ({parts})"
    counted = TOUCHED.format(rows=rows, approved=APPROVED, held="")
    return f"{PARTS_HELD.format(rows=parts)}{counted}"


def _of_sessions(tables: tuple[str, ...]) -> str:
    rows = CHANGED if len(tables) > 1 else f"SELECT {COUNTED} FROM {tables[0]}"
    held = HELD.format(rows=rows) if len(tables) > 1 else ""
    return TOUCHED.format(rows=rows, approved=APPROVED, held=held)

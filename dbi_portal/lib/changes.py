"""Which tables changed since a moment, told by PostgreSQL itself (docs/adr/0038).

A trigger on every table notes its name and the number of the transaction that changed it, whoever
writes: a form, an import's COPY, the admin, psql. The note is committed, or taken back, together
with the change. Migrations make tables watched as they end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Noted nowhere: nothing that reads these can be kept. Nor is the time of an account's last sign-in.
UNWATCHED = frozenset({"django_session", "django_migrations"})

# Server, database and table: another server, one that was restarted or promoted, and a restored
# backup have other numbers. A replica's snapshot does not name what is still under way, so there
# all counts as unseen from the oldest transaction on that has not ended.
MOMENT = """concat_ws('|',
    concat_ws(' ', (SELECT oid FROM pg_database WHERE datname = current_database()),
              to_regclass('portal_change')::oid, pg_postmaster_start_time(), pg_is_in_recovery()),
    extract(epoch FROM clock_timestamp()),
    CASE WHEN pg_is_in_recovery()
         THEN format('%%1$s:%%1$s:', pg_snapshot_xmin(pg_current_snapshot()))
         ELSE pg_current_snapshot()::text END)"""
# A transaction that wrote something sees its own rows as well, which its snapshot does not tell.
ASKED = f"""
    SELECT {MOMENT}, pg_current_xact_id_if_assigned() IS NOT NULL, ARRAY(
        SELECT NOT EXISTS (
            SELECT FROM portal_change AS change
            WHERE change.relation = ANY (string_to_array(asked.tables, ' '))
              AND change.xid >= pg_snapshot_xmin(asked.snapshot)
              AND NOT pg_visible_in_snapshot(change.xid, asked.snapshot)
        )
        FROM unnest(%(snapshots)s::pg_snapshot[], %(tables)s::text[])
             WITH ORDINALITY AS asked (snapshot, tables, number)
        ORDER BY asked.number
    )
"""  # noqa: S608 -- both parts are ours

# A note may go when whoever could still be shown something older has been told so. What a
# restored backup brought along has numbers this server has not reached.
FORGET = """
    WITH old AS (
        SELECT seen FROM portal_change_seen WHERE at < now() - %(age)s ORDER BY at DESC LIMIT 1
    )
    DELETE FROM portal_change
    WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())
       OR pg_visible_in_snapshot(xid, (SELECT seen FROM old))
"""
FORGET_MOMENTS = """
    DELETE FROM portal_change_seen
    WHERE pg_snapshot_xmax(seen) > pg_snapshot_xmax(pg_current_snapshot())
       OR at < (SELECT max(at) FROM portal_change_seen WHERE at < now() - %(age)s)
"""
REMEMBER = "INSERT INTO portal_change_seen VALUES (clock_timestamp(), pg_current_snapshot())"
WATCH = """
    DO $$ BEGIN
        IF to_regprocedure('portal_watch_tables()') IS NOT NULL THEN
            PERFORM portal_watch_tables();
        END IF;
    END $$
"""


@dataclass(frozen=True)
class Moment:
    """What was committed by then: `at` in seconds of `place`, a server's database."""

    place: str
    at: float
    snapshot: str

    @classmethod
    def of(cls, told: str) -> Moment:
        """Of what MOMENT gives."""
        place, at, snapshot = told.split("|")
        return cls(place, float(at), snapshot)


@dataclass(frozen=True)
class Stamp:
    """What was read, and when at the latest: good while none of `tables` changes."""

    moment: Moment
    tables: frozenset[str]


def held(
    server: BaseDatabaseWrapper, stamps: Sequence[Stamp] = (), *, seconds: float
) -> tuple[Moment | None, list[bool]]:
    """The present moment, and of each stamp whether it still holds. One question.

    None, and nothing holds, inside a transaction that has written; nor after `seconds`.
    """
    given = {
        "snapshots": [stamp.moment.snapshot for stamp in stamps],
        "tables": [" ".join(sorted(stamp.tables)) for stamp in stamps],
    }
    with server.cursor() as cursor:
        cursor.execute(ASKED, given)
        told, has_written, unchanged = cursor.fetchone()
    now = Moment.of(told)
    if has_written:
        return None, [False] * len(stamps)
    return now, [
        same and stamp.moment.place == now.place and now.at - stamp.moment.at < seconds
        for stamp, same in zip(stamps, unchanged, strict=True)
    ]


def watch_tables(**_) -> None:
    """Put the trigger on every table that lacks it: after each migration."""
    with connection.cursor() as cursor:
        cursor.execute(WATCH)


def forget(age: timedelta) -> int:
    """Throw away notes that everybody who asks has known for so long; returns how many.

    By what could be seen then and not by a note's own time: a long transaction notes early and is
    seen late.
    """
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"age": age})
        gone = cursor.rowcount
        cursor.execute(FORGET_MOMENTS, {"age": age})
        cursor.execute(REMEMBER)
    return gone

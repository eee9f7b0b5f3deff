"""Whether the replica may be asked now: it answers, keeps up, and has the reader's own changes."""

from __future__ import annotations

import logging
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
REPLICA = "replica"
MARK_SECONDS = 10 * 60  # far longer than any lag a replica is still asked at
REST_SECONDS = 5.0  # a replica that failed is left alone so long, in this process

# Behind by how many seconds. A replica that has all there is is not behind, however long ago the
# last change was; any other is behind since the last change that reached it.
STANDING = """
    SELECT CASE WHEN replayed >= %(now)s::pg_lsn THEN 0
                ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END,
           replayed >= %(own)s::pg_lsn
    FROM pg_last_wal_replay_lsn() AS replayed
"""
NOTHING = "0/0"
_failed_at: float | None = None


def is_there() -> bool:
    """Whether a replica is configured at all."""
    return REPLICA in connections.databases


def is_fit(reader: int | None = None) -> bool:
    """Whether the replica shows all but the last moments, and all that `reader` did himself."""
    if not is_there() or _rests():
        return False
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return False
    try:
        own = NOTHING if reader is None else cache.get(_mark(reader)) or NOTHING
        behind, has_own = _standing(own)
    except RedisError:  # who wrote what is not known now
        return False
    except (DatabaseError, InterfaceError) as failure:
        failed(failure)
        return False
    # Neither number: the server is no replica at all, or nothing has reached it yet.
    return behind is not None and behind <= settings.REPLICA_LAG_SECONDS and bool(has_own)


def failed(failure: Exception) -> None:
    """Leave the replica alone for a while; pages come from the primary meanwhile."""
    global _failed_at  # what this process has seen
    _failed_at = monotonic()
    connections[REPLICA].close()
    logger.warning("The replica is not asked for %s s: %s", REST_SECONDS, str(failure).strip())


def rested() -> None:
    """Ask it again now: what a test needs that has brought it back."""
    global _failed_at  # what this process has seen
    _failed_at = None


def mark_written(writer: int) -> None:
    """Remember how far the primary's journal reached when this user changed something."""
    if not is_there():
        return
    try:
        cache.set(_mark(writer), _journal(), MARK_SECONDS)
    except RedisError as failure:
        logger.warning("Nobody will know that user %s wrote: %s", writer, failure)


def _standing(own: str) -> tuple[float | None, bool | None]:
    asked = {"now": _journal(), "own": own}
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(STANDING, asked)
        behind, has_own = cursor.fetchone()
    return None if behind is None else float(behind), has_own


def _journal() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        return cursor.fetchone()[0]


def _rests() -> bool:
    return _failed_at is not None and monotonic() - _failed_at < REST_SECONDS


def _mark(reader: int) -> str:
    return f"wrote:{reader}"

"""What a page took long to find out is kept while nothing in the database has changed."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from redis.exceptions import RedisError

from dbi_portal.lib.reading import reading

logger = logging.getLogger(__name__)
Kept = TypeVar("Kept")
MINUTES = 10 * 60  # how long a kept page may outlive a new version of the portal's code

# Two equal snapshots see exactly the same committed rows, so nobody has to say what has changed.
# A transaction that wrote something sees its own rows as well, which its snapshot does not tell.
# The server's start tells apart two servers, or one before and after a restored backup. A replica's
# snapshot does not name what is still under way, so there the last change it took over is added.
STATE = """
    SELECT concat_ws(' ', pg_current_snapshot(), current_database(), pg_postmaster_start_time(),
                     pg_last_xact_replay_timestamp())
    WHERE pg_current_xact_id_if_assigned() IS NULL
"""


def state_of_data() -> str | None:
    """A name for all that is committed by now; None inside a transaction that has written.

    Of the server that is read from here: the replica may know a little less than the primary.
    """
    with reading().cursor() as cursor:
        cursor.execute(STATE)
        found = cursor.fetchone()
    return found[0] if found else None


def kept(name: tuple, make: Callable[[], Kept]) -> Kept:
    """What `make` gives, or gave under this name while the data were as they are now.

    `name`: everything else the result depends on. A cache that is down costs time and no more.
    """
    return kept_in(None if settings.DEBUG else state_of_data(), name, make)


def kept_in(state: str | None, name: tuple, make: Callable[[], Kept]) -> Kept:
    """The same for a `state` the caller names: of those data alone that `make` reads.

    None: nothing is kept. A state must never come back once what it names has changed.
    """
    if state is None:
        return make()
    key = f"kept:{hashlib.sha256(repr((state, name)).encode()).hexdigest()}"
    try:
        found = cache.get(key)
        if found is None:
            found = make()
            cache.set(key, found, MINUTES)
    except RedisError as failure:
        logger.warning("A page is drawn without a cache: %s", failure)
        return make()
    return found


def kept_of(rows: QuerySet, make: Callable[[], Kept], *more: object) -> Kept:
    """The same for what `make` finds out about `rows`, and about `more` where that matters."""
    try:
        question = rows.query.sql_with_params()
    except EmptyResultSet:  # nothing to ask, so nothing to keep
        return make()
    return kept((question, *more), make)

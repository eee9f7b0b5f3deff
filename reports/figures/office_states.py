"""What was added up from an office's figures is kept until one of them comes or goes.

A page is kept while no table it read has changed (dbi_portal/lib/kept.py). The villages of the
country are too dear for that: hundreds of thousands of sums, of which an import changes one
office's. So each office's are kept under the state of its own figures, and all of them together
under all those states; what changed is added up anew, and nothing else.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from dbi_portal.lib.own_code import digest_of_code
from dbi_portal.lib.reading import reading

logger = logging.getLogger(__name__)
Part, Key = TypeVar("Part"), TypeVar("Key", bound=Hashable)
MANY = 40  # offices: more than any Kanwil has; fewer are added up quicker than they are asked about
SECONDS = 24 * 60 * 60

# No two states share a name. Rows are only ever added, and all replaced by later ones when sums are
# counted anew, so their number and the sum of their ids tell which rows they are; each row's
# `touched` only rises. The table and the server's start tell apart a restored backup. A transaction
# that wrote something sees its own rows as well, which others must not be given.
STANDING = """
    SELECT office_id, concat_ws(' ', current_database(), pg_postmaster_start_time(),
                     'reports_figuresum'::regclass::oid, count(*), sum(id), sum(touched))
    FROM reports_figuresum
    WHERE office_id = ANY(%(offices)s::bigint[])
      AND period_start >= %(first_day)s AND period_end <= %(last_day)s
    GROUP BY office_id
    HAVING pg_current_xact_id_if_assigned() IS NULL
"""


def states_of_figures(
    offices: Collection[int], first_day: date, last_day: date
) -> dict[int, str] | None:
    """By office id a name for its committed figures between these days.

    None where nothing may be kept: inside a transaction that has written, and with DEBUG.
    """
    if settings.DEBUG:
        return None
    given = {"offices": list(offices), "first_day": first_day, "last_day": last_day}
    with reading().cursor() as cursor:
        cursor.execute(STANDING, given)
        return dict(cursor.fetchall()) or None


def kept_parts(
    names: Mapping[Key, str], make: Callable[[list[Key]], Mapping[Key, Part]]
) -> dict[Key, Part]:
    """The part of each key, kept under its name; `make` gives those that are not there.

    A name holds everything its part depends on. A cache that is down costs time and no more.
    """
    if not names:
        return {}
    keys = {key: _digest(name) for key, name in names.items()}
    found = _got(keys.values())
    parts = {key: found[place] for key, place in keys.items() if place in found}
    lacking = [key for key in names if key not in parts]
    if lacking:
        made = make(lacking)
        _put({keys[key]: made[key] for key in lacking})
        parts |= {key: made[key] for key in lacking}
    return parts


def _digest(name: str) -> str:
    return f"office:{hashlib.sha256((digest_of_code() + name).encode()).hexdigest()}"


def _got(keys: Iterable[str]) -> dict[str, Any]:
    try:
        return cache.get_many(list(keys))
    except RedisError as failure:
        logger.warning("Figures are added up without a cache: %s", failure)
        return {}


def _put(parts: Mapping[str, Any]) -> None:
    try:
        cache.set_many(parts, SECONDS)
    except RedisError as failure:
        logger.warning("Figures were added up and could not be kept: %s", failure)

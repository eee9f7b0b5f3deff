"""What a page took long to find out is kept while the tables it read do not change.

Nobody says which: the questions it asked do (dbi_portal/lib/noting.py), and PostgreSQL notes who
changed which table (dbi_portal/lib/changes.py). A page may be made of parts that are kept by
themselves: the parts whose tables did not change are not made anew.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from redis.exceptions import RedisError

from dbi_portal.lib.changes import UNWATCHED, Moment, Stamp, held
from dbi_portal.lib.noting import note, noting, request_noted
from dbi_portal.lib.own_code import digest_of_code
from dbi_portal.lib.reading import reading

logger = logging.getLogger(__name__)
Kept = TypeVar("Kept")
MINUTES = 10 * 60  # seconds: how long anything is kept at most


@dataclass(frozen=True)
class Entry:
    """As it lies in the cache; `parts`: the stamps of what it is made of, by their keys."""

    value: Any
    stamp: Stamp
    parts: dict[str, Stamp]


@dataclass
class Making:
    """What is being worked out. `moment`: of before it began; None: it will not be kept.

    `asked`: of the parts of last time, whether they hold; found out together with the whole.
    """

    moment: Moment | None
    asked: dict[tuple[str, Stamp], bool]
    parts: dict[str, Stamp] = field(default_factory=dict)

    def add(self, key: str, entry: Entry) -> None:
        """A part it is made of, and what that one is made of."""
        note(entry.stamp.tables)
        if entry.stamp.moment:
            self.parts |= {key: entry.stamp} | entry.parts


_making: ContextVar[Making | None] = ContextVar("what is being worked out", default=None)


def kept(name: tuple, make: Callable[[], Kept]) -> Kept:
    """What `make` gives, or gave under this name when all it read was as it is now.

    `name`: everything else the result depends on (who reads, the day). What the request read
    before counts as read, too. A cache that is down costs time and no more.
    """
    return _kept(name, make, alone=False)


def kept_by_itself(name: tuple, make: Callable[[], Kept]) -> Kept:
    """The same for a part of a page that takes nothing from it but what stands in `name`.

    `make` must not use anything the page has read already (rows, an account's cached offices):
    what was read for it before does not count.
    """
    return _kept(name, make, alone=True)


def kept_of(rows: QuerySet, make: Callable[[], Kept], *more: object) -> Kept:
    """The same for what `make` finds out about `rows`, and about `more` where that matters."""
    try:
        question = rows.query.sql_with_params()
    except EmptyResultSet:  # nothing to ask, so nothing to keep
        return make()
    return kept_by_itself((question, *more), make)


def _kept(name: tuple, make: Callable[[], Kept], *, alone: bool) -> Kept:
    if settings.DEBUG:
        return make()
    key = _key(name)
    try:
        entry = cache.get(key)
    except RedisError as failure:
        logger.warning("A page is drawn without a cache: %s", failure)
        return make()
    outer = _making.get()
    holds, making = _looked_at(key, entry, outer)
    if not holds:
        entry = _made(key, make, making, alone=alone)
    if outer:
        outer.add(key, entry)
    return entry.value


def _looked_at(key: str, entry: Entry | None, outer: Making | None) -> tuple[bool, Making]:
    """Whether what lies there holds; and if not, what is to be known before it is made anew.

    One question at most, and none where the page around it has asked already.
    """
    if outer and outer.moment is None:
        return False, Making(None, {})
    before, asked = _moment_before(outer), outer.asked if outer else {}
    if entry and (key, entry.stamp) in asked:
        return asked[key, entry.stamp], Making(before, asked)
    if before and not entry:
        return False, Making(before, asked)
    parts = {key: entry.stamp} | entry.parts if entry else {}
    now, hold = held(reading(), list(parts.values()), seconds=MINUTES)
    asked = dict(zip(parts.items(), hold, strict=True))
    return bool(hold) and hold[0], Making(now and (before or now), asked)


def _moment_before(outer: Making | None) -> Moment | None:
    """One that was asked for already, in this page or with the account of who reads it.

    Not inside a transaction, which may have written since; and of the server that is asked.
    """
    if reading().in_atomic_block:
        return None
    if outer:
        return outer.moment
    noted = request_noted()
    return noted.moment if noted and reading().alias == "default" else None


def _made(key: str, make: Callable[[], Kept], making: Making, *, alone: bool) -> Entry:
    with noting() as noted:
        token = _making.set(making)
        try:
            value = make()
        finally:
            _making.reset(token)
        tables = noted.tables if alone else request_noted().tables
    entry = Entry(value, Stamp(making.moment, tables), making.parts)
    if making.moment and not tables & UNWATCHED:
        _put(key, entry)
    return entry


def _put(key: str, entry: Entry) -> None:
    try:
        cache.set(key, entry, MINUTES)
    except RedisError as failure:
        logger.warning("A page was drawn and could not be kept: %s", failure)


def _key(name: tuple) -> str:
    """Of this code, this server (the replica may know a little less) and its database."""
    server = reading()
    told = repr((digest_of_code(), server.alias, server.settings_dict["NAME"], name))
    return f"kept:{hashlib.sha256(told.encode()).hexdigest()}"

"""Which server a question goes to: the primary, or for dashboards a replica that keeps up.

Raw SQL of dashboards asks `reading()`; what goes through Django's models is sent the same way by
`ReplicaRouter`. Without REPLICA_URL both always mean the one database there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from dbi_portal.lib import standby

REPLICA = standby.REPLICA
_asked: ContextVar[str] = ContextVar("server asked", default=DEFAULT_DB_ALIAS)


def reading() -> BaseDatabaseWrapper:
    """The connection to ask for figures: the replica's inside `reading_from_replica()`."""
    return connections[server_asked()]


def server_asked() -> str:
    """The alias of that connection.

    Inside a transaction always the primary: there a reader may have written, and must see it.
    """
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return DEFAULT_DB_ALIAS
    return _asked.get()


@contextmanager
def reading_from_replica(reader: int | None = None) -> Iterator[bool]:
    """Ask the replica in this block, if there is one and it is near enough; tells whether it is.

    `reader`: the user's id, whose own last change must have arrived there too.
    """
    fit = standby.is_fit(reader)
    before = _asked.set(REPLICA if fit else DEFAULT_DB_ALIAS)
    try:
        yield fit
    finally:
        _asked.reset(before)


class ReplicaRouter:
    """Reads follow `reading()`; everything else stays with the primary."""

    def db_for_read(self, model: type[Model], **hints) -> str:
        # A session begun a moment ago must be known at once, or its owner is a stranger.
        return DEFAULT_DB_ALIAS if model._meta.app_label == "sessions" else server_asked()

    def db_for_write(self, model: type[Model], **hints) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints) -> bool:
        return True  # the same rows, wherever they were read

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool:
        return db == DEFAULT_DB_ALIAS

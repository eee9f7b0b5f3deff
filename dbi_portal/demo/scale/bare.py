"""Tables without indexes and foreign keys while millions of rows come in; checked at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

# What takes it away, and what brings it back as it was. Keys others point at stay.
FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
                  conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
    ORDER BY conrelid::regclass::text, conname
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = ANY(%(tables)s::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY indexrelid::regclass::text
"""


@contextmanager
def bare(*models: type[Model]) -> Iterator[None]:
    """In one transaction: ten indexes cost a row far more, one by one, than all rows together."""
    tables = [model._meta.db_table for model in models]
    found = [*_asked(FOREIGN_KEYS, tables), *_asked(INDEXES, tables)]
    _told([away for away, _ in found])
    yield
    # Indexes first: the keys are checked by them.
    _told(["SET LOCAL maintenance_work_mem = '512MB'", *(back for _, back in reversed(found))])


def _asked(question: str, tables: Sequence[str]) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"tables": tables})
        return cursor.fetchall()


def _told(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

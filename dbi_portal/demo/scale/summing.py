"""The summaries kept by triggers, counted once at the end instead of with every COPY."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from outreach.models.counting import COUNT_ALL
from reports.models.summary import TABLES, count_all

# The triggers that add up, not those that hold rules.
ADDING = r"pgtrigger_%(\_counts\_|figure\_is\_added|figure\_is\_taken)%"
SWITCHES = """
    SELECT format('ALTER TABLE %%s ' || %(what)s || ' TRIGGER %%I', tgrelid::regclass, tgname)
    FROM pg_trigger WHERE tgname SIMILAR TO %(names)s ORDER BY 1
"""


@contextmanager
def summed_at_the_end() -> Iterator[None]:
    """Write many facts in this block, in one transaction; then every sum is counted anew."""
    _switch("DISABLE")
    yield
    _switch("ENABLE")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # plans made for empty tables would not do
        cursor.execute(f"TRUNCATE {', '.join(table for table, *_ in TABLES)}")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(count_all())
        cursor.execute(COUNT_ALL)
        cursor.execute("ANALYZE")  # the sums, too


def _switch(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SWITCHES, {"what": what, "names": ADDING})
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)

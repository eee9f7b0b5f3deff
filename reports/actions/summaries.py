"""Kept sums counted again from the facts: the repair nobody should ever need."""

from __future__ import annotations

from django.db import connection, transaction

from outreach.models import counting
from reports.models import summary

SUMS = (*(table for table, *_ in summary.TABLES), *counting.SUMS)


@transaction.atomic
def count_sums_anew() -> None:
    """Every sum of figures and sessions as the facts say it.

    Who writes figures or sessions meanwhile waits: what is uncommitted when the tables are held
    adds itself afterwards, and everything else is counted.
    """
    names = ", ".join(SUMS)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
        for name in SUMS:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own tables
        cursor.execute(summary.count_all())
        cursor.execute(counting.COUNT_ALL)

"""Rows into a table by COPY, the quickest way in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Model

AT_ONCE = 20_000


def copied(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Copy rows of plain values without tabs or newlines; None is NULL. Returns how many."""
    return copied_lines(model, columns, ("\t".join(map(_cell, row)) for row in rows))


def copied_lines(model: type[Model], columns: Sequence[str], lines: Iterable[str]) -> int:
    """The same for rows that are written as COPY reads them."""
    table, total = model._meta.db_table, 0
    told = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    some = iter(lines)
    while paper := list(islice(some, AT_ONCE)):
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(told, io.StringIO("\n".join(paper) + "\n"))
        total += len(paper)
    return total


def reserved(model: type[Model], number: int) -> int:
    """The first of `number` ids nobody else will get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(name, nextval(name) + %s) - %s "
            "FROM pg_get_serial_sequence(%s, 'id') AS name",
            [number, number, table],
        )
        return cursor.fetchone()[0]


def _cell(value: object) -> str:
    return r"\N" if value is None else str(value)

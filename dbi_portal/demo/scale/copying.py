"""Rows into a table by COPY, the quickest way in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from django.db.models import Model

AT_ONCE = 20_000


def copied(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Copy rows of plain values without tabs or newlines; None is NULL. Returns how many."""
    table, total = model._meta.db_table, 0
    told = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    for paper, number in _papers(rows):
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(told, paper)
        total += number
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


def _papers(rows: Iterable[Sequence[object]]) -> Iterator[tuple[io.StringIO, int]]:
    lines: list[str] = []
    for row in rows:
        lines.append("\t".join(map(_cell, row)))
        if len(lines) >= AT_ONCE:
            yield _paper(lines)
            lines = []
    if lines:
        yield _paper(lines)


def _paper(lines: list[str]) -> tuple[io.StringIO, int]:
    return io.StringIO("\n".join(lines) + "\n"), len(lines)


def _cell(value: object) -> str:
    return r"\N" if value is None else str(value)

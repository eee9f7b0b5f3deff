"""Several small questions asked of the database at once, where each alone costs a journey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

ROWS = "(SELECT coalesce(json_agg(each), '[]') FROM ({}) AS each)"
NUMBER = "(SELECT count(*) FROM ({}) AS each)"


def together(*asked: QuerySet) -> list[list[tuple]]:
    """The rows of `values_list` querysets, each in its own order; one question for all.

    They travel as JSON: numbers, truths and texts as they are, dates as text ("2025-08-31").
    Columns of one queryset must have names of their own.
    """
    return [[tuple(row.values()) for row in rows] for rows in _asked(asked, ROWS, "'[]'::json")]


def counted(*asked: QuerySet) -> list[int]:
    """How many rows each queryset has; one question for all."""
    return list(_asked([rows.order_by().values("pk") for rows in asked], NUMBER, "0"))


def _asked(asked: Sequence[QuerySet], each: str, nothing: str) -> Iterable:
    """One column for each queryset; what can have no row (a list that is empty) is not asked."""
    parts, given = [], []
    for rows in asked:
        try:
            sql, parameters = rows.query.sql_with_params()
        except EmptyResultSet:
            parts.append(nothing)
        else:
            parts.append(each.format(sql))
            given += parameters
    if not parts:
        return ()
    with connections[asked[0].db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        return cursor.fetchone()

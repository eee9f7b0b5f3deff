"""Figures of a chunk against the current ones of the register: one question, not one a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from officers.imports.resource import Draft, State
from reports.actions.statistics import KEY_COLUMNS

# Columns of the key that hold words; empty when a figure is not broken down by them.
WORDS = (
    "purpose", "service_point", "service", "book_type", "destination", "sex", "reason",
)  # fmt: skip
TYPES = {
    "office_id": "bigint", "period_start": "date", "period_end": "date", "home_region_id": "text",
}  # fmt: skip


def key_of(values: Mapping[str, Any]) -> tuple:
    """What makes it this figure and no other, in the order of the register's own key."""
    get = values.get
    return (
        values["office_id"], values["period_start"], values["period_end"], values["outcome"],
        get("purpose", ""), get("home_region_id"), get("service_point", ""), get("service", ""),
        get("book_type", ""), get("destination", ""), get("sex", ""), get("reason", ""),
    )  # fmt: skip


def against_register(drafts: Sequence[Draft]) -> None:
    """Set `state`, `target` and `before` of each.

    Figures with and without a village are asked for apart: "the same or both empty" is no
    condition an index answers.
    """
    at_home = [draft for draft in drafts if "home_region_id" in draft.values]
    of_office = [draft for draft in drafts if "home_region_id" not in draft.values]
    for some in filter(None, (at_home, of_office)):
        for number, pk, count in _known(some):
            _compare(some[number - 1], pk, count)


def _compare(draft: Draft, pk: int, count: int) -> None:
    draft.target = str(pk)
    if count == draft.values["count"]:
        draft.state = State.UNCHANGED
    else:
        draft.state, draft.before = State.CHANGED, {"count": count}


def _known(drafts: Sequence[Draft]) -> list[tuple[int, int, int]]:
    """(number from 1, id, count) of those that have a current figure.

    A column in which all agree is said once; the others travel as arrays.
    """
    columns = dict(zip(KEY_COLUMNS, zip(*(draft.key for draft in drafts)), strict=True))
    same, given, conditions, unnested = [], [], [], []
    for name, values in columns.items():
        kind = TYPES.get(name, "text")
        if len(set(values)) > 1:
            unnested.append(name)
            given.append(_array(values))
            conditions.append(f'row."{name}" = said."{name}"')
        elif values[0] is None:
            conditions.append(f'row."{name}" IS NULL')
        else:
            same.append(values[0])
            conditions.append(f'row."{name}" = %s::{kind}')
    arrays = ", ".join(f"%s::{TYPES.get(name, 'text')}[]" for name in unnested)
    listed = ", ".join(f'"{name}"' for name in unnested)
    if not unnested:
        arrays, listed = "ARRAY[1]", "only"
    sql = f"""
        SELECT said.number, row.id, row.count
        FROM unnest({arrays}) WITH ORDINALITY AS said({listed}, number)
        JOIN reports_passportstatistic AS row ON upper_inf(row.recorded)
         AND {" AND ".join(conditions)}
    """  # noqa: S608 - names are ours, values travel as parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, *same])
        return cursor.fetchall()


def _array(values: Iterable[Any]) -> str:
    """An array as PostgreSQL reads it: far quicker than a parameter for each of its elements."""
    return "{%s}" % ",".join(map(_element, values))


def _element(value: Any) -> str:
    if value.__class__ is int:
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

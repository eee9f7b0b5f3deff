"""Figures of a chunk against the current ones of the register: one question, not one a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from officers.imports.resource import Draft, State
from reports.actions.statistics import KEY_COLUMNS

TYPES = {
    "office_id": "bigint", "period_start": "date", "period_end": "date", "home_region_id": "text",
}  # fmt: skip

HOME = KEY_COLUMNS.index("home_region_id")
ANY = """
    SELECT said.office, said.day
    FROM unnest(%s::bigint[], %s::date[]) AS said(office, day)
    WHERE EXISTS (
        SELECT FROM reports_passportstatistic AS row
        WHERE row.office_id = said.office AND row.period_start = said.day
          AND upper_inf(row.recorded))
"""


def known_at(pairs: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these (office, first day) the register has any current figure for."""
    offices, days = _array(office for office, _ in pairs), _array(day for _, day in pairs)
    with connection.cursor() as cursor:
        cursor.execute(ANY, [offices, days])
        return {(office, day.isoformat()) for office, day in cursor}


def key_of(values: Mapping[str, Any]) -> tuple:
    """What makes it this figure and no other, in the order of the register's own key."""
    get = values.get
    return (
        values["office_id"], values["period_start"], values["period_end"], values["outcome"],
        get("purpose", ""), get("home_region_id"), get("service_point", ""), get("service", ""),
        get("book_type", ""), get("destination", ""), get("sex", ""), get("reason", ""),
    )  # fmt: skip


class Register:
    """The current figures. Where it holds none at all for an office's month, none is looked for:
    most sheets bring months of which nothing was known.
    """

    def __init__(self):
        self.asked: dict[tuple[int, str], bool] = {}

    def compare(self, drafts: Sequence[Draft]) -> None:
        """Set `state`, `target` and `before` of each.

        Figures with and without a village are asked for apart: "the same or both empty" is no
        condition an index answers.
        """
        self._ask({draft.key[:2] for draft in drafts} - self.asked.keys())
        some = [draft for draft in drafts if self.asked[draft.key[:2]]]
        at_home = [draft for draft in some if draft.key[HOME]]
        of_office = [draft for draft in some if not draft.key[HOME]]
        for alike in filter(None, (at_home, of_office)):
            for number, pk, count in _known(alike):
                _compare(alike[number - 1], pk, count)

    def _ask(self, fresh: Collection[tuple[int, str]]) -> None:
        if fresh:
            held = known_at(fresh)
            self.asked |= {pair: pair in held for pair in fresh}


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
    columns = dict(
        zip(KEY_COLUMNS, zip(*(draft.key for draft in drafts), strict=True), strict=True)
    )
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
        arrays, listed = "ARRAY[1]", "lone"
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
    return f"{{{','.join(map(_element, values))}}}"


def _element(value: Any) -> str:
    if value.__class__ is int:
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

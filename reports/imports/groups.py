"""Figures of one grain and the same days: what may be added up, of a run and of the register.

Cross-checks and overlaps speak of whole groups, so however many rows a sheet has they are asked of
the database in two questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection

from officers.models import ImportRun
from reports.grain import MONTH, Grain

# `former` is what the register holds in the place of these lines, so that it is not counted twice.
# Text is compared and cast afterwards: over a hundred thousand lines that is four times as fast.
OF_RUN = """
    SELECT "values"->>'office_id', "values"->>'outcome', "values"->>'purpose', "values"->>'grain',
           "values"->>'period_start', "values"->>'period_end',
           count(*), sum(("values"->>'count')::integer)::bigint,
           count(*) FILTER (WHERE state = 'new'),
           coalesce(sum(coalesce((before->>'count')::integer, ("values"->>'count')::integer))
                    FILTER (WHERE target <> ''), 0)::bigint,
           count(*) FILTER (WHERE target <> ''), min(position)
    FROM officers_importline
    WHERE run_id = %s AND state IN ('new', 'changed', 'unchanged')
    GROUP BY 1, 2, 3, 4, 5, 6
"""
PLACES = """
    SELECT position, sheet, "row" FROM officers_importline
    WHERE run_id = %s AND position = ANY(%s)
"""
OF_REGISTER = """
    SELECT office_id, outcome, purpose, grain, period_start, period_end, count(*),
           sum(count)::bigint
    FROM reports_passportstatistic
    WHERE upper_inf(recorded) AND office_id = ANY(%s) AND outcome = ANY(%s)
      AND period_start <= %s AND period_end >= %s
    GROUP BY 1, 2, 3, 4, 5, 6
"""


@dataclass(frozen=True)
class Subject:
    """What is counted for whom: only groups of one subject have anything to do with each other."""

    office: int
    outcome: str
    purpose: str


@dataclass(frozen=True)
class Group:
    """`number` figures that add up to `value`; `new` of them stand in the sheet alone."""

    subject: Subject
    grain: Grain
    start: date
    end: date
    number: int
    value: int
    new: int = 0
    lines: int = 0  # of the run, and what they add up to
    sum: int = 0
    position: int = 0  # of the first of them
    in_run: bool = False
    in_register: bool = False

    @property
    def dimensions(self) -> frozenset[str]:
        """What it is broken down by; the purpose is part of what is counted."""
        return self.grain.dimensions - {"purpose"}

    @property
    def days(self) -> tuple[date, date]:
        return self.start, self.end

    @property
    def is_month(self) -> bool:
        return self.grain.period == MONTH

    def holds(self, other: Group) -> bool:
        """The days of the other lie within these, and are not all of them."""
        inside = self.start <= other.start and other.end <= self.end
        return inside and self.days != other.days


def groups_of(run: ImportRun) -> list[Group]:
    """Every group of the run's lines and of the register on their days; one of both is one."""
    with connection.cursor() as cursor:
        cursor.execute(OF_RUN, [run.pk])
        lines = [_read(row) for row in cursor.fetchall()]
    if not lines:
        return []
    found = {tuple(row[:6]): row[6:] for row in _register(lines)}
    groups = [_merged(row, found.pop(tuple(row[:6]), (0, 0))) for row in lines]
    rest = [_group(key, number, value, in_register=True) for key, (number, value) in found.items()]
    return groups + rest


def places_of(run: ImportRun, groups: Iterable[Group]) -> dict[int, tuple[str, int]]:
    """Sheet and row of the first line of each, by its position."""
    wanted = sorted({group.position for group in groups if group.in_run})
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [run.pk, wanted])
        return {position: (sheet, row) for position, sheet, row in cursor.fetchall()}


def _read(row: tuple) -> tuple:
    office, outcome, purpose, grain, start, end = row[:6]
    days = date.fromisoformat(start), date.fromisoformat(end)
    return int(office), outcome, purpose or "", grain, *days, *row[6:]


def _register(lines: Collection[tuple]) -> list[tuple]:
    offices, outcomes = {row[0] for row in lines}, {row[1] for row in lines}
    last, first = max(row[5] for row in lines), min(row[4] for row in lines)
    with connection.cursor() as cursor:
        cursor.execute(OF_REGISTER, [list(offices), list(outcomes), last, first])
        return cursor.fetchall()


def _merged(row: tuple, known: tuple[int, int]) -> Group:
    """Lines and what the register holds beside them, the figures they change counted once."""
    number, value, new, former, replaced, position = row[6:]
    beside = known[0] - replaced
    return _group(
        row[:6],
        number + beside,
        value + known[1] - former,
        new=new,
        lines=number,
        sum=value,
        position=position,
        in_run=True,
        in_register=known[0] > 0,
    )


def _group(key: tuple, number: int, value: int, **more) -> Group:
    office, outcome, purpose, grain, start, end = key
    return Group(
        Subject(office, outcome, purpose), _grain(grain), start, end, number, int(value), **more
    )


@lru_cache(maxsize=512)
def _grain(text: str) -> Grain:
    return Grain.parse(text)

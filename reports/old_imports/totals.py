"""Printed totals against the sum of their parts. A difference is shown, never repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dbi_portal.lib.numbers import angka
from reports.old_imports import words
from reports.old_imports.changes import TotalCheck
from reports.old_imports.recognising import Heading, Row, Table, total_label

SUBTOTAL = re.compile(r"sub\s*-?\s*total", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    totals: tuple[TotalCheck, ...]
    notices: tuple[str, ...]


def check_totals(table: Table) -> Checked:
    """Every TOTAL, JUMLAH and subtotal row, column by column, and rows that add up across."""
    notices: list[str] = []
    checks = [
        check
        for heading in table.headings
        if heading.measure
        for check in _down(table, heading, notices)
    ]
    return Checked((*checks, *_across(table)), tuple(notices))


def _down(table: Table, heading: Heading, notices: list[str]) -> Iterator[TotalCheck]:
    """A subtotal sums the rows since the one before; a total those, or all rows above it."""
    parts = {row.number: number(row, heading) or 0 for row in table.rows}
    start = table.header_row
    for total in table.totals:
        label = total_label(total, table.measures)
        since = _sum(parts, start, total.number)
        above = _sum(parts, table.header_row, total.number)
        start = total.number
        if not words.text(total.cell(heading)):
            continue
        printed = number(total, heading)
        if printed is None:
            notices.append(
                f"Baris {angka(total.number)} ({label}), kolom {heading.text}: "
                "bukan angka, jadi tidak dibandingkan."
            )
            continue
        computed = since if SUBTOTAL.match(label) or printed == since else above
        where = label if len(table.measures) == 1 else f"{label}, kolom {heading.text}"
        yield TotalCheck(table.sheet, total.number, where, printed, computed)


def _across(table: Table) -> Iterator[TotalCheck]:
    """Beside "Terbit" and "Ditolak", a column "Jumlah" is their sum in each row."""
    taken = table.measures
    sums = [each for each in table.headings if each.measure and each not in taken]
    for heading in sums:
        for row in table.rows:
            printed = number(row, heading)
            if printed is None:
                continue
            computed = sum(number(row, each) or 0 for each in taken)
            if printed != computed:
                where = f"kolom {heading.text}"
                yield TotalCheck(table.sheet, row.number, where, printed, computed)


def number(row: Row, heading: Heading) -> int | None:
    """The cell's count, None where there is none; what is wrong with it is said elsewhere."""
    try:
        found = words.count(row.cell(heading))
    except ValueError:
        return None
    return None if found is words.NotApplicable else found


def _sum(parts: Mapping[int, int], after: int, before: int) -> int:
    return sum(count for at, count in parts.items() if after < at < before)

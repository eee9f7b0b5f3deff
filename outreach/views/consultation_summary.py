"""The counted consultations as a table whose numbers lead to the rows behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from dbi_portal.lib.pages.address import changed
from outreach.figures.consultations import KINDS, Line, Summary

SHOWN = 10  # lines; the rest is named as a number
FILTERS = {"topik": "topic", "desa": "village", "hasil": "outcome"}


@dataclass(frozen=True)
class Number:
    value: int
    url: str


@dataclass(frozen=True)
class DrawnLine:
    name: str
    numbers: Sequence[Number]
    earlier: int
    total: Number


@dataclass(frozen=True)
class Drawn:
    """`choices` are the ways to count: (label, address, chosen)."""

    heading: str
    months: Sequence[str]
    lines: Sequence[DrawnLine]
    more: int
    total: DrawnLine
    has_earlier: bool
    choices: Sequence[tuple[str, str, bool]]


def drawn(counted: Summary, kind: str, query: QueryDict) -> Drawn:
    lines = [_line(line, counted, kind, query) for line in counted.lines]
    return Drawn(
        counted.heading,
        [month.short_label for month in counted.months],
        lines[:SHOWN],
        len(lines[SHOWN:]),
        _line(counted.total, counted, "", query),
        counted.has_earlier,
        [(label, changed(query, ringkas=each), each == kind) for each, (label, _) in KINDS.items()],
    )


def _line(line: Line, counted: Summary, kind: str, query: QueryDict) -> DrawnLine:
    narrowed = {FILTERS[kind]: line.key} if kind and line.key else {}

    def number(value: int, **days: object) -> Number:
        # Consultations of no village have no filter of their own to lead to.
        leads = value and (narrowed or not kind)
        return Number(value, changed(query, **narrowed, **days) if leads else "")

    return DrawnLine(
        line.name,
        [
            number(value, tanggal_dari=month.first_day, tanggal_sampai=month.last_day)
            for month, value in zip(counted.months, line.counts, strict=True)
        ],
        line.earlier,
        number(line.total),
    )

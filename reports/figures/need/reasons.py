"""Why a village stands where it stands, in words: pure, from the line alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.numbers import angka
from reports.figures.need.factors import NEED, NOTICED
from reports.figures.need.ranked import Line
from reports.figures.period import MonthRange


@dataclass(frozen=True)
class Part:
    """One clause; `key` says what it speaks of ("permintaan", "kegiatan", …), for its link."""

    key: str
    text: str


def reason(line: Line, months: MonthRange, *, last_on: date | None, day: date) -> tuple[Part, ...]:
    """ "240 paspor PMI Agustus 2025, peringkat 1 dari 56; belum ada kegiatan; 41 penolakan".

    `last_on`: the last visit ever; `day`: from which it is looked back.
    """
    return (_demand(line, months), _effort(line, last_on, day), *_others(line))


def sentence(parts: tuple[Part, ...]) -> str:
    """For a letter or a register that more people read than the list: without findings."""
    return "; ".join(part.text for part in parts if part.key != NOTICED.key)


def moved(line: Line) -> str:
    """ "naik 3 peringkat dari bobot bawaan"; empty where the weights change nothing."""
    if not line.rise:
        return ""
    way = "naik" if line.rise > 0 else "turun"
    return f"{way} {angka(abs(line.rise))} peringkat dari bobot bawaan"


def days_since(last_on: date | None, day: date) -> int | None:
    """Whole days; None when there was no visit."""
    return max((day - last_on).days, 0) if last_on else None


def _demand(line: Line, months: MonthRange) -> Part:
    count = line.counts[0]
    if count is None:
        return Part("permintaan", f"paspor PMI {months.label} tidak diketahui")
    place = f"peringkat {angka(line.demand_place)} dari {angka(line.demanded)}"
    return Part("permintaan", f"{angka(count)} paspor PMI {months.label}, {place}")


def _effort(line: Line, last_on: date | None, day: date) -> Part:
    if last_on is None:
        return Part("kegiatan", "belum ada kegiatan")
    since = f"terakhir {angka(days_since(last_on, day))} hari sebelumnya"
    if not line.sessions:
        return Part("kegiatan", f"tanpa kegiatan pada masa ini, {since}")
    return Part("kegiatan", f"{angka(line.sessions)} kegiatan, {since}")


def _others(line: Line) -> Iterator[Part]:
    """What was refused, delayed, …: each by itself, never added up."""
    for factor, count in list(zip(NEED, line.counts, strict=True))[1:]:
        if count:
            yield Part(factor.key, f"{angka(count)} {factor.unit}")

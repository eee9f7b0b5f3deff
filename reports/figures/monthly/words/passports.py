"""Passports in words: how many, what explains the change, and what else was counted."""

from __future__ import annotations

from collections.abc import Iterator

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.roles import OfficeKind
from reports.figures.monthly.content import Line, MonthlyFigures
from reports.figures.monthly.months_in import lacks_months
from reports.figures.monthly.words import explaining
from reports.figures.monthly.words.grammar import (
    NAMED,
    aside,
    before,
    change,
    during,
    first_month,
    inner,
    listed,
    period,
    some,
    this,
    told_by_some,
    year_ago,
)
from reports.figures.monthly.words.keys import ISSUED_KEY
from reports.models.report import Span


def who(figures: MonthlyFigures) -> str:
    """Whose passports they are: an office's own, or those of the offices under it."""
    name = figures.letterhead.short_name
    match figures.letterhead.kind:
        case OfficeKind.KANWIL:
            return f"kantor-kantor di {name}"
        case OfficeKind.CENTRE:
            return "kantor-kantor imigrasi"
    return name


def issued(figures: MonthlyFigures) -> Iterator[str]:
    """How many PMI passports, how that changed, and who or what explains the change."""
    line, when, name = figures.line(ISSUED_KEY), period(figures), who(figures)
    if figures.nil and (line is None or not line.value):
        return
    if line is None or (line.value is None and line.to_date is None):
        yield f"belum ada angka paspor PMI {name} untuk {when}"
    elif line.value is None:
        yield (
            f"angka paspor PMI {name} untuk {when} belum terperinci; "
            f"sejak Januari tercatat {angka(line.to_date)} paspor{aside(line.note)}"
        )
    elif line.value == 0:
        yield f"{name} tidak menerbitkan paspor PMI {during(figures)}{_changed(figures, line)}"
    else:
        said = f"{angka(line.value)} paspor PMI{aside(line.note)}"
        yield f"{name} menerbitkan {said} {during(figures)}{_changed(figures, line)}"


def _changed(figures: MonthlyFigures, line: Line) -> str:
    """The change and its reasons, behind a comma; nothing where there is nothing to compare."""
    if line.before is None:
        if figures.span != Span.MONTH:
            return f"; belum dapat dibandingkan dengan {before(figures)}"
        return f"; angka {before(figures)} belum ada"
    if not line.comparable:
        return _same_offices(figures) or f"; tidak sebanding dengan {before(figures)}"
    if line.before == 0 == line.value:
        return f", sama dengan {before(figures)}"
    told = change(line.value, line.before, before(figures))
    return f", {told}{explaining.reasons(figures, line)}"


def _same_offices(figures: MonthlyFigures) -> str:
    """Where some offices have only one of the two figures: the change of those that have both."""
    both = [o for o in figures.offices if None not in (o.issued, o.before)]
    if not both or len(both) == len(figures.offices):
        return ""
    now, then = (sum(each) for each in zip(*((o.issued, o.before) for o in both), strict=True))
    others = [o.name for o in figures.offices if None in (o.issued, o.before)]
    told = change(now, then, before(figures))
    return f"; tanpa {some(others)}, yang angkanya belum lengkap, {told}"


def over_time(figures: MonthlyFigures) -> Iterator[str]:
    """The same time last year; January to now, unless the time itself begins in January."""
    line = figures.line(ISSUED_KEY)
    if line is None or line.value is None:
        return
    told = []
    # Of a year, the one before is what it was compared with already.
    if line.year_ago is not None and figures.span != Span.YEAR:
        told.append(f"dibanding {year_ago(figures)} {_against(line.value, line.year_ago)}")
    if line.to_date is not None and first_month(figures).number > 1:
        told.append(_since_january(figures, line.to_date))
    if told:
        yield "; ".join(told)


def _against(now: int, then: int) -> str:
    if now == then:
        return f"sama, {angka(now)}"
    return f"{change(now, then, angka(then))}"


def _since_january(figures: MonthlyFigures, number: int) -> str:
    """Beside a sum with gaps, whose figure it is: it has the months that the sum lacks."""
    if not lacks_months(figures):
        return f"sejak Januari terbit {angka(number)}"
    month = Month.parse(figures.month).name
    return (
        f"menurut laporan {month}, sejak Januari terbit {angka(number)}, termasuk bulan yang "
        "laporannya belum ada"
    )


def where_to(figures: MonthlyFigures) -> Iterator[str]:
    """The destinations and the home villages most of them have, of the sections there are."""
    found = []
    destinations = figures.destinations if figures.has("tujuan") else ()
    origins = figures.origins if figures.has("asal") else ()
    if told := _most([(d.label, d.value) for d in destinations]):
        found.append(f"negara tujuan terbanyak {told}")
    if told := _most([(o.name, o.value) for o in origins]):
        found.append(f"desa asal terbanyak {told}")
    if found:
        yield "; ".join(found)


def _most(pairs: list[tuple[str, int | None]]) -> str:
    known = sorted(((-value, name) for name, value in pairs if value), key=lambda each: each)
    return listed(f"{name} ({angka(-value)})" for value, name in known[:NAMED])


def by_purpose(figures: MonthlyFigures) -> Iterator[str]:
    """Only where passports of other purposes are counted too."""
    counted = [line for line in figures.purposes if line.value]
    known = sorted(counted, key=lambda line: (-line.value, _short(line.label)))
    if len(known) > 1:
        told = listed(_purpose(figures, line) for line in known[:NAMED])
        yield f"menurut keperluan, terbanyak {told}"


def _purpose(figures: MonthlyFigures, line: Line) -> str:
    """ "Umrah (1.905; 1 dari 7 kantor merincinya)" """
    some_offices = told_by_some(figures, line)
    who_told = f"; {some_offices} merincinya" if some_offices else ""
    return f"{_short(line.label)} ({angka(line.value)}{who_told})"


def _short(label: str) -> str:
    """ "Pekerja Migran Indonesia (PMI)" → "PMI": one pair of brackets is enough."""
    return label.removesuffix(")").rpartition("(")[2] if label.endswith(")") else label


def ranks(figures: MonthlyFigures) -> Iterator[str]:
    """Where the office stands in the country; of a sum, the best ones."""
    for rank in figures.ranks:
        said = rank.sentence.rstrip(".")
        yield f"{said} ({rank.made_up})" if rank.made_up else said


def other_outcomes(figures: MonthlyFigures) -> Iterator[str]:
    """Each of its own measure; two of them are never one sum."""
    told = [
        _outcome(figures, line)
        for line in figures.passports
        if line.key != ISSUED_KEY and line.value
    ]
    if told:
        apart = "; angka-angka ini tidak dijumlahkan" if len(told) > 1 else ""
        yield f"tercatat pula {listed(told)}{apart}"


def _outcome(figures: MonthlyFigures, line: Line) -> str:
    said = f"{inner(line.label)} {angka(line.value)} {line.unit}"
    told = []
    if some_offices := told_by_some(figures, line):
        told.append(f"{some_offices} melaporkannya")
    if line.before is not None and line.comparable:
        told.append(change(line.value, line.before, before(figures), bracketed=True))
    return f"{said}{aside('; '.join(told))}"


def silent(figures: MonthlyFigures) -> Iterator[str]:
    """Offices in the sum that have no figure for it."""
    names = [office.name for office in figures.offices if office.issued is None]
    if names:
        yield f"belum ada angka paspor PMI {this(figures)} dari {some(names)}"

"""What a report covers, what it corrects, and what it could not reconcile, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.roles import OfficeKind
from reports.figures.monthly.content import Correction, Missing, MonthlyFigures
from reports.figures.monthly.months_in import named
from reports.figures.monthly.words.grammar import first_month, inner, listed, period
from reports.models.report import Span

MOST_CORRECTIONS = 3
# How far a report can be, as a snapshot names it: those that are settled first.
STANDING = ("diterima", "dikirim", "ditandatangani", "diperiksa", "disusun", "dikembalikan")

UNSETTLED = ("diperiksa", "disusun", "dikembalikan")


def declared(figures: MonthlyFigures) -> Iterator[str]:
    """What the office itself said of the time."""
    name = figures.letterhead.short_name
    if figures.nil:
        yield f"{name} menyatakan nihil untuk {period(figures)}{_nothing_of(figures)}"
    if figures.excuse:
        yield f"{name} berhalangan melapor untuk {period(figures)}: {figures.excuse}"


def _nothing_of(figures: MonthlyFigures) -> str:
    """What the report indeed has none of: nothing that stands beside it is denied."""
    there = {
        "kegiatan": figures.sessions or not figures.has("kegiatan"),
        "konsultasi": figures.consultations or not figures.has("konsultasi"),
        "angka paspor PMI": any(line.value for line in figures.passports),
    }
    lacking = [word for word, known in there.items() if not known]
    if not lacking:
        return ""
    return f": tidak ada {listed(lacking).replace(' dan ', ' atau ')} yang dilaporkan"


def covered(figures: MonthlyFigures) -> Iterator[str]:
    """How many of the offices or months are in the sum, and why the others are not."""
    there, expected = figures.covered
    if not expected:
        return
    of_months = figures.span != Span.MONTH
    lacking = [each for each in figures.missing if _is_month(each) == of_months]
    if there == expected == 1 and figures.offices:
        yield f"laporan ini memuat satu kantor, {figures.offices[0].name}"
    elif there == expected:
        yield f"laporan ini memuat seluruh {angka(expected)} {_noun(figures)}{_which(figures)}"
    else:
        some = f"laporan ini memuat {angka(there)} dari {angka(expected)} {_noun(figures)}"
        yield f"{some}; belum termasuk {_grouped(lacking)}" if lacking else some
    yield from _standing(figures)
    if of_months and (offices := [each for each in figures.missing if not _is_month(each)]):
        yield f"laporan bulanannya tidak memuat {_grouped(offices)}"


def _is_month(missing: Missing) -> bool:
    return missing.code[:4].isdigit()


def _noun(figures: MonthlyFigures) -> str:
    return "kantor" if figures.span == Span.MONTH else "laporan bulanan"


def _which(figures: MonthlyFigures) -> str:
    if figures.span != Span.MONTH:
        first, last = first_month(figures), Month.parse(figures.month)
        return f", {first.name}–{last.label}"
    if figures.letterhead.kind == OfficeKind.CENTRE:
        return f" di bawah {angka(len(figures.offices))} kantor wilayah"
    return f" di {figures.letterhead.short_name}"


def _grouped(missing: Sequence[Missing]) -> str:
    """By reason: "A dan B, karena …"; of several reasons, each behind its names in brackets."""
    reasons: dict[str, list[Missing]] = {}
    for each in missing:
        reasons.setdefault(each.why, []).append(each)
    told = {why: listed(_names(those)) for why, those in reasons.items()}
    if len(told) == 1:
        [(why, names)] = told.items()
        return f"{names}, karena {why}"
    return listed(f"{names} ({why})" for why, names in told.items())


def _names(missing: Sequence[Missing]) -> list[str]:
    """Offices by name; months in a row as "Januari–Juli 2025"."""
    if not all(map(_is_month, missing)):
        return [each.name for each in missing]
    return named(Month.parse(each.code) for each in missing)


def _standing(figures: MonthlyFigures) -> Iterator[str]:
    """How far the reports are that were added up: a draft may still change."""
    stages = Counter(office.status for office in figures.offices)
    if figures.span != Span.MONTH or not stages:
        return
    if len(stages) == 1:
        [status] = stages
        yield f"laporan yang dijumlahkan {'masih' if status in UNSETTLED else 'sudah'} {status}"
    else:
        counted = [f"{angka(stages[each])} {each}" for each in STANDING if stages[each]]
        yield f"keadaan laporan yang dijumlahkan: {listed(counted)}"


def corrections(figures: MonthlyFigures) -> Iterator[str]:
    """Figures of months already reported that are known otherwise by now."""
    totals_first = sorted(figures.corrections, key=lambda each: each.is_part)
    for each in totals_first[:MOST_CORRECTIONS]:
        yield _corrected(figures, each)
    if len(figures.corrections) > MOST_CORRECTIONS:
        more = len(figures.corrections) - MOST_CORRECTIONS
        yield f"masih ada {angka(more)} koreksi lain, tercantum di laporan ini"


def _corrected(figures: MonthlyFigures, each: Correction) -> str:
    whose = "" if each.office == figures.letterhead.short_name else f"{each.office}, "
    said, now = (_number(value) for value in (each.before, each.after))
    reason = f", karena {each.reason[:1].lower()}{each.reason[1:]}" if each.reason else ""
    month = Month.parse(each.month).label
    return f"koreksi {month} ({whose}{inner(each.label)}): {said} → {now}{reason}"


def _number(value: int | None) -> str:
    return "belum ada" if value is None else angka(value)


def differences(figures: MonthlyFigures) -> Iterator[str]:
    """Nothing is repaired: both numbers stand in the report."""
    if number := len(figures.differences):
        yield (
            f"{angka(number)} selisih antara angka tercetak dan jumlah bagiannya "
            "dicantumkan apa adanya"
        )

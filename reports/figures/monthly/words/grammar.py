"""How figures stand in an Indonesian sentence: lists, changes, shares, stretches of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka, persen
from reports.figures.monthly.content import Line, MonthlyFigures
from reports.figures.monthly.months_in import how_many, lacks_months, months_in
from reports.models import MonthlyReport
from reports.models.report import Span

FEWEST_FOR_A_SHARE = 20  # of fewer, "naik 100 %" says less than the number itself
MOST_OF_A_SHARE = 10  # times; beyond, a percentage is a riddle
NAMED = 3
THIS = {
    Span.MONTH: "bulan ini",
    Span.QUARTER: "triwulan ini",
    Span.HALF_YEAR: "semester ini",
    Span.YEAR: "tahun ini",
}


def listed(words: Iterable[str]) -> str:
    """ "A", "A dan B", "A, B, dan C"."""
    words = list(words)
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def some(names: Sequence[str], *, most: int = NAMED) -> str:
    """The first few by name and how many others: "A, B, dan 4 lainnya"."""
    if len(names) <= most + 1:
        return listed(names)
    return listed([*names[:most], f"{angka(len(names) - most)} lainnya"])


def change(now: int, before: int, since: str, *, bracketed: bool = False) -> str:
    """ "naik 112 (16 %) dari Juli", "turun 6 dari Juli", "sama dengan Juli".

    `bracketed`: it stands in brackets itself, "naik 112 atau 16 % dari Juli".
    """
    if now == before:
        return f"sama dengan {since}"
    direction = "naik" if now > before else "turun"
    share = _share(now, before)
    if share:
        share = f" atau {share}" if bracketed else f" ({share})"
    return f"{direction} {angka(abs(now - before))}{share} dari {since}"


def _share(now: int, before: int) -> str:
    """Empty where a percentage would tell less than the numbers."""
    by = abs(now - before)
    if before < FEWEST_FOR_A_SHARE or by > MOST_OF_A_SHARE * before or by * 1000 < before:
        return ""
    return persen(by / before)


def signed(difference: int) -> str:
    """ "+310" or "−6", with a minus as long as the plus."""
    return f"{'+' if difference > 0 else '−'}{angka(abs(difference))}"


def inner(name: str) -> str:
    """A name inside a sentence: "Sosialisasi" → "sosialisasi", "TIMPORA" stays."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def aside(note: str) -> str:
    return f" ({note})" if note else ""


def told_by_some(figures: MonthlyFigures, line: Line) -> str:
    """ "1 dari 7 kantor": of those with any passport figure; empty where all of them have this."""
    most = max((each.told_by for each in (*figures.passports, *figures.purposes)), default=0)
    return f"{angka(line.told_by)} dari {angka(most)} kantor" if 0 < line.told_by < most else ""


def first_month(figures: MonthlyFigures) -> Month:
    return Month.parse(figures.since or figures.month)


def period(figures: MonthlyFigures) -> str:
    """ "Agustus 2025", "triwulan III 2025" …, as it stands inside a sentence."""
    return label_of(first_month(figures), figures.span)


def label_of(first: Month, span: str) -> str:
    label = MonthlyReport(month=first.first_day, span=span).label
    return label if span == Span.MONTH else inner(label)


def before(figures: MonthlyFigures) -> str:
    """The time it is compared with, without its year where that is the same: "Juli"."""
    first = first_month(figures)
    earlier = first.plus(-Span(figures.span).months)
    label = label_of(earlier, figures.span)
    return label.removesuffix(f" {earlier.year}") if earlier.year == first.year else label


def year_ago(figures: MonthlyFigures) -> str:
    return label_of(first_month(figures).year_ago, figures.span)


def this(figures: MonthlyFigures) -> str:
    """ "bulan ini", "triwulan ini" …; only of its months, where some are missing."""
    return "dalam bulan yang termuat" if lacks_months(figures) else THIS[Span(figures.span)]


def during(figures: MonthlyFigures) -> str:
    """ "pada Agustus 2025", "sepanjang 2025 (2 dari 12 bulan)"."""
    if figures.span == Span.MONTH:
        return f"pada {period(figures)}"
    return f"sepanjang {period(figures).removeprefix('tahun ')}{aside(how_many(figures))}"


def last_day_of(figures: MonthlyFigures) -> str:
    """ "akhir Agustus 2025": the day on which things stood as told.

    Of a longer report, the end of the last month that is in it.
    """
    months = months_in(figures) if lacks_months(figures) else []
    return f"akhir {max(months, default=Month.parse(figures.month)).label}"


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."

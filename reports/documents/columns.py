"""The times a report's columns speak of, for a month and for a longer report alike.

No two columns speak of the same time: a year's figures would otherwise stand beside January to
December with another number, and the year before beside the year ago.
"""

from __future__ import annotations

from dataclasses import replace

from dbi_portal.lib.numbers import angka
from reports.documents.table import mark, remarks, to_date
from reports.documents.words import first_month, is_monthly, last_month, period
from reports.figures.monthly.content import Line, MonthlyFigures, OfficeLine, Origin
from reports.figures.monthly.months_in import (
    has_its_last_month,
    how_many,
    lacks_months,
    months_in,
    named,
)
from reports.figures.monthly.words.grammar import listed
from reports.models.report import Span


def columns(figures: MonthlyFigures) -> dict[str, str]:
    """Field of a line → head of its column, in order.

    What the report speaks of, the time of the same length before, a year ago, January to now.
    """
    first, last = first_month(figures), last_month(figures)
    months = Span(figures.span).months

    def earlier(by: int) -> str:
        return period(replace(figures, month=str(last.plus(-by)), since=str(first.plus(-by))))

    found = {"value": covered_period(figures), "before": earlier(months)}
    if figures.span != Span.YEAR:
        found["year_ago"] = earlier(12)
    if since := since_january(figures):
        found["to_date"] = since
    return found


def covered_period(figures: MonthlyFigures) -> str:
    """ "Triwulan IV 2025"; of a sum with gaps "Triwulan IV 2025 (1 dari 3 bulan)"."""
    some = how_many(figures)
    return f"{period(figures)} ({some})" if some else period(figures)


def since_january(figures: MonthlyFigures) -> str:
    """Head of the column of January to now; empty where the report itself begins in January.

    Beside a sum with gaps it says whose figure it is: the last month's report knows them all.
    """
    last = last_month(figures)
    if first_month(figures).number == 1 or not has_its_last_month(figures):
        return ""
    return to_date(last) + (f" menurut laporan {last.name}" if lacks_months(figures) else "")


def sources(source: str, figures: MonthlyFigures) -> str:
    """A table's source, and which months are in it where some are missing."""
    if not lacks_months(figures):
        return source
    told = f"{source}; {period(figures)}: jumlah laporan {listed(named(months_in(figures)))}"
    if not since_january(figures):
        return told
    return f"{told}; sejak Januari: termasuk bulan yang laporannya belum ada"


def made_up(line: Line | OfficeLine, figures: MonthlyFigures) -> str:
    """Which figures of a line were made up: a published total may stand beside invented months."""
    now, year = line.made_up, line.made_up_to_date
    if now == year or not since_january(figures):
        return now
    this = "bulan ini" if is_monthly(figures) else "masa ini"
    return ", ".join(
        f"{which}: {word}" for which, word in ((this, now), ("sejak Januari", year)) if word
    )


def only_to_date(line: Line | Origin | OfficeLine, figures: MonthlyFigures) -> str:
    """A figure known for January to now alone, where no column is there to hold it."""
    now = line.issued if isinstance(line, OfficeLine) else line.value
    if since_january(figures) or now is not None or line.to_date is None:
        return ""
    word = mark(getattr(line, "made_up_to_date", line.made_up))
    return remarks(f"{to_date(last_month(figures))}: {angka(line.to_date)}", word)

"""What every document of a report says of itself: its title, its facts, its sources."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dbi_portal.lib.days import clock, long_date
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.documents.stamp import Stamp
from reports.figures.monthly.content import MonthlyFigures, Source
from reports.models.report import Span

UNFINISHED = "Masa laporan belum berakhir ketika angka ini diambil"
UNSIGNED = "Disusun, belum ditandatangani"
NOT_ELECTRONIC = "Belum ditandatangani elektronik"
ELECTRONIC = "Ada pada berkas PDF; dapat diperiksa dengan pembaca PDF"
KINDS = {
    Span.MONTH: "Laporan bulanan",
    Span.QUARTER: "Laporan triwulan",
    Span.HALF_YEAR: "Laporan semester",
    Span.YEAR: "Laporan tahunan",
}


def first_month(figures: MonthlyFigures) -> Month:
    """The first month the report speaks of: its only one, unless it is a longer report."""
    return Month.parse(figures.since or figures.month)


def last_month(figures: MonthlyFigures) -> Month:
    return Month.parse(figures.month)


def is_monthly(figures: MonthlyFigures) -> bool:
    return figures.span == Span.MONTH


def kind(figures: MonthlyFigures) -> str:
    """ "Laporan bulanan", "Laporan triwulan" …"""
    return KINDS[Span(figures.span)]


def period(figures: MonthlyFigures) -> str:
    """ "Agustus 2025", "Triwulan III 2025", "Semester I 2025" or "Tahun 2025"."""
    return Span(figures.span).named(first_month(figures))


def title(figures: MonthlyFigures) -> str:
    """The document's own name, office and time included."""
    office = figures.letterhead.short_name
    if is_monthly(figures):
        return f"Laporan Bulanan Desa Binaan Imigrasi {office} {period(figures)}"
    return f"Laporan {period(figures)} Desa Binaan Imigrasi {office}"


def known(figures: MonthlyFigures) -> datetime:
    """The moment of the figures on the office's own clock."""
    moment = datetime.fromisoformat(figures.known_at)
    return moment.astimezone(ZoneInfo(figures.letterhead.time_zone))


def known_words(figures: MonthlyFigures) -> str:
    """ "1 September 2025, 05.00 WIB"."""
    moment = known(figures)
    return f"{long_date(moment.date())}, {clock(moment, figures.letterhead.time_zone)}"


def facts(figures: MonthlyFigures, stamp: Stamp) -> list[list[str]]:
    """What this paper is: pairs of label and value, those without a value left out."""
    head, moment = figures.letterhead, known(figures)
    rows = [
        ["Kantor", head.name],
        ["Kelas", head.office_class],
        ["Kantor atasan", head.supervisor],
        ["Bulan laporan" if is_monthly(figures) else "Masa laporan", _time(figures)],
        ["Revisi", str(stamp.revision)],
        ["Angka per", known_words(figures)],
        ["Status", status(figures)],
        ["Tanda tangan elektronik", electronic(figures)],
        ["Catatan", UNFINISHED if moment.date() <= last_month(figures).last_day else ""],
    ]
    return [row for row in rows if row[1]]


def _time(figures: MonthlyFigures) -> str:
    if is_monthly(figures):
        return period(figures)
    first, last = first_month(figures), last_month(figures)
    return f"{period(figures)} ({first.label} s.d. {last.label})"


def status(figures: MonthlyFigures) -> str:
    """Whether it is signed, by whom and when; the portal claims no more than it knows."""
    paper = figures.paper
    if paper is None or not paper.signed_on:
        return UNSIGNED
    by = f" oleh {paper.signed_by}" if paper.signed_by else ""
    return f"Ditandatangani {long_date(date.fromisoformat(paper.signed_on))}{by}"


def electronic(figures: MonthlyFigures) -> str:
    return ELECTRONIC if figures.paper and figures.paper.electronic else NOT_ELECTRONIC


def sample_note(figures: MonthlyFigures) -> str:
    if not figures.made_up:
        return ""
    return (
        "Laporan ini memuat data contoh. Angka bertanda “data contoh” adalah rekaan untuk "
        "memperagakan portal dan tidak boleh dikutip."
    )


def source_note(source: Source, zone: str) -> str:
    at = ""
    if source.at:
        moment = datetime.fromisoformat(source.at).astimezone(ZoneInfo(zone))
        at = long_date(moment.date())
    return ", ".join(filter(None, [source.by, at, source.digest and f"sidik {source.digest}"]))


def sources(figures: MonthlyFigures, stamp: Stamp) -> list[tuple[str, object]]:
    about = [tuple(fact) for fact in facts(figures, stamp)]
    files = [
        (
            f"{source.office}: {source.name}",
            f"{angka(source.figures)} angka; {source_note(source, figures.letterhead.time_zone)}",
        )
        for source in figures.sources
    ]
    return [*about, ("Sidik snapshot (SHA-256)", stamp.digest), *files]

"""What every document of a report says of itself: its title, its facts, its sources."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dbi_portal.lib.days import clock, long_date
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.documents.stamp import Stamp
from reports.figures.monthly.content import MonthlyFigures, Source

UNFINISHED = "Bulan belum berakhir ketika angka ini diambil"


def title(figures: MonthlyFigures) -> str:
    month = Month.parse(figures.month).label
    return f"Laporan Bulanan Desa Binaan Imigrasi {figures.letterhead.short_name} {month}"


def known(figures: MonthlyFigures) -> datetime:
    """The moment of the figures on the office's own clock."""
    moment = datetime.fromisoformat(figures.known_at)
    return moment.astimezone(ZoneInfo(figures.letterhead.time_zone))


def facts(figures: MonthlyFigures, stamp: Stamp) -> list[list[str]]:
    head, moment = figures.letterhead, known(figures)
    at = f"{long_date(moment.date())}, {clock(moment, head.time_zone)}"
    rows = [
        ["Kantor", head.name],
        ["Kelas", head.office_class],
        ["Kantor atasan", head.supervisor],
        ["Bulan laporan", Month.parse(figures.month).label],
        ["Revisi", str(stamp.revision)],
        ["Angka per", at],
        ["Status", "Disusun, belum ditandatangani"],
        ["Catatan", UNFINISHED if moment.date() <= Month.parse(figures.month).last_day else ""],
    ]
    return [row for row in rows if row[1]]


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

"""The report as a workbook: the tables of the paper with real numbers, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from dbi_portal.lib.months import Month
from dbi_portal.lib.workbooks import Workbook
from reports.documents.stamp import Stamp
from reports.documents.tables import tables
from reports.documents.words import facts, known, period, sample_note, title
from reports.figures.monthly.content import MonthlyFigures

FILES = ("Berkas atau sumber", "Kantor", "Angka", "Dimuat oleh", "Dimuat pada", "Sidik berkas")
PARTS = ("Kantor", "Bulan", "Revisi", "Angka per", "Sidik snapshot")


def monthly_xlsx(snapshot: dict, stamp: Stamp) -> bytes:
    """The same tables as sheets: numbers and days as such, text never a formula."""
    figures = MonthlyFigures.from_json(snapshot)
    footer = " · ".join(filter(None, [title(figures), f"revisi {stamp.revision}", stamp.code]))
    book = Workbook(title=title(figures), made_at=known(figures), footer=footer)
    book.sheet(
        "Ringkasan",
        title=title(figures),
        headers=("Hal", "Isi"),
        rows=list(_opening(figures, stamp)),
        note=sample_note(figures),
    )
    for table in tables(figures):
        book.sheet(
            table.sheet,
            title=f"{table.caption}, {period(figures)}",
            headers=table.headers,
            rows=table.rows,
            note=table.source if table.rows else table.empty,
            total=table.total,
        )
    _sources(book, figures)
    return book.bytes()


def _opening(figures: MonthlyFigures, stamp: Stamp) -> Iterator[tuple[str, str]]:
    """What the workbook is, what the head remarks, what the month was."""
    yield from ((label, value) for label, value in facts(figures, stamp))
    yield "Sidik snapshot (SHA-256)", stamp.digest
    told = [("Kode periksa", stamp.code), ("Halaman periksa", stamp.address)]
    if paper := figures.paper:
        told += [("Nomor surat", paper.letter_number), ("Catatan kepala kantor", paper.remark)]
    yield from ((label, value) for label, value in told if value)
    for sentence in figures.summary:
        yield "Ringkasan", sentence


def _sources(book: Workbook, figures: MonthlyFigures) -> None:
    """The files behind the figures, and the snapshots a sum was drawn from."""
    zone = ZoneInfo(figures.letterhead.time_zone)
    book.sheet(
        "Sumber",
        title="Berkas dan isian di balik angka paspor",
        headers=FILES,
        rows=[
            (each.name, each.office, each.figures, each.by, _moment(each.at, zone), each.digest)
            for each in figures.sources
        ],
        note="" if figures.sources else "Belum ada angka paspor tahun ini.",
    )
    if figures.taken:
        book.sheet(
            "Laporan sumber",
            title="Laporan yang dijumlahkan",
            headers=PARTS,
            rows=[
                (
                    each.office,
                    Month.parse(each.month).label,
                    each.revision or None,
                    _moment(each.known_at, zone),
                    each.digest,
                )
                for each in figures.taken
            ],
        )


def _moment(at: str, zone: ZoneInfo) -> datetime | None:
    """On the office's own clock, without its zone: a workbook knows none."""
    return datetime.fromisoformat(at).astimezone(zone).replace(tzinfo=None) if at else None

"""The report as a workbook: the tables of the paper with real numbers, and a sheet of sources."""

from __future__ import annotations

from dbi_portal.lib.months import Month
from dbi_portal.lib.workbooks import Workbook
from reports.documents.stamp import Stamp
from reports.documents.tables import tables
from reports.documents.words import known, sample_note, sources, title
from reports.figures.monthly.content import MonthlyFigures


def monthly_xlsx(snapshot: dict, stamp: Stamp) -> bytes:
    """Draw the same tables as sheets with real numbers, and a sheet of sources."""
    figures = MonthlyFigures.from_json(snapshot)
    book = Workbook(title=title(figures), made_at=known(figures))
    book.sheet(
        "Ringkasan",
        title=title(figures),
        headers=["Ringkasan"],
        rows=[[sentence] for sentence in figures.summary],
        note=sample_note(figures),
    )
    for table in tables(figures):
        book.sheet(
            table.sheet,
            title=f"{table.caption}, {Month.parse(figures.month).label}",
            headers=table.headers,
            rows=table.rows,
            note=table.source if table.rows else table.empty,
            total=table.total,
        )
    book.sources(sources(figures, stamp))
    return book.bytes()

"""The monthly report as PDF, drawn from the snapshot alone: no query, no clock."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

from dbi_portal.lib import charts, documents
from dbi_portal.lib.days import short_date
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.widths import shares
from reports.documents.stamp import Stamp
from reports.documents.table import MADE_UP, REMARK, SHEET, Table
from reports.documents.tables import tables
from reports.documents.words import facts, sample_note, source_note, title
from reports.figures.monthly.content import MonthlyFigures

MOST_ORIGINS_ON_PAPER = 30
TEMPLATE = Path(__file__).parent / "monthly.typ"
MAY_BE_MISSING = {REMARK, SHEET, "Instansi", "RT/RW", "Wilayah"}  # columns nobody misses when empty
UNNAMED = "……………………………………"
SCREENLESS_WIDTH = 620  # px of the chart's own scale; typst fits it to the page


def monthly_pdf(snapshot: dict, stamp: Stamp) -> bytes:
    """Draw the report as a tagged A4 PDF with letterhead, tables and a chart."""
    figures = MonthlyFigures.from_json(snapshot)
    return documents.pdf(TEMPLATE, paper(figures, stamp))


def paper(figures: MonthlyFigures, stamp: Stamp) -> dict:
    """What the template reads: text, numbers and tables, nothing to be computed any more."""
    head, month = figures.letterhead, Month.parse(figures.month)
    return {
        "title": title(figures),
        "month": month.label,
        "made_at": figures.known_at,
        "letterhead": list(head.lines),
        "address": list(head.address),
        "facts": facts(figures, stamp),
        "summary": list(figures.summary),
        "sample": figures.made_up,
        "sample_note": sample_note(figures),
        "chart": _chart(figures),
        "sections": _sections(tables(figures)),
        "sources": [
            [source.name, source.office, source.figures, source_note(source, head.time_zone)]
            for source in figures.sources
        ],
        "footer": f"{head.short_name} · {month.label} · revisi {stamp.revision} "
        f"· sidik {stamp.digest[:12]}",
        "place": f"{head.city}, …………………" if head.city else "",
        "signer": _signer(figures),
    }


def _signer(figures: MonthlyFigures) -> dict[str, str]:
    """The signature as the template takes it; dots where nobody is on record."""
    usual = "Kepala Kantor Wilayah" if figures.letterhead.kind == "kanwil" else "Kepala Kantor"
    known = figures.signer
    return {
        "position": known.position if known else usual,
        "name": known.name if known and known.name else UNNAMED,
        "number": known.employee_number if known else "",
    }


def _chart(figures: MonthlyFigures) -> dict | None:
    """The trend as the template takes it; nothing when no month has a figure."""
    chart = trend(figures)
    if chart is None:
        return None
    svg = charts.svg(chart, width=SCREENLESS_WIDTH)
    return {"svg": svg, "title": chart.title, "sentence": chart.sentence}


def trend(figures: MonthlyFigures) -> charts.Chart | None:
    """The PMI passports of thirteen months; nothing when none of them has a figure."""
    known = [point for point in figures.trend if point.value is not None]
    if not known:
        return None
    months = [Month.parse(point.month) for point in figures.trend]
    top = max(known, key=lambda point: point.value)
    computed = [Month.parse(point.month).label for point in known if point.computed]
    odd = f" Dihitung dari selisih angka kumulatif: {', '.join(computed)}." if computed else ""
    return charts.trend_chart(
        title="Paspor PMI terbit per bulan",
        sentence=f"Paspor PMI terbit per bulan, {months[0].label} sampai {months[-1].label}. "
        f"Tertinggi {Month.parse(top.month).label}: {angka(top.value)}.{odd}",
        months=months,
        series={"Paspor PMI terbit": [point.value for point in figures.trend]},
    )


def _sections(found: list[Table]) -> list[dict]:
    return [
        {"title": title, "tables": [_on_paper(table) for table in group]}
        for title, group in groupby(found, key=lambda table: table.section)
    ]


def _on_paper(table: Table) -> dict:
    """Narrower than the workbook: codes and long tails stay there."""
    headers, source = list(table.headers), table.source
    rows = table.rows if table.short_rows is None else table.short_rows
    if table.sheet == "Desa asal" and len(rows) > MOST_ORIGINS_ON_PAPER:
        source = f"{source}; {angka(len(rows) - MOST_ORIGINS_ON_PAPER)} lainnya ada di XLSX"
        rows = rows[:MOST_ORIGINS_ON_PAPER]
    remarks = {row[-1] for row in rows} if headers[-1] == REMARK else set()
    if remarks == {MADE_UP}:
        source = "; ".join(filter(None, [source, f"seluruhnya {MADE_UP}"]))
    elif remarks == {MADE_UP, ""}:  # no column for one word: it stands behind the row's name
        rows = [(f"{row[0]} ({row[-1]})" if row[-1] else row[0], *row[1:]) for row in rows]
    kept = [
        at
        for at, header in enumerate(headers)
        if header not in table.left_off
        and (header not in MAY_BE_MISSING or any(row[at] for row in rows))
        and (header != REMARK or remarks - {MADE_UP, ""})
    ]
    cells = [[_printed(row[at]) for at in kept] for row in rows]
    return {
        "caption": table.caption,
        "headers": [headers[at] for at in kept],
        "rows": cells,
        "weights": _weights(
            [headers[at] for at in kept], [[row[at] for row in rows] for at in kept]
        ),
        "total": table.total,
        "source": source or None,
        "empty": table.empty,
    }


def _weights(headers: list[str], columns: list[list]) -> list[float]:
    return shares(headers, [[str(_printed(cell) or "") for cell in cells] for cells in columns])


def _printed(cell: object) -> object:
    if isinstance(cell, date):
        return short_date(cell)
    return cell if isinstance(cell, int) else (cell or None)

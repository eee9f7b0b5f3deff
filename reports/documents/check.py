"""Before anybody reads a report: snapshot, facts, PDF and XLSX must say the same number."""

from __future__ import annotations

import io
from datetime import datetime

import pypdfium2
from python_calamine import CalamineWorkbook

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.figures.monthly.content import Line, MonthlyFigures
from reports.figures.monthly.recount import recount

PASSPORT_SHEET, MONTH_COLUMN = "Paspor", 2


def differences(figures: MonthlyFigures, *, pdf: bytes, xlsx: bytes) -> list[dict]:
    """Figures that do not agree: [{"figure", "snapshot", "facts", "pdf", "xlsx"}]; empty is good.

    `pdf` is the number where the paper shows it and None where it does not.
    """
    text, cells = _text(pdf), _cells(xlsx)
    found = []
    for line in figures.passports:
        said = {
            "snapshot": line.value,
            "facts": _facts(figures, line),
            "pdf": line.value if _shows(text, line) else None,
            "xlsx": cells.get(line.label),
        }
        if len(set(said.values())) > 1:
            found.append({"figure": line.label, **said})
    return found


def _facts(figures: MonthlyFigures, line: Line) -> int | None:
    """The office's figure, or the sum over a Kanwil's offices: each as known at its snapshot."""
    outcome, purpose = line.key.split(":")
    moments = {figures.letterhead.code: figures.known_at}
    moments |= {office.code: office.known_at for office in figures.offices}
    counted = [
        recount(
            code=code,
            month=Month.parse(figures.month),
            outcome=outcome,
            purpose=purpose,
            known_at=datetime.fromisoformat(moment),
        )
        for code, moment in moments.items()
    ]
    known = [count for count in counted if count is not None]
    return sum(known) if known else None


def _shows(text: str, line: Line) -> bool:
    """The figure stands on paper behind its label, as the first number of that row."""
    if line.value is None:
        return False
    rows = text.split(f"{line.label} {line.unit} ")[1:]
    return any(row.split(maxsplit=1)[0] == angka(line.value) for row in rows)


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def _cells(xlsx: bytes) -> dict[str, int]:
    """The month's numbers by label, as the workbook holds them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx))
    rows = book.get_sheet_by_name(PASSPORT_SHEET).to_python()
    numbered = (row for row in rows if len(row) > MONTH_COLUMN)
    return {
        row[0]: int(row[MONTH_COLUMN])
        for row in numbered
        if isinstance(row[MONTH_COLUMN], int | float)
    }

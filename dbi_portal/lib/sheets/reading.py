"""A whole workbook at once, for files small enough to hold."""

from dbi_portal.lib.sheets.streaming import USUAL, SheetStream, Source, stream
from dbi_portal.lib.sheets.values import Limits, Sheet, Workbook, trimmed


def read(content: Source, filename: str, limits: Limits = USUAL) -> Workbook:
    """Every sheet of an uploaded file; see `stream` for what it takes and raises."""
    with stream(content, filename, limits) as sheets:
        return Workbook([_whole(sheet) for sheet in sheets])


def _whole(sheet: SheetStream) -> Sheet:
    """All rows from row 1 on, so that a row's place is its number."""
    rows = []
    for number, cells in sheet.rows():
        rows.extend([] for _ in range(number - 1 - len(rows)))
        rows.append(cells)
    return Sheet(
        name=sheet.name,
        rows=trimmed(rows),
        hidden=sheet.hidden,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
        merged=sheet.merged,
    )

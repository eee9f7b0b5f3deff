"""The tables of a report as paper prints them: narrower than the workbook's, the tail cut off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dbi_portal.lib.days import short_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.widths import shares
from reports.documents.table import MADE_UP, REMARK, SHEET, Table

MAY_BE_MISSING = {REMARK, SHEET, "Instansi", "RT/RW", "Wilayah"}  # columns nobody misses when empty


def table_block(table: Table) -> dict:
    """The table as the template draws it."""
    headers = list(table.headers)
    rows, source = _rows(table)
    remarks = {row[-1] for row in rows} if headers[-1] == REMARK else set()
    if remarks == {MADE_UP}:
        source = "; ".join(filter(None, [source, f"seluruhnya {MADE_UP}"]))
    elif remarks == {MADE_UP, ""}:  # no column for one word: it stands behind the row's name
        rows = [(f"{row[0]} ({row[-1]})" if row[-1] else row[0], *row[1:]) for row in rows]
    kept = [at for at, header in enumerate(headers) if _is_kept(table, at, header, rows, remarks)]
    return block(
        caption=table.caption,
        headers=[headers[at] for at in kept],
        rows=[[row[at] for at in kept] for row in rows],
        total=table.total,
        source=source,
        empty=table.empty,
    )


def block(
    *,
    caption: str,
    headers: Sequence[str],
    rows: Sequence[Sequence],
    total: bool = False,
    source: str = "",
    empty: str = "",
) -> dict:
    """A table of the template from its cells: texts, whole numbers, days, None."""
    cells = [[printed(cell) for cell in row] for row in rows]
    columns = [[str(row[at] or "") for row in cells] for at in range(len(headers))]
    return {
        "kind": "table",
        "caption": caption,
        "headers": list(headers),
        "rows": cells,
        "weights": shares(headers, columns),
        "total": total,
        "source": source or None,
        "empty": empty,
    }


def printed(cell: object) -> object:
    if isinstance(cell, date):
        return short_date(cell).replace(" ", "\u00a0")  # a day is read in one piece
    return cell if isinstance(cell, int) else (cell or None)


def _rows(table: Table) -> tuple[Sequence[tuple], str]:
    rows = table.rows if table.short_rows is None else table.short_rows
    if not table.most or len(rows) <= table.most:
        return rows, table.source
    rest = f"dan {angka(len(rows) - table.most)} lainnya, ada di XLSX"
    return rows[: table.most], "; ".join(filter(None, [table.source, rest]))


def _is_kept(table: Table, at: int, header: str, rows: Sequence[tuple], remarks: set) -> bool:
    if header in table.left_off:
        return False
    if header in MAY_BE_MISSING and not any(row[at] for row in rows):
        return False
    return header != REMARK or bool(remarks - {MADE_UP, ""})

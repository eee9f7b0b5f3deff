"""CSV as Indonesian offices export it: semicolons or commas, UTF-8 or Windows-1252."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets.kinds import UTF16_MARKS, Refused
from dbi_portal.lib.sheets.values import Limits, trimmed

DELIMITERS = (";", "\t", "|", ",")
SAMPLE = 50  # rows looked at to tell the delimiter


def read(content: bytes, limits: Limits) -> list[dict]:
    """One sheet without a name of its own, its cells text or None."""
    csv.field_size_limit(limits.letters_in_cell)
    text, delimiter = _announced(_decoded(content))
    rows, cells = [], 0
    try:
        delimiter = delimiter or _guess(text)
        # Strict: a quote that is never closed would otherwise swallow the rows after it.
        for row in _records(text, delimiter, strict=True):
            cells += len(row)
            _check(len(rows) + 1, len(row), cells, limits)
            rows.append([cell if cell.strip() else None for cell in row])
    except csv.Error as broken:
        detail = f"tanda kutip di sekitar baris {angka(len(rows) + 1)} tidak ditutup dengan benar"
        raise Refused("DamagedFile", detail) from broken
    return [{"name": "CSV", "rows": trimmed(rows)}]


def _check(rows: int, columns: int, cells: int, limits: Limits) -> None:
    for count, most, word in (
        (rows, limits.rows, "baris"),
        (columns, limits.columns, "kolom"),
        (cells, limits.cells, "sel"),
    ):
        if count > most:
            raise Refused("TooLarge", f"lebih dari {angka(most)} {word}")


def _decoded(content: bytes) -> str:
    if content.startswith(UTF16_MARKS):  # Excel's "Unicode text"
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _announced(text: str) -> tuple[str, str | None]:
    """Excel's first line "sep=;" names the delimiter and is not shown as a row."""
    match = re.match(r'"?sep=([;,|\t])"?\r?\n', text, re.IGNORECASE)
    return (text[match.end() :], match[1]) if match else (text, None)


def _records(text: str, delimiter: str, *, strict: bool = False):
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _guess(text: str) -> str:
    """The delimiter that cuts most rows into the same number of cells."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in islice(_records(text, delimiter), SAMPLE))
    del widths[1]
    if not widths:
        return (0, 0)
    width, rows = widths.most_common(1)[0]
    return (rows, width)

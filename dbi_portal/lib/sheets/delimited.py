"""CSV as Indonesian offices export it: semicolons, commas, tabs; UTF-8, UTF-16, Windows-1252."""

import csv
from collections.abc import Iterator
from itertools import islice

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets.budget import Budget
from dbi_portal.lib.sheets.decoding import announced, decoded, delimiter_of, records
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import Limits
from dbi_portal.lib.sheets.wire import CHUNK, packed

NAME = "CSV"


def read(content: bytes, limits: Limits) -> Iterator[dict | list]:
    """One sheet without a name of its own, its cells text or None."""
    csv.field_size_limit(limits.letters_in_cell)
    text, delimiter = announced(decoded(content))
    yield {"name": NAME, "row_count": text.count("\n") + 1}
    found = records(text, delimiter or delimiter_of(text), strict=True)
    budget, first = Budget(limits), 1
    while rows := _chunk(found, first):
        widest = max(map(len, rows))
        budget.allow("", first + len(rows) - 1, widest)
        budget.cells -= (first - 1) * widest  # rows of earlier chunks have been counted
        columns = packed(rows) if widest else [packed([[""]] * len(rows))[0]]
        budget.weigh(NAME, first, columns)
        yield [first, columns]
        first += len(rows)


def _chunk(found: Iterator[list[str]], first: int) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        # Strict: a quote that is never closed would otherwise swallow the rows after it.
        rows.extend(islice(found, CHUNK))
    except csv.Error as broken:
        where = f"di sekitar baris {angka(first + len(rows))}"
        if "field larger" in str(broken):
            most = angka(csv.field_size_limit())
            raise Refused("TooLarge", f"sebuah sel {where} melebihi {most} huruf") from broken
        detail = f"tanda kutip {where} tidak ditutup dengan benar"
        raise Refused("DamagedFile", detail) from broken
    return rows

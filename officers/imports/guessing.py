"""What a file is a sheet of, told by its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from dbi_portal.lib import sheets, tabular
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.text import squash
from officers.imports.checking import OWN_SHEETS
from officers.imports.kinds import Kind
from officers.imports.running import LIMITS

HEAD = 100  # rows: more than the deepest header and what is looked at below it
CLEARLY = 1.25  # the best kind understands at least so many times what the next one does


@dataclass(frozen=True)
class Head:
    """The first rows of a sheet, which every kind may look at."""

    name: str
    merged: tuple
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    first: Sequence[tuple[int, list[Cell]]]

    def rows(self):
        return iter(self.first)


def kind_in(content: bytes, filename: str, kinds: Sequence[Kind]) -> Kind | None:
    """The kind whose headings fit clearly best; None when none or more than one does.

    Raises SheetError when the file cannot be read.
    """
    scores = dict.fromkeys((kind.code for kind in kinds), 0)
    for head in _heads(content, filename):
        for kind in kinds:
            table = tabular.find(head, kind.layout)
            known = sum(each.weight for each in table.headings) if table else 0
            scores[kind.code] = max(scores[kind.code], known)
    ranked = sorted(kinds, key=lambda kind: -scores[kind.code])
    best, next_best = (scores[kind.code] for kind in (ranked * 2)[:2])
    alone = len(ranked) == 1 or best >= CLEARLY * next_best
    return ranked[0] if best and alone else None


def _heads(content: bytes, filename: str) -> list[Head]:
    with sheets.stream(content, filename, LIMITS) as book:
        return [
            Head(
                sheet.name,
                sheet.merged,
                sheet.hidden_rows,
                sheet.hidden_columns,
                [(number, list(cells)) for number, cells in islice(sheet.rows(), HEAD)],
            )
            for sheet in islice(book, 12)
            if not sheet.hidden and squash(sheet.name) not in OWN_SHEETS
        ]

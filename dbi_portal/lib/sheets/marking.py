"""The correction workbook's file: the sender's own sheet, its doubtful cells coloured and noted."""

import json
import logging
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from itertools import zip_longest
from pathlib import Path

from dbi_portal.lib.sheets.failures import SheetError
from dbi_portal.lib.sheets.notes import MARKED, Note, Tone
from dbi_portal.lib.sheets.rebuilding import rebuilt
from dbi_portal.lib.sheets.running import answers
from dbi_portal.lib.sheets.streaming import USUAL, handed_over, stream
from dbi_portal.lib.sheets.values import Cell, Limits

__all__ = ["Note", "Tone", "marked"]
logger = logging.getLogger(__name__)
ZIP = b"PK"


def marked(content: bytes, filename: str, notes: Iterable[Note], limits: Limits = USUAL) -> bytes:
    """The file as .xlsx with the notes stuck to its cells; reading it gives the same cells again.

    An .xlsx keeps its looks, widths, hidden rows and other sheets as far as openpyxl keeps them;
    any other file, one too large for openpyxl, or one that would not read the same afterwards is
    written anew without its looks. Nothing in it is live: no formula, no macro, no outside link.
    Raises a SheetError when the file itself cannot be read.
    """
    notes = list(notes)
    copy = _painted(content, filename, notes, limits) if content.startswith(ZIP) else None
    return copy or rebuilt(content, filename, notes, limits)


def _painted(content: bytes, filename: str, notes: list[Note], limits: Limits) -> bytes | None:
    given = json.dumps([astuple(note) for note in notes]).encode() + b"\n"
    with tempfile.TemporaryDirectory() as folder:
        try:
            with (
                handed_over(content, filename, limits, before=given) as file,
                answers("painting", file, filename, limits, folder) as lines,
            ):
                deque(lines, maxlen=0)
            copy = (Path(folder) / MARKED).read_bytes()
            if _same(content, copy, filename, limits):
                return copy
            logger.warning("%s would not read the same as openpyxl writes it", filename)
        except SheetError as refused:
            logger.info("%s is written anew: %s", filename, refused)
    return None


def _same(content: bytes, copy: bytes, filename: str, limits: Limits) -> bool:
    """Whether both files hold the same sheets with the same cells in the same places."""
    pairs = zip_longest(_filled(content, filename, limits), _filled(copy, "salinan.xlsx", limits))
    return all(one == other for one, other in pairs)


def _filled(content: bytes, filename: str, limits: Limits) -> Iterator[tuple[str, int, list[Cell]]]:
    """(sheet, row, cells) of every row that is not blank, without the blanks at its end."""
    with stream(content, filename, limits) as sheets:
        for sheet in sheets:
            yield sheet.name, 0, []
            for number, cells in sheet.rows():
                while cells and cells[-1] is None:
                    cells.pop()
                if cells:
                    yield sheet.name, number, cells

"""The parent's side of reading: sheets and rows as the child finds them, never the whole file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import failures
from dbi_portal.lib.sheets.running import answers
from dbi_portal.lib.sheets.values import Cell, Limits, Merged
from dbi_portal.lib.sheets.wire import unpacked

USUAL = Limits()
Source = Path | bytes | BinaryIO
NumberedRows = Iterator[tuple[int, list[Cell]]]


@dataclass(frozen=True)
class SheetStream:
    """One sheet whose rows come one by one, once.

    `hidden_rows` are numbers as the spreadsheet shows them, `hidden_columns` indexes from 0;
    `row_count` is the last row's number, for a progress bar (of .csv about, with line breaks
    inside cells counted).
    """

    name: str
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    row_count: int | None = None
    _rows: NumberedRows = field(default_factory=lambda: iter(()), repr=False, compare=False)

    def rows(self) -> NumberedRows:
        """(number as the spreadsheet shows it, cells) from the first filled row on.

        Empty cells are None, at the end of a row too. Asked again, it goes on where it stopped.
        """
        return self._rows


@contextmanager
def stream(
    content: Source, filename: str, limits: Limits = USUAL
) -> Iterator[Iterator[SheetStream]]:
    """The sheets of an uploaded file, in its order, told by what it holds and not by its name.

    `content` is the bytes, a path or an open upload; `filename` is what the sender called it. Rows
    of a sheet must be taken before the next sheet is asked for; what is left of them is skipped.
    Leaving the block early ends the reading. Raises a SheetError, at any row, whose message is an
    Indonesian sentence for the sender.
    """
    with (
        handed_over(content, filename, limits) as given,
        answers("child", given, filename, limits) as lines,
    ):
        yield _sheets(lines)


def _sheets(lines: Iterator[dict | list]) -> Iterator[SheetStream]:
    about = next(lines, None)
    while about is not None:
        rest = _Rest(lines)
        rows = _rows(rest)
        sheet = SheetStream(
            name=about["name"],
            hidden=about.get("hidden", False),
            hidden_rows=frozenset(about.get("hidden_rows", ())),
            hidden_columns=frozenset(about.get("hidden_columns", ())),
            merged=tuple(map(tuple, about.get("merged", ()))),
            row_count=about.get("row_count"),
            _rows=rows,
        )
        yield sheet
        rows.close()
        about = rest.skip()


class _Rest:
    """The chunks of one sheet; the line after them opens the next."""

    def __init__(self, lines: Iterator[dict | list]):
        self.lines, self.after = lines, None

    def __iter__(self) -> Iterator[list]:
        for line in self.lines:
            if type(line) is dict:
                self.after = line
                return
            yield line

    def skip(self) -> dict | None:
        if self.after is None:
            for _ in self:
                pass
        return self.after


def _rows(chunks: _Rest) -> NumberedRows:
    for first, columns in chunks:
        yield from enumerate(unpacked(columns), start=first)


@contextmanager
def handed_over(
    content: Source, filename: str, limits: Limits, before: bytes = b""
) -> Iterator[BinaryIO]:
    """`before` and the file as a child's standard input; too large a file is refused unread."""
    with tempfile.TemporaryFile() as given:
        given.write(before + _bytes(content, limits.file_size + 1))
        if given.tell() - len(before) > limits.file_size:
            raise failures.TooLarge(filename, f"lebih dari {angka(limits.file_size // 1024**2)} MB")
        given.seek(0)
        yield given


def _bytes(content: Source, most: int) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, Path):
        with content.open("rb") as opened:
            return opened.read(most)
    content.seek(0)
    return content.read(most)

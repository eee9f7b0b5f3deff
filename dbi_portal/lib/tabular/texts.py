"""A cell as text, the words of a list in whatever case and spacing, numbers of rows as words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import NOT_CALCULATED, Cell
from dbi_portal.lib.text import squash

NOT_APPLICABLE = {"-", "–", "—"}
NEVER_CALCULATED = "rumus tanpa hasil"  # what people see of such a cell
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}


class Words(Protocol):
    """Stored values and what people see of them, as Django's Choices are."""

    labels: Iterable[object]
    choices: Iterable[tuple[str, object]]


def text(cell: Cell) -> str:
    """The cell as one line of text; a dash is nothing. Control characters cannot be stored."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, datetime):
        cell = cell.date()
    if cell == NOT_CALCULATED:
        return NEVER_CALCULATED
    plain = str(cell)
    if not plain.isprintable():
        plain = "".join(" " if unicodedata.category(char) == "Cc" else char for char in plain)
    line = " ".join(plain.split())
    if line[:1] == "'" and line[1:2].isdigit():  # a number that was to stay text
        line = line[1:]
    return "" if line in NOT_APPLICABLE else line


def line(most: int) -> Callable[[Cell], str]:
    """A reader of text of at most so many letters."""

    def read(cell: Cell) -> str:
        words = text(cell)
        if len(words) > most:
            raise ValueError(f"terlalu panjang: {len(words)} huruf, paling banyak {most}.")
        return words

    return read


def refuse_formula(cell: Cell) -> None:
    """A formula that failed, or whose result was never stored, has no value for any column."""
    word = cell.strip() if isinstance(cell, str) else ""
    if word == NOT_CALCULATED:
        raise ValueError(
            "hasil rumusnya belum tersimpan. Buka berkas di Excel, simpan, lalu unggah lagi."
        )
    if word.upper() in ERRORS:
        raise ValueError(
            f"berisi galat rumus {word}. Buka di Excel, perbaiki rumusnya, lalu simpan."
        )


class WordList:
    """The words a column takes: value, label and other spellings, whatever case and spacing."""

    def __init__(self, choices: Words, others: Mapping[str, Iterable[str]] = {}):
        self.labels = [str(label) for label in choices.labels]
        self.values = {}
        for value, label in choices.choices:
            for word in (value, label, *others.get(value, ())):
                self.values[squash(str(word))] = value

    def __call__(self, cell: Cell) -> str:
        """The value stored for this word; empty for an empty cell."""
        word = text(cell)
        if not word:
            return ""
        if squash(word) not in self.values:
            raise ValueError(f"“{word}” tidak dikenal. Pilih: {', '.join(self.labels)}.")
        return self.values[squash(word)]


def rows_of(numbers: Sequence[int]) -> str:
    """ "Baris 14–16 dan 20" """
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [angka(a) if a == b else f"{angka(a)}–{angka(b)}" for a, b in ranges]
    if len(shown) > 12:
        shown = [*shown[:11], f"{angka(len(shown) - 11)} tempat lain"]
    return "Baris " + (" dan ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))))

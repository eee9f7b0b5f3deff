"""Counts what a whole file asks for, and refuses before it is built."""

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import Limits
from dbi_portal.lib.sheets.wire import letters, unpacked


def refuse_many_sheets(sheets: int, limits: Limits) -> None:
    if sheets > limits.sheets:
        raise Refused("TooLarge", f"lebih dari {angka(limits.sheets)} lembar")


class Budget:
    def __init__(self, limits: Limits):
        self.limits, self.cells, self.letters = limits, 0, 0

    def allow(self, name: str, rows: int, columns: int) -> None:
        """A table of this size in the sheet called `name`."""
        where = f" di lembar “{name}”" if name else ""
        for count, most, word in (
            (rows, self.limits.rows, "baris"),
            (columns, self.limits.columns, "kolom"),
        ):
            if count > most:
                raise Refused("TooLarge", f"lebih dari {angka(most)} {word}{where}")
        self.cells += rows * columns
        if self.cells > self.limits.cells:
            raise Refused("TooLarge", f"lebih dari {angka(self.limits.cells)} sel")

    def weigh(self, name: str, first: int, columns: list[list]) -> None:
        """A long text stored once may be shown a million times: count it as shown.

        `columns` are packed rows from row `first` on.
        """
        for shown, longest in letters(columns):
            self.letters += shown
            if longest > self.limits.letters_in_cell:
                self._refuse_cell(name, first, columns)
        if self.letters > self.limits.letters:
            raise Refused("TooLarge", f"lebih dari {angka(self.limits.letters)} huruf")

    def _refuse_cell(self, name: str, first: int, columns: list[list]) -> None:
        most = self.limits.letters_in_cell
        for number, row in enumerate(unpacked(columns), start=first):
            if any(isinstance(cell, str) and len(cell) > most for cell in row):
                where = f"di baris {angka(number)} lembar “{name}”"
                raise Refused("TooLarge", f"sebuah sel {where} melebihi {angka(most)} huruf")

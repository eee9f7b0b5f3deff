"""An .xlsx workbook, read by calamine; what calamine leaves out comes from the sheet's own XML."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

import python_calamine as calamine
from defusedxml import DefusedXmlException

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets.kinds import Refused
from dbi_portal.lib.sheets.marks import marks_of, parts_of
from dbi_portal.lib.sheets.values import Cell, Limits, trimmed

MOST_PARTS = 5_000  # files inside the package
BROKEN = (
    calamine.CalamineError, DefusedXmlException, ParseError, zipfile.BadZipFile,
    KeyError, ValueError, OSError, EOFError, NotImplementedError,
)  # fmt: skip


def read(content: bytes, limits: Limits) -> list[dict]:
    """Every worksheet; row 1 of each is the first, however far down its table begins."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_size(package, limits)
            return _sheets(content, package, limits)
    except calamine.PasswordError as locked:
        raise Refused("PasswordProtected") from locked
    except BROKEN as broken:
        raise Refused("DamagedFile") from broken


def _check_size(package: zipfile.ZipFile, limits: Limits) -> None:
    """A zip bomb says in its own table of contents how large it will be."""
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_size:
        megabytes = angka(limits.unpacked_size // 1024**2)
        raise Refused("TooLarge", f"isinya lebih dari {megabytes} MB")


def _sheets(content: bytes, package: zipfile.ZipFile, limits: Limits) -> list[dict]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    wanted = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(wanted) > limits.sheets:
        raise Refused("TooLarge", f"lebih dari {angka(limits.sheets)} lembar")
    parts, budget, found = parts_of(package), _Budget(limits), []
    for about in wanted:
        sheet = book.get_sheet_by_name(about.name)
        marks = marks_of(package, parts[about.name])
        budget.allow(about.name, *_extent(sheet, marks))
        rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        _put(rows, marks)
        budget.weigh(about.name, rows)
        hidden = about.visible != calamine.SheetVisibleEnum.Visible
        found.append({"name": about.name, "rows": trimmed(rows), "hidden": hidden})
    return found


def _extent(sheet: calamine.CalamineSheet, marks: dict) -> tuple[int, int]:
    """Rows and columns from A1 to the last filled cell."""
    corners = [*marks, *([sheet.end] if sheet.end else [])]
    return tuple(max((corner[axis] for corner in corners), default=-1) + 1 for axis in (0, 1))


class _Budget:
    """Counts what the whole file asks for, and refuses before it is built."""

    def __init__(self, limits: Limits):
        self.limits, self.cells, self.letters = limits, 0, 0

    def allow(self, name: str, rows: int, columns: int) -> None:
        for count, most, word in (
            (rows, self.limits.rows, "baris"),
            (columns, self.limits.columns, "kolom"),
        ):
            if count > most:
                raise Refused("TooLarge", f"lebih dari {angka(most)} {word} di lembar “{name}”")
        self.cells += rows * columns
        if self.cells > self.limits.cells:
            raise Refused("TooLarge", f"lebih dari {angka(self.limits.cells)} sel")

    def weigh(self, name: str, rows: list[list[Cell]]) -> None:
        """A long text stored once may be shown a million times: count it as shown."""
        for number, row in enumerate(rows, start=1):
            letters = sum([len(cell) for cell in row if type(cell) is str])
            self.letters += letters
            if letters > self.limits.letters_in_cell:
                self._check_cells(f"baris {angka(number)} lembar “{name}”", row)
            if self.letters > self.limits.letters:
                raise Refused("TooLarge", f"lebih dari {angka(self.limits.letters)} huruf")

    def _check_cells(self, where: str, row: list[Cell]) -> None:
        most = self.limits.letters_in_cell
        if any(isinstance(cell, str) and len(cell) > most for cell in row):
            raise Refused("TooLarge", f"sebuah sel di {where} melebihi {angka(most)} huruf")


def _plain(cell: object) -> Cell:
    """Excel knows one kind of number: 8837.0 is 8837. Hours and durations become text."""
    kind = type(cell)
    if kind is str:
        return cell if cell and not cell.isspace() else None
    if kind is float:
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, time):
        return f"{cell:%H.%M}"
    if isinstance(cell, timedelta):
        return f"{cell.total_seconds() / 3600:g} jam"
    if isinstance(cell, int | bool | date | datetime):
        return cell
    return None if cell is None else str(cell)


def _put(rows: list[list[Cell]], marks: dict) -> None:
    """Write what calamine left blank, beyond its last filled row and column too."""
    for (row, column), text in marks.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = text

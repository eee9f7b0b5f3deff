"""Reading spreadsheets people send, in a child process that may die alone."""

from dbi_portal.lib.sheets.failures import (
    DamagedFile,
    EmptyFile,
    PasswordProtected,
    SheetError,
    TooLarge,
    TooSlow,
    WrongType,
)
from dbi_portal.lib.sheets.reading import read
from dbi_portal.lib.sheets.streaming import SheetStream, stream
from dbi_portal.lib.sheets.values import NOT_CALCULATED, Cell, Limits, Sheet, Workbook

__all__ = [
    "NOT_CALCULATED",
    "Cell",
    "DamagedFile",
    "EmptyFile",
    "Limits",
    "PasswordProtected",
    "Sheet",
    "SheetError",
    "SheetStream",
    "TooLarge",
    "TooSlow",
    "Workbook",
    "WrongType",
    "read",
    "stream",
]

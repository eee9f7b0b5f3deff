"""How rows travel from the child to the parent: chunk by chunk, column by column, as JSON.

A column of one kind (all text, all numbers, all days) is checked and written by C code in a few
calls; only mixed ones are looked at cell by cell. Text that repeats is sent once per chunk.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from dbi_portal.lib.sheets.values import Cell

CHUNK = 2_000  # rows
EXACT = 2**53  # whole numbers below it are exact, as codes must be
NOT_A_NUMBER = "#NUM!"  # infinity and NaN, as Excel shows them
# What neither PostgreSQL nor XML holds; shown as “�” rather than silently dropped.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
PLAIN, DAYS, MOMENTS, MIXED = "plain", "days", "moments", "mixed"


def packed(rows: Iterable[list]) -> list[list]:
    """Rows as the readers give them → columns ready for JSON; "" and blank text become None."""
    return [_packed(column) for column in zip_longest(*rows, fillvalue="")]


def unpacked(columns: list[list]) -> list[list[Cell]]:
    """The rows again, all as long as the longest."""
    return list(map(list, zip(*map(_unpacked, columns), strict=True)))


def _packed(column: tuple) -> list:
    """[kind, values] or, where values repeat, [kind, different values, place of each]."""
    kinds = set(map(type, column))
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind in (str, date, datetime):
        different = dict.fromkeys(column)
        if len(different) * 2 <= len(column):
            places = {value: place for place, value in enumerate(different)}
            return [*_alike(kind, different), list(map(places.__getitem__, column))]
        return _alike(kind, column)
    if kind is float:
        return [PLAIN, _numbers(column)]
    return _mixed(column)


def _alike(kind: type, column: Iterable) -> list:
    if kind is str:
        return [PLAIN, _texts(column)]
    return [DAYS if kind is date else MOMENTS, list(map(kind.isoformat, column))]


def _texts(column: Iterable[str]) -> list[str | None]:
    together = "".join(column)
    if not together.isprintable() and ("\r" in together or UNWRITABLE.search(together)):
        return [plain(cell) for cell in column]
    return [cell if cell and not cell.isspace() else None for cell in column]


def _numbers(column: tuple[float, ...]) -> list:
    whole = all(map(float.is_integer, column))
    if whole and min(column) > -EXACT and max(column) < EXACT:
        return list(map(int, column))
    return [plain(cell) for cell in column]


def _mixed(column: tuple) -> list:
    cells = [plain(cell) for cell in column]
    days, moments = [], []
    for place, cell in enumerate(cells):
        if isinstance(cell, date):
            (moments if isinstance(cell, datetime) else days).append(place)
            cells[place] = cell.isoformat()
    return [MIXED, cells, days, moments] if days or moments else [PLAIN, cells]


def _unpacked(column: list) -> list[Cell]:
    kind, values, *rest = column
    if kind == MIXED:
        for read, places in zip((date, datetime), rest, strict=True):
            for place in places:
                values[place] = read.fromisoformat(values[place])
        return values
    if kind != PLAIN:
        read = date.fromisoformat if kind == DAYS else datetime.fromisoformat
        values = list(map(read, values))
    return list(map(values.__getitem__, rest[0])) if rest else values


def plain(cell: object) -> Cell:
    """Excel knows one kind of number: 8837.0 is 8837. Hours and durations become text."""
    kind = type(cell)
    if kind is str:
        return _text(cell) if cell and not cell.isspace() else None
    if kind is float:
        return _number(cell)
    if isinstance(cell, time):
        return f"{cell:%H.%M}"
    if isinstance(cell, timedelta):
        return f"{cell.total_seconds() / 3600:g} jam"
    if isinstance(cell, int | bool | date | datetime):
        return cell
    return None if cell is None else str(cell)


def _text(cell: str) -> str:
    """Line breaks as Excel keeps them: one sign, whatever program wrote them."""
    return UNWRITABLE.sub("�", cell.replace("\r\n", "\n").replace("\r", "\n"))


def _number(cell: float) -> int | float | str:
    if cell - cell != 0:
        return NOT_A_NUMBER
    return int(cell) if cell.is_integer() and abs(cell) < EXACT else cell


def letters(columns: Iterable[list]) -> Iterator[tuple[int, int]]:
    """Of each packed column: how many letters it shows in all, and in its longest cell."""
    for _, values, *rest in columns:
        kinds = set(map(type, values))
        if str not in kinds:
            continue
        texts = values if kinds == {str} else [v if type(v) is str else "" for v in values]
        lengths = list(map(len, texts))
        shown = sum(map(lengths.__getitem__, rest[0])) if len(rest) == 1 else sum(lengths)
        yield shown, max(lengths)

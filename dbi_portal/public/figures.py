"""The totals of the public page: the same cells as in the open data, so that both always agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.public import places, tables
from dbi_portal.public.fresh import fresh
from reports.figures.measure import PMI_ISSUED
from villages.models import GuidedVillage

PART = "totals"


@dataclass(frozen=True)
class Shown:
    """A count; without a value it is not known, or not shown (`hidden`)."""

    value: int | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Line:
    """A Kanwil's year, or the nation's."""

    name: str
    sessions: Shown = Shown()
    people: Shown = Shown()
    passports: Shown = Shown()


@dataclass(frozen=True)
class Totals:
    villages: int
    provinces: list[tuple[str, int]]
    year: str
    until: Month | None
    nation: Line
    kanwils: list[Line]
    made_up: bool


def totals(today: date) -> Totals:
    """Raises BeingCounted."""
    return fresh(PART, today, counted)


def counted(of: tables.Tables) -> Totals:
    found = {
        "sessions": of.sessions,
        "people": of.participants,
        "passports": of.passports[PMI_ISSUED],
    }
    last = max((cell[1] for table in found.values() for cell in table.held.cells), default="")
    until = max((table.until for table in found.values()), default="")
    year = last[:4] or str(of.today.year)
    provinces = places.by_province()
    codes = {cell[0] for table in found.values() for cell in table.held.cells if cell[1] == year}
    names = {code: name for table in found.values() for code, name in table.names.items()}
    lines = {
        code: _line(found, code, year, names.get(code, code).removeprefix("Kanwil "))
        for code in codes
    }
    nation = lines.pop(tables.NATION, Line("Nasional"))
    return Totals(
        villages=sum(count for _, count in provinces),
        provinces=provinces,
        year=year,
        until=Month.parse(until) if until else None,
        nation=nation,
        kanwils=sorted(lines.values(), key=lambda line: line.name),
        made_up=any(table.made_up for table in found.values())
        or GuidedVillage.objects.active().filter(made_up=True).exists(),
    )


def _line(found: dict[str, tables.Table], code: str, year: str, name: str) -> Line:
    cells = {
        key: (code, year, tables.ALL_KINDS) if key == "sessions" else (code, year) for key in found
    }
    shown = {key: _shown(table, cells[key]) for key, table in found.items()}
    return Line(name, **shown)


def _shown(table: tables.Table, cell: tuple[str, ...]) -> Shown:
    """Where only the nation's total is published, that of each Kanwil is hidden, not unknown."""
    places = {each[0] for each in table.held.cells}
    hidden = cell in table.held.hidden or places == {tables.NATION} != {cell[0]}
    return Shown(table.held.shown(cell), hidden)

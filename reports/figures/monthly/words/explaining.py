"""What explains a change: the offices, villages or destinations that moved most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.figures.monthly.content import Line, MonthlyFigures
from reports.figures.monthly.words.grammar import listed, signed

MOST = 2
ENOUGH = 0.9  # of both totals, or the parts explain another number than the one told
WORTH_NAMING = 0.2  # of all that moved


class Moved(NamedTuple):
    """A part of the sum and by how much it changed."""

    name: str
    by: int


class Grain(NamedTuple):
    """One way to take the totals apart: what each part was and is."""

    parts: Sequence[tuple[str, int, int]]

    def explains(self, line: Line) -> bool:
        now, before = (sum(part[at] for part in self.parts) for at in (1, 2))
        return len(self.parts) > 1 and all(
            ENOUGH * whole <= told <= whole
            for told, whole in ((now, line.value), (before, line.before))
        )

    def moved(self) -> list[Moved]:
        found = [Moved(name, now - before) for name, now, before in self.parts if now != before]
        return sorted(found, key=lambda each: (-abs(each.by), each.name))


def reasons(figures: MonthlyFigures, line: Line) -> str:
    """ ", terutama Bekasi +310", or nothing where no part stands out or parts do not tell."""
    found = [grain.moved() for grain in _grains(figures) if grain.explains(line)]
    found = [moved for moved in found if moved]
    if not found:
        return ""
    moved = max(found, key=lambda each: abs(each[0].by))  # the first of equals: by home village
    return _named(moved, line.value - line.before)


def _named(moved: list[Moved], by: int) -> str:
    least = max(1, WORTH_NAMING * sum(abs(each.by) for each in moved))
    named = [each for each in moved if abs(each.by) >= least]
    along = [each for each in named if each.by * by > 0][:MOST]
    against = [each for each in named if each.by * by < 0][:1]
    if by == 0:
        ups, downs = ([x for x in named if x.by * sign > 0][:1] for sign in (1, -1))
        return f", tetapi {listed(map(_told, ups + downs))}" if ups and downs else ""
    if not along:
        return ""
    words = f", terutama {listed(map(_told, along))}"
    return f"{words}, sedangkan {_told(against[0])}" if against else words


def _told(moved: Moved) -> str:
    return f"{moved.name} {signed(moved.by)}"


def _grains(figures: MonthlyFigures) -> Iterator[Grain]:
    """A sum of offices is explained by offices, an office by its villages or destinations.

    Only by what the report shows: of a section left out nobody could look it up.
    """
    if figures.offices:
        if figures.has("kantor"):
            yield Grain(_both((o.name, o.issued, o.before) for o in figures.offices))
        return
    if figures.has("asal"):
        yield Grain(_both((o.name, o.value, o.before) for o in figures.origins))
    if figures.has("tujuan"):
        yield Grain(_both((d.label, d.value, d.before) for d in figures.destinations))


def _both(parts: Iterator[tuple[str, int | None, int | None]]) -> list[tuple[str, int, int]]:
    """A part that is not named in one of the months counted nothing there."""
    found = [(name, now, before) for name, now, before in parts if (now, before) != (None, None)]
    return [(name, now or 0, before or 0) for name, now, before in found]

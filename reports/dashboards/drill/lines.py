"""What one step of a drill-down shows: lines that add up to the total, or why they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dbi_portal.lib.numbers import angka

MOST = 200  # lines on a page; the rest is one line


@dataclass(frozen=True)
class Line:
    """One part of the total; `value` is None where there is no figure. `url` goes one deeper."""

    label: str
    value: int | None
    url: str = ""
    note: str = ""
    made_up: str = ""


@dataclass(frozen=True)
class Breakdown:
    """The parts of a total. `rest`: a last line for what the parts leave out, in words.

    `why`: what a reader must know about how parts and total belong together.
    """

    total: int | None
    lines: Sequence[Line] = ()
    rest: str = ""
    why: Sequence[str] = ()
    made_up: str = ""
    overlap: bool = False  # one thing may stand in several lines

    @property
    def sum(self) -> int:
        return sum(line.value or 0 for line in self.lines)

    @property
    def difference(self) -> int:
        """What the lines leave out (or, negative, have too much) of the total."""
        return (self.total or 0) - self.sum

    @property
    def rest_line(self) -> Line | None:
        if not self.difference or self.overlap or not self.lines:
            return None
        return Line(self.rest or "Selisih dengan totalnya", self.difference)

    @property
    def ties(self) -> str:
        """The sentence under the lines."""
        if not self.lines:
            return ""
        if self.overlap and self.difference:
            return (
                f"Jumlah barisnya {angka(self.sum)}, totalnya {angka(self.total or 0)}: "
                "satu kegiatan dapat melayani beberapa desa, atau tidak satu pun."
            )
        if self.difference:
            return (
                f"Dengan baris terakhir jumlahnya {angka(self.total or 0)}, sama dengan totalnya."
            )
        return "Jumlah barisnya sama dengan totalnya."

    @property
    def most(self) -> int:
        return max((line.value or 0 for line in self.lines), default=0)


def shortened(lines: Sequence[Line], noun: str) -> list[Line]:
    """The first of very many lines, and one for all others together."""
    if len(lines) <= MOST:
        return list(lines)
    rest = lines[MOST:]
    more = Line(f"{angka(len(rest))} {noun} lain", sum(line.value or 0 for line in rest))
    return [*lines[:MOST], more]

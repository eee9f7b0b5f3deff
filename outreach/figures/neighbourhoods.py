"""How many RT and RW of a village were reached, of how many: counted once over all sessions.

Pure. RT 01 of RW 05 named by two sessions is one RT; sessions that give a number without names may
all mean the same ones, so only the largest number is certain and the sum says "sekurangnya".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dbi_portal.lib.numbers import angka
from outreach.units import NotUnits, Units, parse_units


@dataclass(frozen=True)
class Count:
    """RT or RW reached: `reached` None when no session says; `known` of how many, as counted.

    `open_villages` are villages whose total nobody has counted; `at_least` marks a lower bound.
    """

    reached: int | None = None
    at_least: bool = False
    known: int | None = None
    open_villages: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            _sum(self.reached, other.reached),
            self.at_least or other.at_least,
            _sum(self.known, other.known),
            self.open_villages + other.open_villages,
        )

    @property
    def is_told(self) -> bool:
        return self.reached is not None or self.known is not None

    @property
    def number(self) -> str:
        """ "sekurangnya 12", or a nought when nobody named one but the total is known."""
        least = "sekurangnya " if self.at_least else ""
        return f"{least}{angka(self.reached or 0)}"

    @property
    def of_all(self) -> str:
        """ "dari 96", "dari 96 (3 desa/kelurahan belum dihitung)", or that nobody counted."""
        if self.known is None:
            return "dari … (jumlahnya belum diketahui)"
        if not self.open_villages:
            return f"dari {angka(self.known)}"
        return (
            f"dari {angka(self.known)} ({angka(self.open_villages)} desa/kelurahan belum dihitung)"
        )

    @property
    def exceeds(self) -> bool:
        """More were reached than exist: one of the two numbers is wrong."""
        complete = self.known is not None and not self.open_villages
        return complete and (self.reached or 0) > self.known


@dataclass(frozen=True)
class Neighbourhoods:
    """RW and RT of one region, or of several added up."""

    rw: Count = Count()
    rt: Count = Count()

    def __add__(self, other: Neighbourhoods) -> Neighbourhoods:
        return Neighbourhoods(self.rw + other.rw, self.rt + other.rt)

    @property
    def is_told(self) -> bool:
        return self.rw.is_told or self.rt.is_told


@dataclass(frozen=True)
class Told:
    """What one session says of one village: the text of its RT and RW, and the two counts."""

    units: str = ""
    rt_count: int | None = None
    rw_count: int | None = None


def reached_in(
    told: Iterable[Told], *, rt_known: int | None = None, rw_known: int | None = None
) -> Neighbourhoods:
    """The RT and RW of one village that its sessions reached, of the known totals."""
    visits = [(each, read(each.units)) for each in told]
    rws = _count(
        named=[{(rw,) for rw in units.rws} for _, units in visits],
        counted=[each.rw_count for each, _ in visits],
        known=rw_known,
    )
    rts = _count(
        named=[
            {(rw, rt) for rw, all_rt in units.rts.items() for rt in all_rt} for _, units in visits
        ],
        counted=[each.rt_count for each, _ in visits],
        known=rt_known,
    )
    return Neighbourhoods(rws, rts)


@lru_cache(maxsize=4096)
def read(text: str) -> Units:
    """What the text names; words nobody can read name nothing, their counts still hold."""
    try:
        return parse_units(text)
    except NotUnits:
        return Units()


def _count(*, named: list[set], counted: list[int | None], known: int | None) -> Count:
    """Those named by any session, or the largest count where that is more."""
    together = set().union(*named)
    most = max((number for number in counted if number is not None), default=0)
    unnamed = any(
        number is not None and number > len(names)
        for names, number in zip(named, counted, strict=True)
    )
    told = together or any(number is not None for number in counted)
    reached = max(len(together), most) if told else None
    return Count(reached, unnamed, known, 0 if known is not None else 1)


def _sum(first: int | None, second: int | None) -> int | None:
    numbers = [number for number in (first, second) if number is not None]
    return sum(numbers) if numbers else None

"""RT and RW as a report names them: "RW 05, RT 01–04", "RT 01–04 RW 05", "RT 003/005".

An RT is numbered within its RW, so RT 01 of RW 05 and RT 01 of RW 06 are two. Pure: no models.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

EXAMPLE = "Tulis seperti “RW 05, RT 01–04; RW 06, RT 02”."
HIGHEST = 999
TOKEN = re.compile(
    r"""(?P<both>\brt\s*/\s*rw\b[\s.:]*)
    |   (?P<word>\b(?:rt|rw)(?![a-z])[\s.:]*)
    |   (?P<span>\d+\s*(?:[-–—]|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s*\d+)
    |   (?P<pair>\d+\s*/\s*\d+)
    |   (?P<number>\d+)
    |   (?P<gap>(?:[\s,:;&/.+()]|\bdan\b|\bserta\b|\bdi\b)+)
    |   (?P<stray>\S+)""",
    re.IGNORECASE | re.VERBOSE,
)


class NotUnits(ValueError):
    """The text names no RT or RW, or leaves open which; the message is the sentence to show."""


@dataclass(frozen=True)
class Units:
    """RW that are named, and the RT by their RW; under None the RT whose RW nobody wrote."""

    rws: frozenset[int] = frozenset()
    rts: Mapping[int | None, frozenset[int]] = field(default_factory=dict)

    @property
    def rw_count(self) -> int | None:
        """How many RW are named; None where only RT are."""
        return len(self.rws) or None

    @property
    def rt_named(self) -> int:
        return sum(len(numbers) for numbers in self.rts.values())

    @property
    def rt_count(self) -> int | None:
        """How many RT were reached; None where an RW is named without its RT."""
        return self.rt_named if self.rts and self.rws <= self.rts.keys() else None

    def contradiction(self, *, rt_count: int | None, rw_count: int | None) -> str | None:
        """A sentence when the numbers written beside it cannot be right; None when they can."""
        if rw_count is not None and self.rws and rw_count != len(self.rws):
            return _differs("RW", named=len(self.rws), written=rw_count)
        if rt_count is None or not self.rts:
            return None
        if rt_count < self.rt_named or self.rt_count not in (None, rt_count):
            return _differs("RT", named=self.rt_named, written=rt_count)
        return None

    def __str__(self) -> str:
        """The one spelling: "RW 03; RW 05, RT 01–04"; what belongs to no RW first."""
        loose = [_spelled("RT", self.rts[None])] if None in self.rts else []
        whole = self.rws - self.rts.keys()
        fine = sorted(self.rws & self.rts.keys())
        return "; ".join(
            loose
            + ([_spelled("RW", whole)] if whole else [])
            + [f"RW {number:02d}, {_spelled('RT', self.rts[number])}" for number in fine]
        )


@dataclass
class _Group:
    """Numbers behind one word; `pairs` are RT written with their RW ("RT 01/05")."""

    kind: str
    numbers: set[int] = field(default_factory=set)
    pairs: list[tuple[int, int]] = field(default_factory=list)


def parse_units(text: str) -> Units:
    """The RT and RW that `text` names; an empty text names none. Raises NotUnits with a sentence.

    RT belong to the RW written before them; where the text begins with RT, to the one after it.
    """
    groups = _groups(text)
    rws: set[int] = set()
    rts: dict[int | None, set[int]] = {}
    for home, numbers in [*_paired(groups), *_by_rw([each for each in groups if each.numbers])]:
        rws |= home
        if numbers:
            rts.setdefault(next(iter(home), None), set()).update(numbers)
    return Units(frozenset(rws), {rw: frozenset(numbers) for rw, numbers in rts.items()})


def _groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    for found in TOKEN.finditer(text):
        kind, words = found.lastgroup, found[0]
        if kind in ("both", "word"):
            groups.append(_Group("rt/rw" if kind == "both" else words[:2].lower()))
        elif kind == "stray" or (kind != "gap" and not groups):
            raise NotUnits(f"“{words.strip()}” tidak dikenali sebagai RT atau RW. {EXAMPLE}")
        elif kind != "gap":
            _add(groups[-1], kind, words)
    for group in groups:
        if not (group.numbers or group.pairs):
            raise NotUnits(f"Nomor {group.kind.upper()} belum ditulis. {EXAMPLE}")
    return groups


def _add(group: _Group, kind: str | None, words: str) -> None:
    first, *rest = (_number(digits) for digits in re.findall(r"\d+", words))
    if kind == "pair" and group.kind != "rw":
        group.pairs.append((first, rest[0]))
    elif kind == "pair" or group.kind == "rt/rw":
        raise NotUnits(f"“{words}” belum jelas mana RT dan mana RW. {EXAMPLE}")
    elif rest and rest[0] < first:
        raise NotUnits(f"“{words}” terbalik: tulis nomor yang kecil dahulu.")
    else:
        group.numbers.update(range(first, (rest or [first])[0] + 1))


def _number(digits: str) -> int:
    number = int(digits[-9:])
    if not 1 <= number <= HIGHEST or len(digits) > 9:
        raise NotUnits(f"Nomor RT atau RW antara 1 dan {HIGHEST}, bukan {digits}.")
    return number


def _paired(groups: Iterable[_Group]) -> Iterator[tuple[set[int], set[int]]]:
    for group in groups:
        yield from (({rw}, {rt}) for rt, rw in group.pairs)


def _by_rw(groups: list[_Group]) -> Iterator[tuple[set[int], set[int]]]:
    """(RW, its RT) as they belong together; no RW where none was written."""
    rt_first = bool(groups) and groups[0].kind == "rt"
    home: set[int] = set()
    waiting: set[int] = set()
    for group in groups:
        if group.kind == "rt":
            waiting |= group.numbers
        elif rt_first:
            yield _clear(group.numbers, waiting)
            home, waiting = group.numbers, set()
        else:
            yield _clear(home, waiting)
            home, waiting = group.numbers, set()
    if rt_first and home and waiting:
        raise NotUnits(_open(_spelled("RT", waiting)))
    yield _clear(home, waiting)


def _clear(home: set[int], rts: set[int]) -> tuple[set[int], set[int]]:
    """RT 01 of RW 05 and 06 may mean either: it is asked, not guessed."""
    if rts and len(home) > 1:
        raise NotUnits(_open(f"{_spelled('RT', rts)} di {_spelled('RW', home)}"))
    return home, rts


def _open(what: str) -> str:
    return f"{what} belum jelas milik RW yang mana. {EXAMPLE}"


def _differs(word: str, *, named: int, written: int) -> str:
    return f"Yang disebut {named} {word}, yang tertulis sebagai jumlah {written}. Samakan keduanya."


def _spelled(word: str, numbers: Iterable[int]) -> str:
    """ "RT 01–04, 07"."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return f"{word} " + ", ".join(
        f"{span[0]:02d}" if len(span) == 1 else f"{span[0]:02d}–{span[-1]:02d}" for span in spans
    )

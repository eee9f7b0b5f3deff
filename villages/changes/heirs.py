"""Who succeeds a region that is gone, as far as names tell. Never a guess: else a person is asked.

A region is found again by its name inside the same region above it, or inside what became of that:
a province by its name in the country, a regency in its province, a district in its regency. A
village is looked for in its whole regency, for districts are what changes. Where the name fits
several, the one in the same district or in its successor. A district without a namesake became
the districts its villages are in now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from dbi_portal.lib.text import squash

Names = Mapping[str, str]
Heirs = dict[str, list[str]]
PROVINCE, REGENCY, DISTRICT, VILLAGE = range(4)  # dots in the code


def parent_of(code: str) -> str:
    return code.rpartition(".")[0]


def heirs_of(old: Names, new: Names, *, gone: Iterable[str], free: Collection[str]) -> Heirs:
    """{gone code: its successors}; `free` are the codes that may be a successor's."""
    heirs: Heirs = {}
    levels = defaultdict(list)
    for code in gone:
        levels[code.count(".")].append(code)
    for level in (PROVINCE, REGENCY, DISTRICT, VILLAGE):
        ours = [code for code in free if code.count(".") == level]
        for where in _circles(level, heirs):
            left = [code for code in levels[level] if code not in heirs]
            heirs |= _matched(left, ours, old, new, where, taken=heirs)
    _by_their_villages(levels, heirs)
    return dict(sorted(heirs.items()))


def _circles(level: int, heirs: Heirs) -> list:
    """Where a region of this level is looked for, the nearest first: functions of its code."""

    def now(code: str) -> str:
        """The region as it is today: itself, or what succeeded it."""
        found = heirs.get(code)
        if found:
            return found[0] if len(found) == 1 else ""
        return f"{now(parent_of(code))}.{code.rpartition('.')[2]}" if "." in code else code

    def district(code: str) -> str:
        return now(parent_of(code))

    def regency(code: str) -> str:
        return now(parent_of(parent_of(code)))

    def country(code: str) -> str:
        return "Indonesia"

    # A new province takes whole regencies with it, so a regency's name is looked for everywhere.
    return {
        PROVINCE: [country],
        REGENCY: [district, country],
        DISTRICT: [district],
        VILLAGE: [district, regency],
    }[level]


def _matched(gone, free, old: Names, new: Names, where, *, taken: Heirs) -> Heirs:
    """One gone and one free region of the same name in the same place belong together."""
    used = {code for heirs in taken.values() for code in heirs}
    seekers = _grouped(gone, old, where)
    found = _grouped((code for code in free if code not in used), new, where)
    return {
        codes[0]: found[place]
        for place, codes in seekers.items()
        if len(codes) == len(found.get(place, ())) == 1
    }


def _grouped(codes: Iterable[str], names: Names, where) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code in codes:
        groups[where(code), squash(names[code])].append(code)
    return groups


def _by_their_villages(levels: Mapping[int, list[str]], heirs: Heirs) -> None:
    """A region nobody is called after became whatever all that lay in it lies in now."""
    for level in (DISTRICT, REGENCY, PROVINCE):
        beneath = defaultdict(list)
        for code in levels[level + 1]:
            beneath[parent_of(code)].append(heirs.get(code))
        for code in levels[level]:
            parts = beneath[code]
            if code not in heirs and parts and all(parts):
                heirs[code] = sorted({parent_of(heir) for part in parts for heir in part})

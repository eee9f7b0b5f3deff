"""Two editions side by side: what appears, what is gone, what is called otherwise.

Only values: {code: name} of the older and of the newer edition.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dbi_portal.lib.text import squash
from villages.changes.heirs import heirs_of, parent_of

VILLAGE = 3  # dots in the code of a village
Names = Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """From the older edition to the newer one. Codes are sorted; names are the editions' own."""

    old: Names
    new: Names

    @cached_property
    def appeared(self) -> list[str]:
        return sorted(self.new.keys() - self.old.keys())

    @cached_property
    def gone(self) -> list[str]:
        return sorted(self.old.keys() - self.new.keys())

    @cached_property
    def _called_otherwise(self) -> list[str]:
        return sorted(c for c in self.old.keys() & self.new.keys() if self.old[c] != self.new[c])

    @cached_property
    def respelled(self) -> list[str]:
        """Another spelling of the same name: spaces, capitals, signs."""
        return [c for c in self._called_otherwise if squash(self.old[c]) == squash(self.new[c])]

    @cached_property
    def renamed(self) -> list[str]:
        """Another name under the same code, and not because the place got another code."""
        same = {*self.respelled, *self.recoded}
        return [code for code in self._called_otherwise if code not in same]

    @cached_property
    def recoded(self) -> dict[str, str]:
        """{old code: new code} of villages whose old code now means another village.

        In Aimas, Malasom was 96.01.05.1008 in 2022; since 2025 that is Klabinain, and Malasom is
        1009. What was recorded about Malasom must go with it.
        """
        return _recoded(self.old, self.new)

    @cached_property
    def heirs(self) -> dict[str, list[str]]:
        """{gone code: codes of its successors}, where names tell them; see `heirs.py`."""
        # Codes that mean something new now: fresh ones, and those whose village went elsewhere.
        free = {*self.appeared, *self.recoded} - {*self.recoded.values()}
        return heirs_of(self.old, self.new, gone=self.gone, free=free)

    @cached_property
    def unlinked(self) -> list[str]:
        """Gone without a successor that names tell: for a person to link."""
        return [code for code in self.gone if not self.heirs.get(code)]

    @cached_property
    def moved(self) -> list[str]:
        """Gone and found again, whole, under another region."""
        return [c for c in self.heirs if self._only_heir(c, elsewhere=True)]

    @cached_property
    def renumbered(self) -> list[str]:
        """Gone and found again where it was, under another number (a desa made kelurahan)."""
        return [c for c in self.heirs if self._only_heir(c, elsewhere=False)]

    def _only_heir(self, code: str, *, elsewhere: bool) -> bool:
        heirs = self.heirs[code]
        return len(heirs) == 1 and (parent_of(heirs[0]) != parent_of(code)) is elsewhere

    @cached_property
    def split(self) -> dict[str, list[str]]:
        """{code: the regions it became}: by its villages, or by several successors of its own."""
        parts: dict[str, set[str]] = defaultdict(set)
        for code, heirs in self.heirs.items():
            if len(heirs) > 1:
                parts[code].update(heirs)
            parent = parent_of(code)
            parts[parent].update(map(parent_of, heirs) if parent in self.new else ())
        return {
            code: sorted({code, *into} & self.new.keys())
            for code, into in sorted(parts.items())
            if code in self.old and into & set(self.appeared)
        }

    def __bool__(self) -> bool:
        return bool(self.appeared or self.gone or self._called_otherwise)


def _recoded(old: Names, new: Names) -> dict[str, str]:
    """Villages that kept their district and name while their code went to a neighbour."""
    shared = {parent_of(code) for code in old.keys() & new.keys() if _changed(code, old, new)}
    before, after = _places(old, shared), _places(new, shared)
    told = {
        code: after[place]
        for place, code in before.items()
        if place in after and after[place] != code and code in new
    }
    # A code may only be given away when whoever had it before has gone elsewhere as well.
    while taken := {c for c, to in told.items() if to in old and to not in told}:
        told = {code: to for code, to in told.items() if code not in taken}
    return dict(sorted(told.items()))


def _changed(code: str, old: Names, new: Names) -> bool:
    return code.count(".") == VILLAGE and squash(old[code]) != squash(new[code])


def _places(names: Names, districts: Iterable[str]) -> dict[tuple[str, str], str]:
    """{(district, name): code} of villages in these districts whose name is theirs alone there."""
    wanted = set(districts)
    within = [c for c in names if c.count(".") == VILLAGE and parent_of(c) in wanted]
    places = [(parent_of(code), squash(names[code])) for code in within]
    often = Counter(places)
    return {place: code for place, code in zip(places, within, strict=True) if often[place] == 1}

"""The villages of one regency and the slower ways to look them up: slips, short forms, words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from villages.matching import shorthand
from villages.matching.cells import Form
from villages.matching.spelling import is_short, loose, words

# Official names that are short themselves: "S. Rengas Permata", "P Berayan Darat II".
MAYBE_SHORT = re.compile(r"\b(?:[a-z]|[b-df-hj-np-tv-z]{2,4})\b", re.IGNORECASE)
NOBODY: tuple[list[int], list[str]] = ([], [])
Near = tuple[int, int]  # row, slips of the pen


class RegencyVillages:
    """`start` is the row of the first one; names and canons follow in the order of the rows."""

    def __init__(self, start: int, names: list[str], keys: list[str], canons: list[str]):
        self.start, self.names, self.keys, self.canons = start, names, keys, canons
        self._last: tuple[Form | None, list[Near]] = (None, [])

    def near(self, form: Form) -> list[Near]:
        """Villages at most three slips away, the nearest first. Keeps the last answer.

        Only names that begin or end alike are looked at: that leaves three of four out.
        """
        if self._last[0] != form:
            nearest = self._slips(form.canon)
            written = loose(form.words)
            if written != form.canon:
                for row, distance in self._slips(written).items():
                    nearest[row] = min(distance, nearest.get(row, distance))
            self._last = form, sorted(nearest.items(), key=itemgetter(1))
        return self._last[1]

    def _slips(self, name: str) -> dict[int, int]:
        """Rows of villages, with the slips between their names and this one."""
        rows, names = self._alike(name[0], name[-1])
        found = process.extract(
            name, names, scorer=OSA.distance, processor=None, score_cutoff=3, limit=12
        )
        nearest: dict[int, int] = {}
        for _, distance, at in found:
            nearest.setdefault(rows[at], distance)
        return nearest

    def _alike(self, first: str, last: str) -> tuple[list[int], list[str]]:
        """Rows and names that begin or end with these letters, some of them twice."""
        rows, names = self._beginning.get(first, NOBODY)
        more, others = self._ending.get(last, NOBODY)
        return rows + more, names + others

    @cached_property
    def _beginning(self) -> dict[str, tuple[list[int], list[str]]]:
        return _grouped(*self._written, 0)

    @cached_property
    def _ending(self) -> dict[str, tuple[list[int], list[str]]]:
        return _grouped(*self._written, -1)

    @cached_property
    def _written(self) -> tuple[list[int], list[str]]:
        """Rows and canons, and once more the names whose canon has another word for a word of
        theirs: a slip into "Simpang Empat" is none into "simpang#4".
        """
        rows = list(range(self.start, self.start + len(self.canons)))
        names = list(self.canons)
        for at, name in enumerate(self.canons):
            if name != self.keys[at] and (written := loose(words(self.names[at]))) != name:
                rows.append(self.start + at)
                names.append(written)
        return rows, names

    def similar(self, form: str, least: float) -> list[tuple[int, float]]:
        """Villages that share letters in the same order; rows with a share from `least` to 1."""
        found = process.extract(
            form,
            self.canons,
            scorer=Indel.normalized_similarity,
            processor=None,
            score_cutoff=least,
            limit=6,
        )
        return [(self.start + at, share) for _, share, at in found]

    @cached_property
    def _short(self) -> dict[str, list[tuple[int, re.Pattern]]]:
        """Official names that are short themselves, by their first letter."""
        grouped = defaultdict(list)
        for at, name in enumerate(self.names):
            if MAYBE_SHORT.search(name) and (reading := shorthand.reading(tuple(words(name)))):
                grouped[self.canons[at][0]].append((self.start + at, reading))
        return grouped

    def short_rows(self, form: Form) -> list[int]:
        """Rows of the villages of that first letter whose official name is short itself."""
        return [row for row, _ in self._short.get(form.canon[0], ())]

    @cached_property
    def _spaced(self) -> list[str]:
        return [shorthand.spaced(words(name)) for name in self.names]

    def shortened(self, form: Form) -> list[int]:
        """Rows that the short forms in the words, or in the village's own name, may stand for."""
        found, maybe = [], self._short.get(form.canon[0])
        if maybe:
            written = shorthand.spaced(form.words)
            found = [row for row, reading in maybe if reading.fullmatch(written)]
        if shorthand.is_doubtful(form.words) and (reading := shorthand.reading(form.words)):
            fits = reading.fullmatch
            found += [row for row, name in enumerate(self._spaced, self.start) if fits(name)]
        return found

    def readings(self, form: Form) -> list[int]:
        """Rows of the villages the words may stand for, word by word."""
        said = [word for word in form.words if not is_short(word)]
        if not said:
            return self.shortened(form)
        rows = self.by_word.get(max(said, key=len), ())
        return [
            row
            for row in rows
            if shorthand.stands_for(form.words, words(self.names[row - self.start]))
        ]

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        grouped = defaultdict(list)
        for row, name in enumerate(self.names, self.start):
            for word in words(name):
                grouped[word].append(row)
        return grouped


def _grouped(rows: list[int], names: list[str], at: int) -> dict[str, tuple[list[int], list[str]]]:
    """Rows and names by the first (0) or last (-1) letter of the name."""
    grouped: dict[str, tuple[list[int], list[str]]] = {}
    for row, name in zip(rows, names, strict=True):
        alike = grouped.setdefault(name[at], ([], []))
        alike[0].append(row)
        alike[1].append(name)
    return grouped

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
        """Villages at most three slips away, the nearest first. Keeps the last answer."""
        if self._last[0] != form:
            found = self._slips(form.canon)
            written = loose(form.words)
            if self._loose:
                rows, names = self._loose
                found += [(rows[at], distance) for at, distance in _within(written, names, 4)]
            if written != form.canon:
                found += self._slips(written)
            nearest: dict[int, int] = {}
            for at, distance in found:
                nearest[at] = min(distance, nearest.get(at, distance))
            ranked = sorted(nearest.items(), key=itemgetter(1))
            self._last = form, [(self.start + at, distance) for at, distance in ranked]
        return self._last[1]

    def _slips(self, name: str) -> list[Near]:
        """Among the names that begin or end alike: that leaves three of four out."""
        found = []
        for at, names in (
            self._by_first.get(name[0], NOBODY),
            self._by_last.get(name[-1], NOBODY),
        ):
            found += [(at[each], distance) for each, distance in _within(name, names, 6)]
        return found

    @cached_property
    def _by_first(self) -> dict[str, tuple[list[int], list[str]]]:
        return _grouped(self.canons, 0)

    @cached_property
    def _by_last(self) -> dict[str, tuple[list[int], list[str]]]:
        return _grouped(self.canons, -1)

    @cached_property
    def _loose(self) -> tuple[list[int], list[str]] | None:
        """Names with words that have a canon of their own, as they stand: "Simpang Empat"."""
        at = [at for at, name in enumerate(self.canons) if name != self.keys[at]]
        written = [loose(words(self.names[each])) for each in at]
        pairs = [pair for pair in zip(at, written, strict=True) if pair[1] != self.canons[pair[0]]]
        return ([each for each, _ in pairs], [name for _, name in pairs]) if pairs else None

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
        if reading := shorthand.reading(form.words):
            fits = reading.fullmatch
            found += [row for row, name in enumerate(self._spaced, self.start) if fits(name)]
        return list(dict.fromkeys(found))

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


def _grouped(names: list[str], letter: int) -> dict[str, tuple[list[int], list[str]]]:
    """Positions and names by their first (0) or last (-1) letter."""
    grouped: dict[str, tuple[list[int], list[str]]] = {}
    for at, name in enumerate(names):
        rows, alike = grouped.setdefault(name[letter], ([], []))
        rows.append(at)
        alike.append(name)
    return grouped


def _within(name: str, names: list[str], limit: int) -> list[Near]:
    """Positions of the names at most three slips away, and how many slips."""
    found = process.extract(
        name, names, scorer=OSA.distance, processor=None, score_cutoff=3, limit=limit
    )
    return [(at, distance) for _, distance, at in found]

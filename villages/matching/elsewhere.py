"""Namesakes in the rest of the country, for a name that its own area does not know."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from villages.matching.answers import BEGINS_ELSEWHERE, MOST_CANDIDATES, SAME_ELSEWHERE
from villages.matching.atlas import Atlas
from villages.matching.cells import Form
from villages.matching.likeness import slips
from villages.matching.spelling import spellings, words

MOST_LOOKED_UP = 100  # names a call compares with every village of the country, 8 ms each

Found = tuple[str, float, str]  # code, score, why


class Elsewhere:
    """Looks through the whole country; `left` counts down the searches that take long."""

    def __init__(self, atlas: Atlas):
        self.atlas, self.left = atlas, MOST_LOOKED_UP

    def find(self, forms: tuple[Form, ...], *, known: bool, any_yet: bool) -> list[Found]:
        """`known`: the row or the office says where to look, and slips were looked for there."""
        found = list(self._called(forms))
        if found or any_yet:
            return found[:MOST_CANDIDATES]
        begun = self._begun(forms[-1])
        if begun and len(begun) <= MOST_CANDIDATES:
            return [(code, 0.4, BEGINS_ELSEWHERE) for code in begun]
        return [] if known else self._mistyped(forms[-1])

    def is_a_name(self, form: Form) -> bool:
        """Some village somewhere is called exactly as it was written."""
        return form.key in self.atlas.by_key

    def _called(self, forms: tuple[Form, ...]) -> Iterator[Found]:
        seen = set()
        for form in forms:
            for key in sorted(spellings(list(form.words)), key=lambda key: key != form.key):
                for row in self.atlas.keyed(key):
                    if row not in seen:
                        seen.add(row)
                        yield self.atlas.codes[row], 0.5, SAME_ELSEWHERE

    def _begun(self, form: Form) -> list[str]:
        """Names that go on with another word: Tiban Indah, Tiban Baru, Tiban Lama."""
        start = form.key
        names, found = self.atlas.in_order, []
        for at in range(bisect_left(names, start), len(names)):
            if not names[at].startswith(start):
                break
            for row in self.atlas.keyed(names[at]):
                parts = words(self.atlas.names[row])
                if any("".join(parts[:many]) == start for many in range(1, len(parts))):
                    found.append(self.atlas.codes[row])
        return sorted(found)

    def _mistyped(self, form: Form) -> list[Found]:
        start = form.key
        if self.left <= 0 or len(start) < 5:
            return []
        self.left -= 1
        near = process.extract(
            start,
            self.atlas.in_order,
            scorer=OSA.distance,
            processor=None,
            score_cutoff=min(2, slips(start)),
            limit=MOST_CANDIDATES,
        )
        return [
            (self.atlas.codes[row], 0.45 - 0.05 * apart, f"salah ketik {apart} huruf")
            for key, apart, _ in near
            for row in self.atlas.keyed(key)
        ][:MOST_CANDIDATES]

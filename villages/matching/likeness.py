"""How alike a written name and a village's are, from 0 to 1, and why in words."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from villages.matching import shorthand
from villages.matching.answers import BEGINS, SAME, SIMILAR
from villages.matching.atlas import Atlas
from villages.matching.cells import Form
from villages.matching.spelling import canonical, differences, loose, numbers, sound
from villages.matching.spots import Spot
from villages.matching.vocabulary import MAYBE_CLASSES

Likeness = tuple[float, str]

SPACES, WITHOUT_CLASS, SPELLING = "spasi", "awalan Desa/Kelurahan", "ejaan"
OTHER_NUMBER, LONGER = "angka berbeda", "nama lebih panjang"
ALIKE = 0.68  # below it two names have letters in common, nothing more
CLOSE = 0.84  # with such a name found, longer and shorter ones are not looked for
EASY_WORDS = frozenset(MAYBE_CLASSES)


def slips(form: str) -> int:
    """How many slips of the pen a name of that length may hold and still be looked for."""
    return 1 if len(form) < 5 else 2 if len(form) < 9 else 3


def same(form: Form, spot: Spot) -> Likeness:
    """Two spellings of one name: what differs between them."""
    if form.key == spot.key:
        if " ".join(form.words) != spot.name.lower() and form.words != tuple(spot.words):
            return 0.98, SPACES
        return (0.99, WITHOUT_CLASS) if form.bare else (1.0, SAME)
    found = differences(list(form.words), spot.words)
    return 0.96, ", ".join(found) or SPELLING


class Alike:
    """Villages of one regency whose name is like one of the forms: row -> the best reason."""

    def __init__(self, forms: tuple[Form, ...], atlas: Atlas, regency: str):
        self.atlas, self.villages = atlas, atlas.villages(regency)
        self.rows = atlas.span(regency)
        self.found: dict[int, Likeness] = {}
        for form in forms:
            self._called(form)
            self._shortened(form)
            self._mistyped(form)
        if max((score for score, _ in self.found.values()), default=0) < CLOSE:
            self._partly(forms[-1])
        if not self.found:
            self._similar(forms[-1])

    def _note(self, row: int, likeness: Likeness) -> None:
        if row not in self.found or self.found[row][0] < likeness[0]:
            self.found[row] = likeness

    def _called(self, form: Form) -> None:
        first, end = self.rows
        for rows in (self.atlas.called(form.canon, form.key), self.atlas.keyed(form.key)):
            for row in rows:
                if first <= row < end:
                    self._note(row, same(form, self.atlas.spot(row)))

    def _shortened(self, form: Form) -> None:
        for row in self.villages.shortened(form):
            self._note(row, shorthand.likeness(form.words, self.atlas.spot(row).words))
        for row in self.villages.short_rows(form):
            written_out = shorthand.written_out(form.words, self.atlas.spot(row).words)
            apart = OSA.distance(written_out, form.canon, score_cutoff=2)
            if 0 < apart <= 2 and numbers(written_out) == numbers(form.canon):
                self._note(row, (0.82, "singkatan dan salah ketik"))

    def _mistyped(self, form: Form) -> None:
        most = slips(form.canon)
        for row, distance in self.villages.near(form):
            if 0 < distance <= most:
                self._note(row, _slip(form, self.atlas.spot(row), distance))

    def _partly(self, form: Form) -> None:
        """Names that go on where this one ends, or the other way round: Tiban, Tiban Indah."""
        said = set(map(canonical, form.words))
        for word in set(form.words):
            for row in self.villages.by_word.get(word, ()) if len(word) > 2 else ():
                spot = self.atlas.spot(row)
                theirs = set(map(canonical, spot.words))
                if said < theirs:
                    self._note(row, _longer(form, spot, theirs - said))
                elif theirs < said and len(spot.key) > 3:
                    easy = said - theirs <= EASY_WORDS
                    other = numbers(form.canon) != spot.numbers
                    self._note(row, (0.8 if easy else 0.66, OTHER_NUMBER if other else LONGER))

    def _similar(self, form: Form) -> None:
        if len(form.canon) > 3:
            for row, share in self.villages.similar(form.canon, ALIKE):
                self._note(row, (round(0.65 * share, 3), SIMILAR))


def _longer(form: Form, spot: Spot, more: set[str]) -> Likeness:
    if more <= EASY_WORDS:
        return 0.8, BEGINS
    begins = canonical(spot.words[0]) == canonical(form.words[0])
    return (0.72 if begins else 0.68) - 0.01 * len(more), BEGINS


def _slip(form: Form, spot: Spot, distance: int) -> Likeness:
    if numbers(form.canon) != spot.numbers and _differ_in_figures(form, spot):
        return 0.7, OTHER_NUMBER
    if distance < 3 and _sound_alike(form.canon, spot.canon):
        return 0.89, SPELLING
    share = distance / max(len(form.canon), len(spot.canon))
    far = 0.1 if distance > 2 else 0  # then a name that goes on is likelier
    return 0.92 - far - 0.03 * distance - 0.6 * share, f"salah ketik {distance} huruf"


def _sound_alike(ours: str, theirs: str) -> bool:
    """The same to the ear; letters that only changed places are a slip."""
    if sound(ours) != sound(theirs):
        return False
    return len(ours) != len(theirs) or sorted(ours) != sorted(theirs)


def _differ_in_figures(form: Form, spot: Spot) -> bool:
    """Not so "Simpang Emapt", where the slip fell into the word of a number."""
    return numbers(loose(form.words)) != numbers(loose(spot.words)) or any(
        canonical(word).startswith("#") for word in form.words
    )

"""From a village as a sheet writes it to its Kemendagri code: certain, or asked, never guessed.

Where certainty ends (docs/adr/0020-names-become-codes.md). A row is **matched** only when

1. it gives the code of a village, and nothing beside it contradicts the code; or
2. the office answered for exactly these words (name, district, regency) before; or
3. exactly one village of the named district, else of the named regency, else of the office's work
   area bears the name, where spaces, case, punctuation, class words (Desa, Kel., Nagori …), Roman
   and Indonesian numbers, well-known short forms (Sei, Perk., Kp., Tj. …) and old spelling
   (oe, dj, tj) do not count, because leaving them aside loses nothing; or
4. a short form with several meanings ("P. Bulan") fits one village of the named district alone; or
5. district and regency are named and agree, the name has eight letters or more, one village of
   that district is one letter away, no other of the regency (that begins or ends alike) within
   two, no number differs, and neither the name as written nor its mistyped word is in use for any
   village of the country.

Everything else is **asked**, likeliest first, each candidate with its reason: a name borne by
several, a district that contradicts the village, two slips, a name that is also that of another
district or regency, a village outside what the row or the office's work area names, a unique name
with nothing to go by. What is like nothing is **unknown**. A district or regency that is itself
mistyped counts as named only if it is one letter away from one name alone; then the village's own
name must be right. Two doubts never make a certainty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from villages.matching import atlas
from villages.matching.aliases import Aliases, place_keys
from villages.matching.answers import (
    BEGINS,
    BEGINS_ELSEWHERE,
    MOST_CANDIDATES,
    SAME,
    SAME_ELSEWHERE,
    SIMILAR,
    Candidate,
    Match,
    Place,
    Status,
)
from villages.matching.cells import Reading, as_one_name, read
from villages.matching.codes import Codes
from villages.matching.deciding import Decider
from villages.matching.elsewhere import Elsewhere
from villages.matching.pausing import without_collector
from villages.matching.whereabouts import Locator, inside

__all__ = [
    "BEGINS",
    "BEGINS_ELSEWHERE",
    "MOST_CANDIDATES",
    "SAME",
    "SAME_ELSEWHERE",
    "SIMILAR",
    "Candidate",
    "Finder",
    "Match",
    "Place",
    "Status",
    "find_village",
    "find_villages",
    "inside",
    "place_keys",
]
BLOCK = 5_000  # places read before they are decided


def find_village(
    name: str,
    district: str = "",
    regency: str = "",
    within: Collection[str] = (),
    office_id: int | None = None,
) -> Match:
    """One name. `within` are codes of regions; `office_id` brings that office's own spellings."""
    place = Place(name, district, regency, tuple(within), office_id)
    return find_villages([place])[place]


def find_villages(places: Iterable[Place]) -> dict[Place, Match]:
    """Many names with a handful of queries; same meaning as `find_village`."""
    return Finder().find(places)


class Finder:
    """Finds villages block after block, by the regions as they were when it was made.

    Made once for a sheet it saves each block the question whether a region has changed (20 ms).
    """

    def __init__(self):
        self.atlas = atlas.current()
        self.locator = Locator(self.atlas)
        self.elsewhere = Elsewhere(self.atlas)

    def find(self, places: Iterable[Place]) -> dict[Place, Match]:
        """A match for each place; what is read on the way is dropped block by block."""
        found: dict[Place, Match] = {}
        waiting = _neighbours_together(places)
        with without_collector():
            while block := list(islice(waiting, BLOCK)):
                self._find([(place, read(place)) for place in block], found)
        return found

    def _find(self, rows: list[tuple[Place, Reading]], found: dict[Place, Match]) -> None:
        decider = Decider(self.atlas, Aliases(rows), self.elsewhere)
        codes = Codes(self.atlas, rows)
        for place, reading in rows:
            where = self.locator.locate(reading, place.within)
            if reading.code or reading.area_code:
                found[place] = codes.decide(reading, where)
                continue
            found[place] = match = decider.decide(place, reading, where)
            if reading.whole and self.atlas.called(reading.whole.canon, reading.whole.key):
                whole = as_one_name(place, reading)
                there = self.locator.locate(whole, place.within)
                found[place] = _either(decider.decide(place, whole, there), match)


def _neighbours_together(places: Iterable[Place]) -> Iterator[Place]:
    """Each place once; what those of one district are compared with is still at hand."""
    districts = defaultdict(list)
    for place in set(places):
        districts[place.regency, place.district].append(place)
    for where in sorted(districts):
        yield from districts[where]


def _either(whole: Match, parts: Match) -> Match:
    """A cell with commas or brackets, read as one name and as several parts of an address."""
    if whole.code and parts.code and whole.code != parts.code:
        return Match(Status.ASK, None, (*parts.candidates, *whole.candidates))
    return whole if whole.code else parts

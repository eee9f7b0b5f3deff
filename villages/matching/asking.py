"""What is asked when a row is in doubt: candidates, the likeliest first, each with its reason."""

from __future__ import annotations

from dbi_portal.lib.text import squash
from villages.matching.aliases import Aliases
from villages.matching.answers import (
    MOST_CANDIDATES,
    SAME,
    UNKNOWN,
    Candidate,
    Match,
    Place,
    Status,
)
from villages.matching.atlas import Atlas
from villages.matching.cells import Reading
from villages.matching.elsewhere import Elsewhere
from villages.matching.likeness import Alike
from villages.matching.whereabouts import Whereabouts, inside

ANSWERED, CALLED = "jawaban sebelumnya", "sebutan lain"
OTHER_DISTRICT, OTHER_REGENCY = "kecamatan lain", "kabupaten/kota lain"
OUTSIDE = "di luar wilayah kerja"
AREA = 0.3, "nama kecamatan, pilih desanya"
SAME_AS_DISTRICT = "nama sama dengan kecamatannya"
SURELY_A_VILLAGE = 0.85  # a name less like a village's own may be the district's it equals
GOOD = 0.75  # with such a candidate the rest of the country is left alone
FAR_BEHIND = 0.25  # candidates so much less likely than the first are not shown


class Asker:
    """Draws up questions against one atlas."""

    def __init__(self, atlas: Atlas, aliases: Aliases, elsewhere: Elsewhere):
        self.atlas, self.aliases, self.elsewhere = atlas, aliases, elsewhere

    def ask(self, forms, place: Place, where: Whereabouts, said: list[str]) -> Match:
        """Asked with what is like the name around the place, else elsewhere; else unknown."""
        listed: dict[str, tuple[float, str]] = dict.fromkeys(said, (0.99, ANSWERED))
        for form in forms if self.aliases.names else ():
            for code in self.aliases.called(form.key, place.office_id):
                _put(listed, code, self._placed(code, 0.97, CALLED, where))
        for regency in where.regencies:
            for row, (score, why) in Alike(forms, self.atlas, regency).found.items():
                code = self.atlas.codes[row]
                _put(listed, code, self._placed(code, score, why, where))
        best = max((score for score, _ in listed.values()), default=0)
        district = self._district_meant(forms, where) if best < SURELY_A_VILLAGE else ""
        if district:
            inside_it = {code: why for code, why in listed.items() if inside(code, [district])}
            return self._question({**dict.fromkeys(self._beneath(district), AREA), **inside_it})
        if best < GOOD:
            known = bool(where.regencies)
            for code, score, why in self.elsewhere.find(forms, known=known, any_yet=best > 0):
                listed.setdefault(code, (score, why))
        return self._question(listed) if listed else UNKNOWN

    def about_area(self, reading: Reading, where: Whereabouts) -> Match:
        """The cell says itself that it is a district: which of its villages?"""
        if reading.is_area and len(where.districts) == 1:
            district = where.districts[0]
            key = squash(self.atlas.above[district])
            namesakes = dict.fromkeys(self.atlas.keyed(key), (0.5, SAME_AS_DISTRICT))
            found = {self.atlas.codes[row]: why for row, why in namesakes.items()}
            named = {code: why for code, why in found.items() if inside(code, [district])}
            return self._question({**dict.fromkeys(self._beneath(district), AREA), **named})
        return UNKNOWN

    def _placed(self, code: str, score: float, why: str, where: Whereabouts) -> tuple[float, str]:
        """Somewhere else than the row says: less likely, and said so."""
        away, reason = 0.0, where.trouble
        if where.districts and not inside(code, where.districts):
            here = inside(code, where.regencies)
            away, reason = (0.06, OTHER_DISTRICT) if here else (0.2, OTHER_REGENCY)
        elif where.beneath and not inside(code, where.beneath):
            away, reason = 0.2, OUTSIDE
        if reason:
            why = reason if why == SAME else f"{why}, {reason}"
        return round(score - away, 2), why

    def _question(self, listed: dict[str, tuple[float, str]]) -> Match:
        ranked = sorted(listed.items(), key=lambda each: (-each[1][0], each[0]))
        least = ranked[0][1][0] - FAR_BEHIND
        shown = [each for each in ranked[:MOST_CANDIDATES] if each[1][0] >= least]
        return Match(Status.ASK, None, tuple(self._candidate(code, *why) for code, why in shown))

    def _district_meant(self, forms, where: Whereabouts) -> str:
        """The code of the district that is called so, if there is one: "Sekupang"."""
        keys, canons = {form.key for form in forms}, {form.canon for form in forms}
        if not where.regencies:
            if self.elsewhere.is_a_name(forms[-1]):  # villages bear it: they are asked about
                return ""
            found = {code for key in keys for code in self.atlas.district_keys.get(key, ())}
        else:
            around = (spot for code in where.regencies for spot in self.atlas.districts(code))
            found = {spot.code for spot in around if spot.canon in canons}
        return found.pop() if len(found) == 1 else ""

    def _beneath(self, district: str) -> list[str]:
        return [self.atlas.codes[row] for row in range(*self.atlas.span(district))]

    def _candidate(self, code: str, score: float, why: str) -> Candidate:
        row = self.atlas.row(code)
        return Candidate(code, self.atlas.names[row], self.atlas.path(code), score, why)


def _put(listed: dict, code: str, likeness: tuple[float, str]) -> None:
    if code not in listed or listed[code][0] < likeness[0]:
        listed[code] = likeness

"""Where a row says its village lies, and whether that is understood beyond doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dbi_portal.lib.text import squash
from villages.matching import shorthand
from villages.matching.atlas import Atlas, Spot
from villages.matching.cells import DISTRICT, Reading
from villages.matching.regency_names import kind_and_name
from villages.matching.spelling import canon, words

ELSEWHERE = "kecamatan di kabupaten/kota lain"
NO_DISTRICT = "kecamatan tidak dikenal"
NO_REGENCY = "kabupaten/kota tidak dikenal"
TWO_REGENCIES = "kecamatan dan kabupaten/kota bertentangan"
OUTSIDE = "di luar wilayah kerja"
NOT_UNDERSTOOD = "bagian lain tidak dikenal"
LEAST_LETTERS = 5


@dataclass(frozen=True)
class Whereabouts:
    """`regencies`: where to look. `beneath`: where it must lie to be taken, by what the row names.

    `trouble` says what was not understood; while it does, nothing is taken for certain.
    """

    regencies: tuple[str, ...]
    beneath: tuple[str, ...]
    districts: tuple[str, ...] = ()
    regency_named: bool = False
    exact: bool = True  # district and regency are written as they are called
    trouble: str = ""
    spans: tuple[tuple[int, int], ...] = ()  # the rows of the villages beneath

    @property
    def named(self) -> bool:
        return bool(self.districts or self.regency_named)

    def holds(self, row: int) -> bool:
        """The village of that row lies where the row, else the work area, says."""
        return any(first <= row < end for first, end in self.spans)

    def among(self, rows: Iterable[int]) -> list[int]:
        """Those of the villages that lie there."""
        return [row for row in rows for first, end in self.spans if first <= row < end]


def inside(code: str, areas: Collection[str]) -> bool:
    """The region is one of `areas` or lies beneath one."""
    return any(code == area or code.startswith(f"{area}.") for area in areas)


class Locator:
    """Reads the districts and regencies of many rows; those of one sheet repeat."""

    def __init__(self, atlas: Atlas):
        self.atlas = atlas
        self.known: dict[tuple, Whereabouts] = {}

    def locate(self, reading: Reading, within: tuple[str, ...]) -> Whereabouts:
        asked = reading.districts, reading.regencies, reading.unsorted, within
        if asked not in self.known:
            self.known[asked] = _Search(self.atlas, *asked).answer()
        return self.known[asked]


class _Search:
    """One row's words about the place, sorted step by step into districts and regencies."""

    def __init__(self, atlas, districts, regencies, unsorted, within):
        self.atlas, self.within = atlas, within
        self.trouble, self.exact = "", True
        self.regencies: tuple[str, ...] = ()
        self.provinces: tuple[str, ...] = ()
        self.districts: tuple[str, ...] = ()
        self.texts, named = self._swapped_back(districts, regencies)
        self.left = [text for text in named if not self._is_regency(text)]
        self.unsorted = [text for text in unsorted if not self._is_city(text)]

    def answer(self) -> Whereabouts:
        """District by district, regency by regency: exactly first, then by guess."""
        guessed = [text for text in self.left if self._is_nearly_a_regency(text)]
        left = [text for text in self.left if text not in guessed]
        waiting = [text for text in self.texts if not self._is_district(text)]
        waiting = [text for text in waiting if left or not self._is_regency(text)]
        for text in left:  # a district in the column of the regency, or something else
            self._is_district(text) or self._is_regency(text) or self._lose(NO_REGENCY)
        for text in waiting:
            self._guess_district(text)
        for text in self.unsorted:
            self._is_district(text) or self._is_regency(text) or self._guess_part(text)
        return self._outcome()

    def _swapped_back(self, districts, regencies) -> tuple[list[str], list[str]]:
        """Columns that were swapped: "Kab. Lamongan" as district and "Lamongan" as regency."""
        names = self.atlas.regencies
        wrong = [text for text in districts if kind_and_name(text)[0] and names.exact(text)]
        plain = [text for text in regencies if not (kind_and_name(text)[0] and names.exact(text))]
        if len(wrong) == len(plain) == len(regencies) == 1:
            key = squash(DISTRICT.sub("", regencies[0]))
            beneath = self._districts(names.exact(wrong[0]))
            if any(district.key == key for district in beneath):
                others = [text for text in districts if text != wrong[0]]
                return [*others, regencies[0]], wrong
        return list(districts), list(regencies)

    def _is_city(self, text: str) -> bool:
        """ "Kota Bekasi" behind a name; Kota Baru may be a district and waits."""
        if kind_and_name(text)[0] and not self.atlas.district_keys.get(squash(text)):
            return self._is_regency(text)
        return False

    def _is_nearly_a_regency(self, text: str) -> bool:
        """Mistyped, but only one can be meant. A district called exactly so goes first."""
        named = self.atlas.regencies.read(text)
        if not (named.codes and named.sure) or self.atlas.district_keys.get(squash(text)):
            return False
        self.exact = False
        self.regencies = self.regencies or named.codes
        return True

    def _lose(self, trouble: str) -> None:
        self.exact = False
        self.trouble = self.trouble or trouble

    def _is_regency(self, text: str) -> bool:
        names = self.atlas.regencies
        if province := names.province(text):
            self.provinces = province
            return True
        found = names.exact(text)
        if found and self.regencies:
            both = tuple(code for code in found if code in self.regencies)
            self.trouble = self.trouble or ("" if both else TWO_REGENCIES)
            self.regencies = both or (*self.regencies, *found)
        elif found:
            self.regencies = found
            if self.districts:
                here = tuple(code for code in self.districts if inside(code, found))
                self.trouble = self.trouble or ("" if here else TWO_REGENCIES)
                self.districts = here or self.districts
        return bool(found)

    def _is_district(self, text: str) -> bool:
        """Called exactly so, in the regency, the work area or, failing those, the country."""
        parts = words(DISTRICT.sub("", text))
        key = "".join(parts)
        for scope in (self.regencies, self._near()):
            found = self._called(scope, key, parts) if scope else ()
            if found:
                return self._take(found)
        if self.regencies or not key:
            return False
        found = tuple(self.atlas.district_keys.get(key, ()))
        if found and self.provinces:
            found = tuple(code for code in found if inside(code, self.provinces)) or found
        return self._take(found) if found and not self._regency_of_that_name(text) else False

    def _called(self, regencies: Collection[str], key: str, parts: list[str]) -> tuple[str, ...]:
        codes = self.atlas.district_keys.get(key, ()) if key else ()
        found = tuple(code for code in codes if code[:5] in regencies)
        if found or not key:
            return found
        form = canon(parts)
        return tuple(spot.code for spot in self._districts(regencies) if spot.canon == form)

    def _regency_of_that_name(self, text: str) -> bool:
        """ "Kota Batam" in the column of the district, though somewhere a district is called so."""
        return bool(self.atlas.regencies.exact(text))

    def _take(self, found: tuple[str, ...]) -> bool:
        if self.districts:
            both = tuple(code for code in found if code in self.districts)
            self.trouble = self.trouble or ("" if both else TWO_REGENCIES)
            self.districts = both or (*self.districts, *found)
        else:
            self.districts = found
        return True

    def _guess_district(self, text: str) -> None:
        """A short form or a slip of the pen, if it leads to one district alone."""
        parts = words(DISTRICT.sub("", text))
        nearest, sure = _nearly(self._districts(self.regencies or self._near()), parts)
        elsewhere = tuple(self.atlas.district_keys.get("".join(parts), ()))
        if not sure or elsewhere:  # the name of another district is no slip of the pen
            self._lose(ELSEWHERE if elsewhere else NO_DISTRICT)
        self.exact = False
        if nearest or elsewhere:
            self._take(nearest or elsewhere)

    def _guess_part(self, text: str) -> None:
        nearest, sure = _nearly(self._districts(self.regencies or self._near()), words(text))
        self.exact = False
        if nearest and sure:
            self._take(nearest)
        else:
            self.trouble = self.trouble or NOT_UNDERSTOOD

    def _near(self) -> tuple[str, ...]:
        """Regencies of the province the row names, else of the work area."""
        if self.provinces and not self.within:
            return self._regencies_of(self.provinces)
        return self._regencies_of(self.within)

    def _regencies_of(self, areas: Iterable[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for area in areas:
            if "." in area:
                found[area[:5]] = None
            else:
                found |= dict.fromkeys(
                    code for code in self.atlas.above if len(code) == 5 and inside(code, [area])
                )
        return tuple(found)

    def _districts(self, regencies: Iterable[str]) -> list[Spot]:
        return [spot for code in regencies for spot in self.atlas.districts(code)]

    def _outcome(self) -> Whereabouts:
        trouble, beneath = self.trouble, self.districts or self.regencies or self.within
        if self.districts and not self.regencies and self.within:
            here = tuple(code for code in self.districts if _touches(code, self.within))
            trouble = trouble or ("" if here else OUTSIDE)
            beneath = here or beneath
        if self.districts and self.regencies:
            here = tuple(code for code in self.districts if inside(code, self.regencies))
            trouble = trouble or ("" if here else ELSEWHERE)
            beneath = here or beneath
        districts = beneath if self.districts else ()
        around = dict.fromkeys([*self.regencies, *(code[:5] for code in districts)])
        return Whereabouts(
            tuple(around) or self._near(),
            beneath,
            districts,
            bool(self.regencies),
            self.exact,
            trouble,
            tuple(map(self.atlas.span, beneath)),
        )


def _touches(district: str, within: Collection[str]) -> bool:
    """The work area holds the district or a part of it."""
    return inside(district, within) or any(area.startswith(f"{district}.") for area in within)


def _nearly(spots: list[Spot], parts: list[str]) -> tuple[tuple[str, ...], bool]:
    """Districts a text may mean, and whether that is one alone: shortened, in part, mistyped."""
    for found in (_shortened(spots, parts), _in_part(spots, parts)):
        if found:
            return found, len(found) == 1
    form = canon(parts)
    if len(form) < LEAST_LETTERS:
        return (), False
    apart = {spot.code: OSA.distance(form, spot.canon, score_cutoff=3) for spot in spots}
    near = sorted((code for code in apart if apart[code] <= 2), key=apart.__getitem__)
    return tuple(near), len(near) == 1 and apart[near[0]] == 1


def _shortened(spots: list[Spot], parts: list[str]) -> tuple[str, ...]:
    readings = (shorthand.reading(tuple(parts)), shorthand.begins(parts))
    return tuple(
        spot.code
        for spot in spots
        if any(reading and reading.fullmatch(shorthand.spaced(spot.words)) for reading in readings)
    )


def _in_part(spots: list[Spot], parts: list[str]) -> tuple[str, ...]:
    """ "Marelan" for Medan Marelan."""
    said = set(parts)
    if not said or sum(map(len, said)) < LEAST_LETTERS:
        return ()
    return tuple(spot.code for spot in spots if said < set(spot.words))

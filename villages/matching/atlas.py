"""Every current region in memory, read once per process and again when a region has changed.

All of the country is four lists in the order of the codes (0.5 s, about 40 MB); what only some
comparisons need is worked out per regency, when the first name there is looked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from threading import Lock

from django.db import connection

from villages.matching.pausing import without_collector
from villages.matching.regency_names import RegencyNames
from villages.matching.regency_villages import RegencyVillages
from villages.matching.spelling import CLASS_WORDS, canon, without_class, words
from villages.matching.spots import Spot

# Every change of a row gives it a new xmin, within one transaction a new cmin; a deletion is
# counted. 22 ms for the whole country.
STAMP = """
    SELECT count(*), max((xmin::text::bigint << 32) | cmin::text::bigint) FROM villages_region
"""
READ = """
    SELECT code, name, key FROM villages_region
    WHERE retired_on IS NULL ORDER BY code COLLATE "C"
"""
VILLAGE_LENGTH = 13  # PP.KK.CC.DDDD

Rows = dict[str, int | tuple[int, ...]]  # most names are borne once: no list for those


class Atlas:
    """Current regions by code and by name. A village is known by its row in the four lists."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]):
        self.codes: list[str] = []
        self.names: list[str] = []
        self.keys: list[str] = []
        self.canons: list[str] = []
        self.above: dict[str, str] = {}
        self.vocabulary: set[str] = set()  # every word any village's name is made of
        self.by_canon: Rows = {}
        self.by_key: Rows = {}
        self.district_keys = defaultdict(list)
        self._paths: dict[str, str] = {}
        self._villages: dict[str, RegencyVillages] = {}
        for code, name, key in rows:
            if len(code) == VILLAGE_LENGTH:
                self._add_village(code, name, key)
            else:
                self._add_above(code, name, key)
        self.regencies = RegencyNames(
            {code: name for code, name in self.above.items() if code.count(".") < 2}
        )

    def _add_village(self, code: str, name: str, key: str) -> None:
        row, parts = len(self.codes), words(name)
        self.vocabulary.update(parts)
        form = canon(parts)
        self.codes.append(code)
        self.names.append(name)
        self.keys.append(key)
        self.canons.append(key if form == key else form)
        _put(self.by_canon, form, row)
        _put(self.by_key, key, row)
        if parts and parts[0] in CLASS_WORDS and len(parts) > 1:
            _put(self.by_canon, canon(without_class(parts)), row)

    def _add_above(self, code: str, name: str, key: str) -> None:
        self.above[code] = name
        if code.count(".") == 2:
            self.district_keys[key].append(code)

    # -- villages --------------------------------------------------------------------------

    def called(self, form: str, key: str) -> Sequence[int]:
        """Rows of the villages of that canon, else of that name in one piece."""
        found = self.by_canon.get(form)
        if found is None:
            found = self.by_key.get(key, ())
        return found if isinstance(found, tuple) else (found,)

    def keyed(self, key: str) -> Sequence[int]:
        found = self.by_key.get(key, ())
        return found if isinstance(found, tuple) else (found,)

    def spot(self, row: int) -> Spot:
        return Spot(self.codes[row], self.names[row], self.keys[row], self.canons[row], row)

    def row(self, code: str) -> int | None:
        at = bisect_left(self.codes, code)
        return at if at < len(self.codes) and self.codes[at] == code else None

    def span(self, region: str) -> tuple[int, int]:
        """First and next row of the villages beneath a region, or of the village itself."""
        if len(region) == VILLAGE_LENGTH:
            return bisect_left(self.codes, region), bisect_right(self.codes, region)
        return bisect_left(self.codes, f"{region}."), bisect_left(self.codes, f"{region}/")

    def villages(self, regency: str) -> RegencyVillages:
        """The villages of a regency, by its code."""
        if regency not in self._villages:
            start, end = self.span(regency)
            self._villages[regency] = RegencyVillages(
                start, self.names[start:end], self.keys[start:end], self.canons[start:end]
            )
        return self._villages[regency]

    @cached_property
    def in_order(self) -> list[str]:
        return sorted(self.by_key)

    # -- what lies above -------------------------------------------------------------------

    @cached_property
    def _districts(self) -> dict[str, list[Spot]]:
        grouped = defaultdict(list)
        for key, codes in self.district_keys.items():
            for code in codes:
                name = self.above[code]
                grouped[code[:5]].append(Spot(code, name, key, canon(words(name))))
        return grouped

    def districts(self, regency: str) -> list[Spot]:
        """The districts of a regency, by its code."""
        return self._districts.get(regency, [])

    def path(self, code: str) -> str:
        """ "Bekasi Utara, Kota Bekasi, Jawa Barat" of a village's code."""
        district = code[:8]
        if district not in self._paths:
            codes = (district, code[:5], code[:2])
            self._paths[district] = ", ".join(self.above.get(each, "") for each in codes)
        return self._paths[district]


def _put(rows: Rows, name: str, row: int) -> None:
    known = rows.get(name)
    if known is None:
        rows[name] = row
    else:
        rows[name] = (known, row) if isinstance(known, int) else (*known, row)


_lock = Lock()
_kept: tuple[tuple, Atlas] | None = None


def current() -> Atlas:
    """The atlas of the regions as they are now, in this transaction."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        stamp = (connection.settings_dict["NAME"], *cursor.fetchone())
        with _lock:
            if _kept is None or _kept[0] != stamp:
                cursor.execute(READ)
                with without_collector():
                    _kept = (stamp, Atlas(cursor.fetchall()))
            return _kept[1]


def forget() -> None:
    """Read anew next time; for measuring, nothing else needs it."""
    global _kept
    with _lock:
        _kept = None

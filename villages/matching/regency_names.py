"""Which regency or province a text names: kind left out or wrong, shortened, mistyped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from dbi_portal.lib.text import squash
from villages.matching.vocabulary import REGENCY_SHORT

# "Kota Adm. Jakarta Timur", "Kodya Medan", "Kab. Deli Serdang", "Kotamadya Binjai"
KIND = re.compile(
    r"^\s*(?:(kabupaten|kab\b\.?)|(kota\s?mad[iy]a|kodya|kodia|kota)\b\.?)?\s*"
    r"(?:(?:administrasi|administratif|adm)\b\.?)?\s*",
    re.IGNORECASE,
)
PROVINCE = re.compile(r"^\s*(?:provinsi|propinsi|prov\b\.?|prop\b\.?)\s*", re.IGNORECASE)
MOST_KEPT = 20_000  # texts of cells
LEAST_LETTERS = 5  # shorter names are one slip away from too many others


class Named(NamedTuple):
    """`codes` of regencies (or of one province) a text may mean; `sure` unless it was mistyped."""

    codes: tuple[str, ...] = ()
    sure: bool = True


@lru_cache(maxsize=20_000)
def kind_and_name(text: str) -> tuple[str, str]:
    """ "Kab. Bekasi" -> ("kabupaten", "bekasi"), "Bekasi" -> ("", "bekasi"), which is both."""
    match = KIND.match(text)
    kind = "kabupaten" if match[1] else "kota" if match[2] else ""
    key = squash(text[match.end() :])
    return kind, REGENCY_SHORT.get(key, key)


class RegencyNames:
    """Regencies and provinces by their names. `names`: code -> name of both levels."""

    def __init__(self, names: Mapping[str, str]):
        self.by_kind = defaultdict(list)
        self.by_name = defaultdict(list)
        self.provinces = {}
        self._exact: dict[str, tuple[str, ...]] = {}
        for code, name in names.items():
            if "." not in code:
                self.provinces[squash(name)] = code
                continue
            kind, key = kind_and_name(name)
            self.by_kind[kind, key].append(code)
            self.by_name[key].append(code)

    def exact(self, text: str) -> tuple[str, ...]:
        """Regencies of exactly that name. A kind no regency of the name has does not count."""
        if text not in self._exact:
            if len(self._exact) > MOST_KEPT:
                self._exact.clear()
            self._exact[text] = self._looked_up(text)
        return self._exact[text]

    def _looked_up(self, text: str) -> tuple[str, ...]:
        whole = squash(text)  # "Kota Baru" is also Kotabaru, "KOTABEKASI" also Kota Bekasi
        for kind, key in (
            kind_and_name(text),
            ("", whole),
            ("kota", whole.removeprefix("kota")),
        ):
            if found := self.by_kind.get((kind, key)) or self.by_name.get(key):
                return tuple(found)
        return ()

    def province(self, text: str) -> tuple[str, ...]:
        code = self.provinces.get(squash(PROVINCE.sub("", text)))
        return (code,) if code else ()

    def read(self, text: str) -> Named:
        """Exactly, as a province, or one slip of the pen away from one name alone."""
        for each in (text, _kind_put_right(text)):
            if found := self.exact(each) or self.province(each):
                return Named(found)
        kind, key = kind_and_name(_kind_put_right(text))
        if len(key) < LEAST_LETTERS:
            return Named(sure=False)
        apart = {name: OSA.distance(key, name, score_cutoff=2) for name in self.by_name}
        near = sorted((name for name in apart if apart[name] <= 2), key=apart.__getitem__)
        codes = [code for name in near for code in self._of_kind(kind, name)]
        return Named(tuple(codes), sure=len(near) == 1 and apart[near[0]] == 1)

    def _of_kind(self, kind: str, name: str) -> list[str]:
        return self.by_kind.get((kind, name)) or self.by_name[name]


def _kind_put_right(text: str) -> str:
    """ "Kaupaten Temanggung" -> "kabupaten Temanggung"."""
    first, _, rest = text.strip().partition(" ")
    for kind, most in (("kabupaten", 2), ("kota", 1)):
        if rest and OSA.distance(first.lower(), kind) <= most:
            return f"{kind} {rest}"
    return text

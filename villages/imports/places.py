"""Which village a row names: by its code, or by its name and where that lies. For every kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from dbi_portal.lib.days import long_date
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import words
from dbi_portal.lib.text import squash
from officers.imports.findings import Choice
from officers.imports.resource import SKIP, LeftOut, Unsettled
from officers.models import Office
from villages.matching import SAME, Finder, Match, Place, Status
from villages.models import Jurisdiction, Region

SEARCH = "villages:region-search?tingkat=desa"
VILLAGE_COLUMNS = ("Kode desa", "Desa", "Kecamatan", "Kabupaten/Kota")
VILLAGE_SPELLINGS = {
    "Kode desa": (
        *("kode kelurahan", "kode desa/kelurahan", "kode kemendagri", "kode wilayah"),
        *("kode desa kemendagri", "kode desa (kemendagri)", "kode"),
    ),
    "Desa": (
        *("kelurahan", "desa/kelurahan", "kelurahan/desa", "kel/desa", "desa/kel", "nama desa"),
        *("nama kelurahan", "nama desa/kelurahan", "nama kelurahan/desa", "desa binaan"),
    ),
    "Kecamatan": ("kec", "nama kecamatan"),
    "Kabupaten/Kota": (
        *("kabupaten", "kota", "kab/kota", "kota/kabupaten", "kota/kab", "kabupaten kota"),
        "kab.",
    ),
}

_HEADS = {
    "Kecamatan": re.compile(r"kec(?:amatan|\.)\s*:?\s*(?P<name>\S.*)", re.IGNORECASE),
    "Kabupaten/Kota": re.compile(r"(?P<name>kab(?:upaten|\.)\s*:?\s*\S.*)", re.IGNORECASE),
}


def _head(column: str) -> Callable[[str], str | None]:
    def read(line: str) -> str | None:
        found = _HEADS[column].fullmatch(line.strip())
        return found["name"] if found else None

    return read


# Lines that head the rows below them: "Kecamatan Bekasi Utara". No village is called so, while
# "Kota Baru" is a kelurahan.
VILLAGE_GROUPS = {column: _head(column) for column in _HEADS}


def region_code(cell: Cell) -> str:
    """ "32.75.03.1006", also written 3275031006; empty for an empty cell."""
    word = words.text(cell)
    digits = re.sub(r"[.\s]", "", word)
    if not word:
        return ""
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError(
            f"“{word}” bukan kode desa. Kode Kemendagri desa terdiri atas 10 angka, "
            "misalnya 32.75.03.1006."
        )
    return ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))


class AreaBook:
    """The work areas of offices on one day: codes of the regions each of them serves."""

    def __init__(self, offices: Collection[int], *, on: date):
        self.areas = defaultdict(list)
        served = Jurisdiction.objects.on(on).filter(office__in=offices).order_by("region_id")
        for office_id, code in served.values_list("office_id", "region_id"):
            self.areas[office_id].append(code)
        self.areas = {office: tuple(codes) for office, codes in self.areas.items()}

    def place(
        self, office: Office | None, village: str, district: str = "", regency: str = ""
    ) -> Place | None:
        """The village as a row of that office writes it; None when it names none."""
        if not village:
            return None
        number = office.pk if office else None
        return Place(village, district, regency, self.areas.get(number, ()), number)


def work_area(offices: Iterable[Office], *, on: date):
    """Today's villages of the regions these offices serve, in the order of their codes."""
    served = Jurisdiction.objects.on(on).filter(office__in=list(offices))
    codes = list(served.values_list("region_id", flat=True).distinct())
    beneath = Q(pk__in=[])
    for code in codes:
        beneath |= Q(code=code) | Q(code__startswith=f"{code}.")
    return Region.objects.villages().current().filter(beneath).order_by("code")


def asked(place: Place) -> str:
    """The question's own key: the same for every row that writes the place so."""
    said = (place.name, place.district, place.regency)
    return "|".join(("desa", *map(squash, said), str(place.office_id or "")))


class VillageBook:
    """Villages of a sheet, looked up a chunk at a time; what was looked up is kept.

    `chosen` is the resource's: asked -> the code somebody chose, or skip.
    """

    def __init__(self, chosen: Mapping[str, str]):
        self.chosen = chosen
        self.finder: Finder | None = None
        self.matches: dict[Place, Match] = {}
        self.regions: dict[str, Region | None] = {}

    def prepare(self) -> None:
        """Have the map of all villages at hand, which takes a moment the first time."""
        self.finder = self.finder or Finder()

    def foresee(self, places: Iterable[Place | None], codes: Iterable[str] = ()) -> None:
        """Look up what these rows name that was not looked up before."""
        fresh = {place for place in places if place and place not in self.matches}
        if fresh:
            self.prepare()
            self.matches |= self.finder.find(fresh)
        wanted = {*codes, *(self.matches[place].code for place in fresh)} - {None, ""}
        self._load(wanted)

    def _load(self, codes: Iterable[str]) -> None:
        missing = {code for code in codes if code not in self.regions}
        if missing:
            found = Region.objects.villages().in_bulk(missing)
            self.regions |= {code: found.get(code) for code in missing}

    def settle(self, code: str, place: Place | None, *, on: date) -> Region | None:
        """The village a row names by code or name; None when it names none. As the two below."""
        if code:
            return self.by_code(code, place, on=on)
        return self.by_name(place) if place else None

    def by_code(self, code: str, place: Place | None, *, on: date) -> Region:
        """The village of that code on that day, unless the name is certainly another village's."""
        self._load([code])
        region = self.regions[code]
        if region is None:
            raise ValidationError(f"kode {code} tidak ada dalam daftar desa dan kelurahan.")
        if region.retired_on and region.retired_on <= on:
            raise ValidationError(
                f"kode {code} ({region.name}) tidak berlaku lagi sejak "
                f"{long_date(region.retired_on)}. Pakai kode penggantinya."
            )
        match = self.matches.get(place) if place else None
        if match and match.code and match.code != code:
            raise ValidationError(
                f"kode {code} adalah {region.full_name}, bukan “{place.name}” ({match.code}). "
                "Perbaiki kode atau namanya."
            )
        return region

    def by_name(self, place: Place) -> Region:
        """The one village of that name; Unsettled when it fits several, or none at all."""
        if place not in self.matches:
            self.foresee([place])
        match, key = self.matches[place], asked(place)
        answer = self.chosen.get(key) or match.code
        if answer == SKIP:
            raise LeftOut("dilewati sesuai jawaban atas pertanyaan desanya.")
        if not answer:
            raise self._open(place, match, key)
        self._load([answer])
        if self.regions[answer] is None:
            raise ValidationError(f"jawaban {answer} bukan kode desa atau kelurahan.")
        return self.regions[answer]

    @staticmethod
    def _open(place: Place, match: Match, key: str) -> Unsettled:
        choices = [
            Choice(each.code, each.name, each.path, each.score, each.why)
            for each in match.candidates
        ]
        unknown = match.status is Status.UNKNOWN
        said = _unknown(place) if unknown else _question(place, match)
        return Unsettled(said, asked=key, candidates=choices, unknown=unknown, search=SEARCH)


def _question(place: Place, match: Match) -> str:
    """Which name is in doubt and what to do; the candidates travel beside it."""
    found = len(match.candidates)
    same = all(candidate.why == SAME for candidate in match.candidates)
    fits = f"cocok dengan {found} desa/kelurahan" if same else "belum pasti desa yang mana"
    return f"“{place.name}”{_where(place)} {fits}. Pilih yang dimaksud, atau isi kolom Kode desa."


def _unknown(place: Place) -> str:
    return (
        f"“{place.name}” tidak ditemukan{_where(place)}. Periksa ejaannya, atau isi kolom "
        "Kode desa."
    )


def _where(place: Place) -> str:
    named = ", ".join(filter(None, [place.district, place.regency]))
    return f" di {named}" if named else ""

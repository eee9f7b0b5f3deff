"""Which villages a row of the list names: Desa Binaan it served, and others it reached."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError

from dbi_portal.lib.text import squash
from officers.models import Office, User
from outreach.actions.regions import EXPANDABLE, villages_of
from villages.imports.places import AreaBook, VillageBook
from villages.matching import Place
from villages.models import GuidedVillage, Region, Tenure

# "Lurah se-Kota Cilegon", "seluruh kelurahan di Kecamatan Jatinegara".
ALL_OF = re.compile(
    r"^(?:(?:seluruh|semua)\s+(?:desa|kelurahan|desa\s*/\s*kelurahan|lurah|kepala desa)\s*"
    r"(?:dan\s+\w+\s*)?(?:di|se)?[\s-]*|.*\bse[\s-]+)"
    r"(?P<kind>kota|kabupaten|kab\.?|kecamatan|kec\.?)\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
KINDS = {"kab": "kabupaten", "kec": "kecamatan"}


@dataclass(frozen=True)
class Written:
    """The places of one row as its cells write them."""

    office: Office | None
    on: date | None
    code: str = ""
    villages: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    regency: str = ""


@dataclass
class Places:
    """`served` are ids of Desa Binaan, `reached` codes of other villages; `names` of them all."""

    served: list[int] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class PlaceBook:
    """Places of a sheet: names to villages, whole cities to theirs, villages to Desa Binaan."""

    def __init__(self, *, user: User, offices: Iterable[int], on: date, chosen: Mapping[str, str]):
        self.user = user
        self.areas, self.villages = AreaBook(list(offices), on=on), VillageBook(chosen)
        self.whole: dict[tuple[str, str, date], list[Region]] = {}
        self.tenures: dict[str, list[tuple[Tenure, GuidedVillage]]] = {}

    def foresee(self, rows: Sequence[Written]) -> None:
        self.villages.foresee(
            (place for row in rows for _, place in self._places(row)),
            {row.code for row in rows if row.code},
        )

    def settle(self, row: Written) -> Places:
        """Raises ValidationError or Unsettled at `villages` or `code`; several at once."""
        found, errors = [], defaultdict(list)
        if row.code:
            self._try(lambda: found.append(self._by_code(row)), "code", errors)
        else:
            for said, place in self._places(row):
                act = partial(self._all, said, place, row)
                self._try(lambda act=act: found.extend(act()), "villages", errors)
        if errors:
            raise ValidationError(dict(errors))
        if not row.villages and not row.code and row.districts:
            whole = self._whole("kecamatan", row.districts[0], row)
            found = whole or found
        return self._sorted(list(dict.fromkeys(found)), row.on)

    @staticmethod
    def _try(act, attribute: str, errors: dict) -> None:
        try:
            act()
        except ValidationError as refused:
            errors[attribute].append(refused)

    def _places(self, row: Written) -> Iterator[tuple[str, Place | None]]:
        """Each village named with its district: as many districts as villages go in pairs."""
        paired = len(row.districts) == len(row.villages)
        for number, village in enumerate(row.villages):
            district = row.districts[number] if paired else ""
            district = row.districts[0] if len(row.districts) == 1 else district
            yield village, self.areas.place(row.office, village, district, row.regency)

    def _by_code(self, row: Written) -> Region:
        place = next((place for _, place in self._places(row)), None)
        return self.villages.by_code(row.code, place, on=row.on)

    def _all(self, said: str, place: Place, row: Written) -> list[Region]:
        if match := ALL_OF.match(said):
            kind = match["kind"].rstrip(".").lower()
            whole = self._whole(KINDS.get(kind, kind), match["name"], row)
            if whole:
                return whole
        return [self.villages.by_name(place)]

    def _whole(self, kind: str, name: str, row: Written) -> list[Region]:
        """Every village of the one city, regency or district of that name in the work area."""
        area = self.areas.areas.get(row.office.pk, ()) if row.office else ()
        key = (kind, squash(name), row.on)
        if key not in self.whole:
            spelled = {squash(name), squash(f"{kind} {name}")}
            above = Region.objects.filter(level__in=EXPANDABLE, key__in=spelled).on(row.on)
            fits = [each for each in above if _fits(each, kind) and _touches(each.code, area)]
            self.whole[key] = villages_of(fits[0], on=row.on) if len(fits) == 1 else []
        return self.whole[key]

    def _sorted(self, regions: list[Region], on: date) -> Places:
        """Held by an office that day: a Desa Binaan that was served. Any other was reached."""
        self._load(regions)
        places = Places(names=[region.name for region in regions])
        for region in regions:
            village = self._guided(region.pk, on)
            if village:
                places.served.append(village.pk)
            else:
                places.reached.append(region.pk)
        places.served.sort()
        places.reached.sort()
        return places

    def _load(self, regions: Iterable[Region]) -> None:
        wanted = {region.pk for region in regions} - self.tenures.keys()
        if not wanted:
            return
        self.tenures |= {code: [] for code in wanted}
        seen = GuidedVillage.objects.visible_to(self.user).filter(region__in=wanted)
        listed = seen.exclude(stage=GuidedVillage.Stage.REJECTED)
        for tenure in Tenure.objects.filter(village__in=listed).select_related("village"):
            self.tenures[tenure.village.region_id].append((tenure, tenure.village))

    def _guided(self, code: str, on: date) -> GuidedVillage | None:
        for tenure, village in self.tenures[code]:
            if tenure.starts_on <= on and (tenure.ends_on is None or tenure.ends_on >= on):
                return village
        return None


def _fits(region: Region, kind: str) -> bool:
    if kind == "kecamatan":
        return region.level == Region.Level.DISTRICT
    return region.kind == (Region.Kind.CITY if kind == "kota" else Region.Kind.REGENCY)


def _touches(code: str, area: Sequence[str]) -> bool:
    """In the office's work area, or above a part of it; an office without one has no bounds."""
    return not area or any(
        code == each or code.startswith(f"{each}.") or each.startswith(f"{code}.") for each in area
    )

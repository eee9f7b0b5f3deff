"""The Desa Binaan an officer serves, from the names in one cell of his row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from dbi_portal.lib.text import squash
from officers.models import Office
from villages.imports.places import AreaBook, VillageBook
from villages.imports.service import guided
from villages.matching import Place
from villages.models import GuidedVillage, Region


class ServedVillages:
    """Villages of rows with office, code, village, district and regency; the cell may list many."""

    def __init__(self, offices: Collection[int], chosen: Mapping[str, str], *, on: date):
        self.on = on
        self.areas, self.villages = AreaBook(offices, on=on), VillageBook(chosen)
        self.own: dict[int, dict[str, Region]] = {}

    def foresee(self, rows: Sequence) -> None:
        places = (place for stated in rows for _, place in self._named(stated))
        self.villages.foresee(places, (each.code for each in rows if each.code))

    def of(self, stated) -> list[dict]:
        """{"pk": 12, "name": "Harapanjaya"} of each; errors as `VillageBook` and `guided`."""
        found = [guided(region, stated.office) for region in self._regions(stated)]
        return [{"pk": village.pk, "name": village.region.name} for village in found]

    def _regions(self, stated) -> Iterator[Region]:
        named = list(self._named(stated))
        if stated.code:
            place = named[0][1] if named else None
            yield self.villages.by_code(stated.code, place, on=self.on)
            return
        for name, place in named:
            own = self._own(stated.office)
            yield self.villages.by_name(place) if place else own[squash(name)]

    def _named(self, stated) -> Iterator[tuple[str, Place | None]]:
        """Each village of the cell, and where to look for it unless it is the office's own.

        As many districts as villages go with them one by one.
        """
        names, districts = stated.village, stated.district
        paired = districts if len(districts) == len(names) else [" ".join(districts)] * len(names)
        for name, district in zip(names, paired, strict=True):
            if stated.office and not district and squash(name) in self._own(stated.office):
                yield name, None
            else:
                yield name, self.areas.place(stated.office, name, district, stated.regency)

    def _own(self, office: Office) -> dict[str, Region]:
        """The office's Desa Binaan by name, where one alone bears it: nobody else is meant here."""
        if office.pk not in self.own:
            rows = GuidedVillage.objects.filter(office=office).select_related("region").open()
            named: dict[str, list[Region]] = {}
            for village in rows:
                named.setdefault(village.region.key, []).append(village.region)
            self.own[office.pk] = {key: each[0] for key, each in named.items() if len(each) == 1}
        return self.own[office.pk]

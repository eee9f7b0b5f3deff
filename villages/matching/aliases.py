"""Other names of villages: for everyone, one office's own, and the answers it gave before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from dbi_portal.lib.text import squash
from villages.matching.answers import Place
from villages.matching.cells import Reading
from villages.models import Region, RegionAlias

MANY = 5_000


class Aliases:
    """What the places of one call are also called, read with one query."""

    def __init__(self, rows: Collection[tuple[Place, Reading]]):
        self.names = defaultdict(list)
        self.said = defaultdict(list)
        offices = {place.office_id for place, _ in rows} - {None}
        known = RegionAlias.objects.filter(
            Q(office__isnull=True) | Q(office__in=offices),
            region__level=Region.Level.VILLAGE,
            region__retired_on__isnull=True,
        )
        # A big sheet has more names than there are aliases.
        if len(rows) < MANY:
            keys = {form.key for _, reading in rows for form in reading.forms}
            keys |= {squash(str(place.name)) for place, _ in rows}
            known = known.filter(key__in=keys)
        columns = ("key", "district_key", "regency_key", "office_id", "region_id", "said_by_id")
        for key, district, regency, office, code, said_by in known.values_list(*columns):
            if said_by is None:
                self.names[key, office].append(code)
            else:
                self.said[key, district, regency, office].append(code)

    def called(self, key: str, office_id: int | None) -> list[str]:
        """Codes of the villages also called so, the office's own names first."""
        if not self.names:
            return []
        own = self.names.get((key, office_id), ()) if office_id else ()
        return list(dict.fromkeys([*own, *self.names.get((key, None), ())]))

    def answered(self, place: Place) -> list[str]:
        """What this office answered for exactly these words about name, district and regency."""
        if not self.said:
            return []
        return self.said.get((*place_keys(place), place.office_id), [])


def place_keys(place: Place) -> tuple[str, str, str]:
    """Name, district and regency as the sheet wrote them, without spaces and case."""
    return squash(str(place.name)), squash(place.district), squash(place.regency)

"""Which offices a person may import for, and how sheets write them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.text import squash
from officers.models import Office, OfficeAlias, User
from officers.roles import OfficeKind
from reports.old_imports import words
from villages.models import Jurisdiction


def importable(*, user: User, within: Office | None, on: date):
    """Offices with figures of their own that `user` sees; `within`: only it and those under it."""
    offices = Office.objects.visible_to(user).reporting()
    if within is None or within.kind == OfficeKind.CENTRE:
        return offices
    if within.kind == OfficeKind.KANWIL:
        return offices.filter(pk__in=Office.objects.under(within, on=on))
    return offices.filter(pk=within.pk)


class OfficeBook:
    """Offices by code, name and alias, read once for a whole sheet."""

    def __init__(self, *, user: User, within: Office | None, on: date):
        self.offices = {office.pk: office for office in importable(user=user, within=within, on=on)}
        self.only = next(iter(self.offices.values())) if len(self.offices) == 1 else None
        self.spellings = defaultdict(set)
        for office in self.offices.values():
            for spelling in (office.code, office.name, office.short_name):
                self.spellings[squash(spelling)].add(office.pk)
        for key, office_id in OfficeAlias.objects.filter(office__in=self.offices).values_list(
            "key", "office_id"
        ):
            self.spellings[key].add(office_id)
        self.areas = defaultdict(list)
        served = Jurisdiction.objects.on(on).filter(office__in=self.offices).order_by("region_id")
        for office_id, code in served.values_list("office_id", "region_id"):
            self.areas[office_id].append(code)

    def read(self, cell: Cell) -> Office:
        """The office a cell names. Whether an office beyond one's own exists is not told."""
        word = words.text(cell)
        if not word:
            if self.only:
                return self.only
            raise ValueError("harus diisi, karena impor ini dapat memuat beberapa kantor.")
        found = self.spellings.get(squash(word), ())
        if len(found) == 1:
            return self.offices[next(iter(found))]
        if found:
            codes = ", ".join(sorted(self.offices[pk].code for pk in found))
            raise ValueError(f"“{word}” dapat berarti beberapa kantor. Tulis kodenya: {codes}.")
        raise ValueError(
            f"“{word}” tidak ada di antara kantor yang boleh Anda impor di sini. "
            "Periksa nama atau kodenya."
        )

    def area(self, office: Office | None) -> tuple[str, ...]:
        """Codes of the regions the office serves."""
        return tuple(self.areas.get(office.pk, ())) if office else ()

"""Which offices a person may import for, and how sheets write them."""

from __future__ import annotations

from datetime import date

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import Doubtful, words
from officers.matching import OfficeNames, Status
from officers.models import Office, User
from officers.roles import OfficeKind


def importable(*, user: User, within: Office | None, on: date):
    """Offices with rows of their own that `user` sees; `within`: only it and those under it."""
    offices = Office.objects.visible_to(user).reporting()
    if within is None or within.kind == OfficeKind.CENTRE:
        return offices
    if within.kind == OfficeKind.KANWIL:
        return offices.filter(pk__in=Office.objects.under(within, on=on))
    return offices.filter(pk=within.pk)


class OfficeBook:
    """Offices by code, name and alias, read once for a whole sheet.

    `read` is the reader of a column: `column("office", "Kantor", None)`, then in the resource's
    `__init__` `self.fields["office"].widget = Read(self.offices.read)`.
    """

    def __init__(self, *, user: User, within: Office | None, on: date):
        self.offices = {office.pk: office for office in importable(user=user, within=within, on=on)}
        self.only = next(iter(self.offices.values())) if len(self.offices) == 1 else None
        self.by_code = {office.code: office for office in self.offices.values()}
        self.names = OfficeNames(self.offices.values(), asking=within or user.office)

    def read(self, cell: Cell) -> Office:
        """The office a cell names. Whether an office beyond one's own exists is not told."""
        word = words.text(cell)
        if not word:
            if self.only:
                return self.only
            raise ValueError("harus diisi, karena impor ini dapat memuat beberapa kantor.")
        match = self.names.find(word)
        if match.office:
            return match.office
        if match.status is Status.ASK:
            raise Doubtful(
                f"“{word}” belum pasti kantor yang mana. Pilih yang dimaksud, atau tulis kodenya.",
                tuple((each.code, each.name, each.why) for each in match.candidates),
            )
        raise ValueError(
            f"“{word}” tidak ada di antara kantor yang boleh Anda impor di sini. "
            "Periksa nama atau kodenya."
        )

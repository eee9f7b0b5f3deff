"""Where a cell leads: what it is made of, with the filters of the page and the cell's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from officers.models import User
from outreach.models import Session
from reports.dashboards.pivot.choice import Choice
from reports.dashboards.scope import Scope
from reports.dashboards.view import ALL, SPANS, View
from reports.dashboards.view import YEAR as SO_FAR
from reports.figures.period import MonthRange
from reports.figures.pivot.axes import Axis, buckets
from reports.figures.pivot.broken_down import REST

# Words of the address that say the same as an axis; others cannot be told there.
SAME = {"hasil": "hasil", "keperluan": "keperluan", "tujuan": "tujuan", "kabupaten": "kabupaten",
        "desa": "desa"}  # fmt: skip
IN_REGISTER = {"jenis": "kind", "topik": "topic", "tugas": "duty", "unsur": "group",
               "desa-binaan": "village", "kabupaten": "wilayah", "kantor": "office"}  # fmt: skip


@dataclass(frozen=True)
class CellLinks:
    """`own`: the page is about all the reader sees, so a register shows the same rows."""

    choice: Choice
    view: View
    scope: Scope
    months: MonthRange
    own: bool
    rows: bool = True  # the reader may see the rows of figures

    @classmethod
    def of(cls, choice: Choice, view: View, scope: Scope, user: User) -> CellLinks:
        own = scope.head.pk == user.office_id
        rows = user.has_perm("reports.view_passportstatistic")
        return cls(choice, view, scope, view.months(scope.month), own, rows)

    def url(self, row: str, column: str | None = None) -> str:
        """The address for a cell, or for a whole row; empty where no page shows just these rows."""
        keys = [row] if column is None else [row, column]
        told = list(zip(self.choice.axes, keys, strict=False))
        if self.choice.is_held:
            return self._register(told) or ""
        return self._drill(told) or self._rows(row, column)

    def _rows(self, row: str, column: str | None) -> str:
        """The rows of a cell that no word of the filters names: of one sex, one service, one
        province.
        """
        if not self.rows or REST in (row, column):
            return ""
        asked = self.view.words | {"keperluan": str(self.view.purpose) or ALL}
        words = self.choice.words
        asked |= {"bulan": str(self.scope.month), "menurut": words["baris"], "sel": row}
        asked |= {"kolom": words["kolom"]}
        asked |= {"lintang": column} if column is not None else {}
        return f"{reverse('reports:pivot-rows')}?{urlencode(asked)}"

    @cached_property
    def _base(self) -> tuple[str, dict[str, str]]:
        """The path and the words every cell's address begins with: a page has thousands of them."""
        asked = self.view.words | {"keperluan": str(self.view.purpose) or ALL}
        return reverse("reports:drill"), asked | {"bulan": str(self.scope.month)}

    @cached_property
    def _changes(self) -> dict[tuple[Axis, str], dict[str, str] | None]:
        return {}

    def _drill(self, told: Iterable[tuple[Axis, str]]) -> str | None:
        path, asked = self._base
        for axis, key in told:
            if (axis, key) not in self._changes:
                self._changes[axis, key] = self._change(axis, key)
            more = self._changes[axis, key]
            if more is None:
                return None
            asked = asked | more
        return f"{path}?{urlencode(asked)}"

    def _change(self, axis: Axis, key: str) -> dict[str, str] | None:
        """The words of the address for one row or column; None where it has none."""
        if axis.key in SAME and key:
            return {SAME[axis.key]: key}
        return self._place_or_time(axis, key)

    def _place_or_time(self, axis: Axis, key: str) -> dict[str, str] | None:
        if axis.is_place:
            places = self.scope.offices.values() if axis.key == "kantor" else self._kanwil
            code = next((place.code for place in places if str(place.pk) == key), None)
            return {"kantor": code} if code else None
        span = buckets(self.months, axis).get(key) if axis.is_time else None
        if span is None:
            return None
        length = SO_FAR if axis.key == "tahun" and span.first.number == 1 else str(len(span))
        return {"bulan": str(span.last), "rentang": length} if length in SPANS else None

    @property
    def _kanwil(self):
        return self.scope.kanwil.values()

    def _register(self, told: Iterable[tuple[Axis, str]]) -> str | None:
        """Only of what the register can be filtered by, and nothing of a past day."""
        if self.view.known or self.view.stage:
            return None
        months, asked = self.months, {"status": Session.Status.APPROVED.value}
        if not self.own and not self.scope.is_centre:
            asked["office"] = str(self.scope.head.pk) if self.scope.is_office else ""
        if self.view.regency:
            asked["wilayah"] = self.view.regency
        for axis, key in told:
            if axis.is_time:
                months = buckets(self.months, axis)[key]
            elif axis.key in IN_REGISTER and key:
                asked[IN_REGISTER[axis.key]] = key
            else:
                return None
        if asked.get("office") == "":
            return None  # another Kanwil's offices are no filter of the register
        days = {"tanggal_dari": months.first_day, "tanggal_sampai": months.last_day}
        return f"{reverse('outreach:list')}?{urlencode(asked | days)}"

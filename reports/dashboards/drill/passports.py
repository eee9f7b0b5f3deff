"""A passport figure broken down: by office, month, village of origin, purpose or destination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dbi_portal.lib.numbers import angka
from reports.dashboards import compared
from reports.dashboards.drill import asked as by
from reports.dashboards.drill.asked import Drill
from reports.dashboards.drill.groups import groups
from reports.dashboards.drill.lines import MOST, Breakdown, Line, shortened
from reports.dashboards.said import detail
from reports.dashboards.scope import Scope
from reports.dashboards.words import Change, count, listed, short_name
from reports.figures.counted import Total
from reports.figures.ledger import Ledger
from reports.figures.sliced import (
    slice_by_destination,
    slice_by_home,
    slice_by_purpose,
    slice_ledger,
    without_of,
)
from reports.figures.slices import Slice


@dataclass(frozen=True)
class PassportDrill:
    """The figures of one address, asked of the database once for every step of them."""

    drill: Drill
    scope: Scope

    @property
    def known_at(self):
        return self.drill.view.known and self.drill.view.known.moment

    @cached_property
    def asked(self) -> Slice:
        return self.drill.slice(self.scope)

    @cached_property
    def book(self) -> Ledger:
        """Back to where what it is compared with begins."""
        reach = self.asked.but(months=compared.window(self.asked.months))
        return slice_ledger(reach, known_at=self.known_at)

    @cached_property
    def total(self) -> Total:
        return self.book.total(self.asked.offices, self.asked.months)

    def changes(self) -> tuple[Change, ...]:
        return compared.of_passports(self.book, self.asked.offices, self.asked.months)

    def by(self, step: str) -> Breakdown:
        """The total in the parts of that step."""
        return {
            by.OFFICES: self._offices,
            by.MONTHS: self._months,
            by.VILLAGES: self._villages,
            by.PURPOSES: self._purposes,
            by.DESTINATIONS: self._destinations,
        }[step]()

    def why(self) -> list[str]:
        """What holds for the total, whatever it is broken down by."""
        found = [self._own_total()]
        without = without_of(self.asked, known_at=self.known_at)
        narrow = detail(self.drill.view) or ("desa/kelurahan asal" if self.drill.village else "")
        if narrow:
            found.append(self._left_out(without, narrow))
        return [each for each in found if each]

    def _own_total(self) -> str:
        """How one office's figure came about, and where it differs from what was printed."""
        if not self.scope.is_office:
            return ""
        figure = self.book.range(self.scope.head.pk, self.asked.months)
        words = [figure.note] if figure.note else []
        if figure.difference is not None:
            words.append(
                f"tertulis {angka(figure.printed)}, jumlah bulan {angka(figure.computed)}: "
                f"selisih {angka(figure.difference)}"
            )
        if figure.missing and figure.value is not None:
            words.append(f"{count(len(figure.missing), 'bulan')} belum ada angka")
        return f"{'; '.join(words).capitalize()}." if words else ""

    def _left_out(self, offices: Iterable[int], detail: str) -> str:
        names = [
            short_name(self.scope.offices[pk].short_name)
            for pk in sorted(offices)
            if pk in self.scope.offices
        ]
        if not names:
            return ""
        return f"{listed(names)}: angkanya belum dirinci menurut {detail}, tidak termasuk di sini."

    def _breakdown(self, lines: Iterable[Line], **more: object) -> Breakdown:
        return Breakdown(self.total.value, tuple(lines), made_up=self.total.made_up.value, **more)

    def _offices(self) -> Breakdown:
        lines = [self._of_group(group) for group in groups(self.scope)]
        reporting = {office.pk for office in self.scope.now}
        shown = [
            line
            for line, group in lines
            if line.value is not None or reporting.intersection(group.offices)
        ]
        shown.sort(key=lambda line: (line.value is None, -(line.value or 0), line.label))
        return self._breakdown(shown)

    def _of_group(self, group) -> tuple[Line, object]:
        total = self.book.total(group.offices, self.asked.months)
        members = sum(pk != group.head.pk for pk in group.offices)
        note = count(members, "kantor") if members else ""
        if total.value is None:
            note = f"{note}, belum ada angka".removeprefix(", ")
        further = total.value is not None and group.head != self.scope.head
        url = self.drill.link(kantor=group.head.code) if further else ""
        name = short_name(group.head.short_name)
        return Line(name, total.value, url, note, total.made_up.value), group

    def _months(self) -> Breakdown:
        rest = "Tertulis hanya untuk seluruh rentang, tidak per bulan"
        return self._breakdown(self._each_month(), rest=rest)

    def _each_month(self) -> Iterator[Line]:
        for month in self.asked.months:
            total = self.book.total(self.asked.offices, month)
            known = total.value is not None
            notes = [] if known else ["belum ada angka"]
            if known and total.without and len(self.asked.offices) > 1:
                lacking = sum(office.pk in total.without for office in self.scope.now)
                notes += [f"{count(lacking, 'kantor')} belum ada angka"] if lacking else []
            if total.differences:
                notes.append("dihitung dari selisih angka kumulatif")
            url = self.drill.into_month(month) if known else ""
            yield Line(month.label, total.value, url, "; ".join(notes), total.made_up.value)

    def _villages(self) -> Breakdown:
        table = slice_by_home(self.asked, MOST, known_at=self.known_at, book=self.book)
        lines = [
            Line(row.name, row.value, self._of_village(row.region_id), row.path, row.made_up.value)
            for row in table.rows
        ]
        if table.left_out:
            lines.append(Line(f"{angka(table.left_out)} desa/kelurahan lain", table.rest))
        why = self._left_out(table.without, "desa/kelurahan asal")
        return self._breakdown(
            lines,
            rest="Tidak dirinci menurut desa/kelurahan asal",
            why=(why,) if why else (),
        )

    def _of_village(self, code: str) -> str:
        return self.drill.link(desa=code)

    def _purposes(self) -> Breakdown:
        table = slice_by_purpose(self.asked, known_at=self.known_at, book=self.book)
        return self._parts(table, "keperluan")

    def _destinations(self) -> Breakdown:
        table = slice_by_destination(self.asked, known_at=self.known_at, book=self.book)
        return self._parts(table, "tujuan")

    def _parts(self, table, word: str) -> Breakdown:
        name = by.LABELS[word].lower()
        lines = [
            Line(row.name, row.value, self.drill.link(**{word: row.key}), "", row.made_up.value)
            for row in table.rows
        ]
        why = self._left_out(table.without, name)
        return self._breakdown(
            shortened(lines, name), rest=f"Tidak dirinci menurut {name}", why=(why,) if why else ()
        )

"""One look at the map: filters, what it chose to show, and the villages that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dbi_portal.lib.kept import kept
from dbi_portal.lib.numbers import angka
from officers.models import User
from officers.seen import seen_as
from reports.dashboards.map.choice import AREAS, Choice
from reports.dashboards.scope import Scope
from reports.dashboards.view import View
from reports.dashboards.words import measure_words, within
from reports.figures.mapped import Mapped, mapped
from reports.figures.mapped_areas import Area, areas_of, breaks
from reports.figures.sliced import slice_homes
from reports.figures.slices import Slice


@dataclass(frozen=True)
class MapAsked:
    """Of one reader; kept for everybody of his role and office while the data are as they are."""

    view: View
    scope: Scope
    today: date
    choice: Choice
    user: User

    @property
    def name(self) -> tuple:
        """What a kept part of the page depends on."""
        return (
            *seen_as(self.user),
            self.choice,
            self.view,
            self.scope.head.pk,
            self.scope.month,
            self.today,
        )

    @cached_property
    def slice(self) -> Slice:
        """Without the villages of a stage: those are told apart on the map itself."""
        view = replace(self.view, stage="", known=None)
        return view.slice(self.scope)

    @property
    def need(self) -> str:
        """What the need counts: "Paspor PMI terbit"."""
        return measure_words(self.slice.measure)

    @property
    def months(self) -> str:
        return self.slice.months.label

    @cached_property
    def mapped(self) -> Mapped:
        return kept(("map-points", *self.name), self._mapped)

    def _mapped(self) -> Mapped:
        return mapped(self.slice, user=self.user, until=self.today, stage=self.view.stage,
                      homes=self.choice.homes)  # fmt: skip

    @cached_property
    def areas(self) -> list[Area]:
        if not self.choice.areas:
            return []
        level, homes = AREAS[self.choice.areas], slice_homes(self.slice.but(homes=None))
        return areas_of(self.mapped.points, homes, level, regency=self.view.regency)

    @cached_property
    def breaks(self) -> list[int]:
        """Upper bounds of the classes the areas are coloured by."""
        return breaks(area.value(self.choice.fill) for area in self.areas)

    def query(self, **changes: object) -> str:
        """The address's words with these changes: every link of the page keeps the rest."""
        return self.view.query(**{**self.choice.words, **changes})

    def sentence(self) -> str:
        """What one looks at, in one sentence for each thing a mark says."""
        found = self.mapped
        guided = sum(1 for each in found.points if each.pk)
        told = [f"{angka(guided)} desa. Makin besar tandanya, makin banyak {within_need(self)}."]
        if found.rough:
            told.append(
                f"{angka(found.rough)} titik bergaris putus-putus hanya perkiraan: letaknya belum "
                "ditandai, jadi digambar di sekitar pusat kabupaten/kotanya."
            )
        if found.unplaced:
            told.append(f"{angka(found.unplaced)} desa tidak digambar: letaknya tidak diketahui.")
        return " ".join(told)

    def notes(self) -> Iterator[str]:
        """Filters that cannot be obeyed, and what the figures lack."""
        found = self.mapped
        if self.view.known:
            yield "Peta selalu menurut data terkini; “per tanggal” tidak berlaku di sini."
        if found.value is None:
            to = " dan tujuan" if self.slice.destination else ""
            yield f"{self.need} belum dirinci menurut desa asal{to}, jadi semua tanda sama besar."
        elif found.without:
            number = angka(len(found.without))
            yield f"{number} kantor belum merinci angkanya menurut desa asal."
        if self.slice.destination and found.value is not None:
            yield "Tujuan menyaring kebutuhan saja; kegiatan tidak dirinci menurut tujuan."
        if found.left_out:
            yield f"{angka(found.left_out)} desa asal dengan pemohon lebih sedikit tidak digambar."


def within_need(look: MapAsked) -> str:
    """ "paspor PMI terbit bagi warganya, Januari–Agustus 2025"."""
    return f"{within(look.slice.measure)} bagi warganya, {look.months}"

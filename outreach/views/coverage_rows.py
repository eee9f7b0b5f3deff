"""A coverage's tree as lists a page can draw: districts as folds, their villages as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Chip, Column
from dbi_portal.lib.pages.columns import Row, rows
from dbi_portal.lib.pages.sorting import Header
from outreach.figures.coverage import Place, State
from outreach.figures.neighbourhoods import Count
from outreach.views.coverage_links import Links

LOOKS = {
    State.NEVER: ("bad", "stop"),
    State.BEFORE: ("warn", "clock"),
    State.PARTLY: ("info", "dot"),
    State.WHOLLY: ("good", "check"),
}
OPEN = 2  # folds that stand open by themselves


@dataclass(frozen=True)
class Fold:
    """A region whose parts are a table: `place`, its chip and words, the table beneath."""

    place: Place
    chip: Chip
    since: str
    headers: Sequence[Header]
    rows: Sequence[Row]
    url: str
    is_open: bool


@dataclass(frozen=True)
class Section:
    """Folds of one regency or city, those nobody ever visited apart: they are named above already.

    Without a heading when there is only one.
    """

    place: Place
    folds: Sequence[Fold]
    untouched: Sequence[Fold]
    has_heading: bool


def sections(
    place: Place, links: Links, *, listed: bool, guided: frozenset[str], on: date
) -> list[Section]:
    """Sections of folds: kecamatan that hold villages, or cities that hold kecamatan."""
    columns = [*_columns(links, guided=guided, on=on)]
    headers = [Header(column) for column in columns]

    def opened(leaf: Place) -> str:
        return (
            reverse("villages:region-detail", args=[leaf.code])
            if listed
            else links.deeper(leaf.code)
        )

    def fold(each: Place, *, is_open: bool) -> Fold:
        drawn = rows(columns, each.children, opened)
        since = since_text(each, on)
        return Fold(each, chip_of(each), since, headers, drawn, links.sessions(each.code), is_open)

    parents = place.children if listed else [place]
    few = sum(len(parent.children) for parent in parents) <= OPEN
    several = listed and len(place.children) > 1
    drawn = ([fold(each, is_open=few) for each in parent.children] for parent in parents)
    return [
        Section(parent, *_apart(folds), has_heading=several)
        for parent, folds in zip(parents, drawn, strict=True)
    ]


def _apart(folds: Sequence[Fold]) -> tuple[list[Fold], list[Fold]]:
    """Visited ones and, where they are many, those never visited."""
    untouched = [fold for fold in folds if fold.place.state is State.NEVER]
    if len(untouched) <= OPEN:
        return list(folds), []
    return [fold for fold in folds if fold.place.state is not State.NEVER], untouched


def chip_of(place: Place) -> Chip:
    return Chip(place.state.value, *LOOKS[place.state])


def since_text(place: Place, on: date) -> str:
    """ "346 hari lalu", "hari ini"; empty for never."""
    days = place.days_since(on)
    if days is None:
        return ""
    return f"{angka(days)} hari lalu" if days else "hari ini"


def count_text(count: Count) -> str:
    """ "sekurangnya 12 dari 96"; empty when nobody named or counted any."""
    return f"{count.number} {count.of_all}" if count.is_told else ""


def _columns(links: Links, *, guided: frozenset[str], on: date) -> Iterable[Column]:
    def named(place: Place) -> str:
        if place.code in guided:
            return f"{place.kind} · Desa Binaan"
        return place.kind if place.villages == 1 else f"{place.reached} dari {place.villages}"

    def plans(place: Place) -> str:
        return f"{place.visits.planned} direncanakan" if place.visits.planned else ""

    yield Column("Nama", "name", note=named)
    yield Column("Keadaan", chip_of, kind="chip", note=_venue_only)
    yield Column(
        "Terakhir", "visits.last_on", kind="date", note=lambda place: since_text(place, on)
    )
    yield Column(
        "Kegiatan",
        lambda place: place.visits.sessions or None,
        kind="number",
        url=lambda place: links.sessions(place.code),
        note=plans,
    )
    yield Column(
        "RW", lambda place: _number(place.units.rw), note=lambda place: _of(place.units.rw)
    )
    yield Column(
        "RT", lambda place: _number(place.units.rt), note=lambda place: _of(place.units.rt)
    )


def _number(count: Count) -> str:
    return count.number if count.is_told else ""


def _of(count: Count) -> str:
    """The total beneath the number; what is wrong about the two is said."""
    if not count.is_told:
        return ""
    return f"{count.of_all}; lebih dari yang ada, periksa" if count.exceeds else count.of_all


def _venue_only(place: Place) -> str:
    return "hanya sebagai tempat acara" if place.visits.by_place else ""

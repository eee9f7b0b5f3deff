"""What one may turn on the map, each a link that keeps the rest, and what its marks mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dbi_portal.lib.numbers import angka
from reports.dashboards.map.asked import MapAsked
from reports.dashboards.map.choice import AREAS, COLOURS, FILLS, HOMES, SESSIONS
from reports.dashboards.map.classes import MarkClass, classes_of
from reports.figures.mapped_areas import has_borders


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Switch:
    """One question with its answers."""

    label: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Size:
    """A mark of the legend: how large it is for this figure."""

    words: str
    radius: float


@dataclass(frozen=True)
class Step:
    """A class of the coloured areas."""

    at: int
    words: str


@dataclass(frozen=True)
class Legend:
    colour: str
    classes: tuple[MarkClass, ...]
    sizes: tuple[Size, ...]
    fill: str
    steps: tuple[Step, ...]
    rough: bool


def switches(look: MapAsked) -> list[Switch]:
    """Borders are asked for only where some are loaded."""
    found = [_switch(look, "Warna", "warna", COLOURS, look.choice.colour)]
    homes = {"": "Desa Binaan", HOMES: "dan desa asal pemohon"}
    found.append(_switch(look, "Tampilkan", "lapisan", homes, HOMES if look.choice.homes else ""))
    levels = {name: name for name, level in AREAS.items() if has_borders(level)}
    if levels:
        found.append(_switch(look, "Bidang", "bidang", {"": "tanpa", **levels}, look.choice.areas))
    if look.choice.areas:
        found.append(_switch(look, "Isi bidang", "isi", FILLS, look.choice.fill))
    return found


def _switch(look: MapAsked, label: str, name: str, words: dict[str, str], now: str) -> Switch:
    ways = (
        Way(text, f"?{look.query(**{name: value})}", value == now) for value, text in words.items()
    )
    return Switch(label, tuple(ways))


def legend(look: MapAsked) -> Legend:
    points = look.mapped.points
    return Legend(
        colour=COLOURS[look.choice.colour],
        classes=tuple(classes_of(points, look.choice.colour)),
        sizes=tuple(_sizes(max((each.need or 0 for each in points), default=0))),
        fill=_filled(look),
        steps=tuple(_steps(look.breaks)),
        rough=bool(look.mapped.rough),
    )


LEAST, LARGEST = 7.0, 20.0  # px, as map_marks.js draws them


def radius(value: int, most: int) -> float:
    """The mark's area grows with the figure; half a mark would not be seen."""
    return round(LEAST + (LARGEST - LEAST) * (value / most) ** 0.5, 1) if most else LEAST


def _sizes(most: int) -> Iterator[Size]:
    for value in dict.fromkeys((most, most // 4, 0)):
        yield Size(angka(value), radius(value, most))


def _filled(look: MapAsked) -> str:
    if not look.choice.areas:
        return ""
    what = "Kegiatan" if look.choice.fill == SESSIONS else look.need
    return f"{what} per {look.choice.areas}"


def _steps(bounds: list[int]) -> Iterator[Step]:
    before = 0
    for at, most in enumerate(bounds, start=1):
        least = before + 1
        yield Step(at, angka(most) if least == most else f"{angka(least)}–{angka(most)}")
        before = most

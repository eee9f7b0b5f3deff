"""The map as a table: every village of it, sorted as asked, a page at a time or as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.http import QueryDict
from django.urls import reverse

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Chip, Column
from dbi_portal.lib.pages.columns import Row, rows
from dbi_portal.lib.pages.sorting import Header, Sorting
from reports.dashboards.map.classes import HOME
from reports.figures.mapped import MapPoint
from villages.models import GuidedVillage
from villages.models.stages import heap_words
from villages.views.parts import stage_chip

AT_ONCE = 25
NEVER = "belum pernah"
USUAL = "-kebutuhan"


def stage_shown(point: MapPoint) -> Chip:
    if point.pk is None:
        return Chip("bukan Desa Binaan", "plain", "dot")
    return stage_chip(GuidedVillage(stage=point.stage)) if not _over(point) else _ended(point)


def _over(point: MapPoint) -> bool:
    return heap_words(point.stage) != GuidedVillage.Stage(point.stage).label


def _ended(point: MapPoint) -> Chip:
    """Which end it was takes a question each; here they stand together."""
    return Chip(heap_words(point.stage), "plain", "x")


def visited(point: MapPoint) -> str:
    """ "12 hari lalu", "28 hari sebelum 31 Desember 2025", "belum pernah"; for homes nothing."""
    if point.effort is None:
        return ""
    if point.days is None:
        return NEVER
    if day := point.counted_to and long_date(point.counted_to):
        return f"{angka(point.days)} hari sebelum {day}" if point.days else day
    return f"{angka(point.days)} hari lalu" if point.days else "hari ini"


def where(point: MapPoint) -> str:
    return point.place.said if point.place else "tidak diketahui"


def columns(need: str) -> list[Column]:
    """`need` is what the figures of need count ("Paspor PMI terbit"). `sort` only says it can."""
    return [
        Column("Desa", "name", sort="name", note="path"),
        Column("Tahap", stage_shown, sort="stage", kind="chip"),
        Column("Kebutuhan", "need", sort="need", kind="number"),
        Column("Kegiatan", "effort.sessions", sort="sessions", kind="number"),
        Column("Kunjungan terakhir", visited, sort="days"),
        Column("Letak", where, sort="place", hide_on_phone=True),
    ]


ORDERS: dict[str, Callable[[MapPoint], object]] = {
    "desa": lambda each: each.name.casefold(),
    "tahap": lambda each: (
        list(GuidedVillage.Stage).index(GuidedVillage.Stage(each.stage)) if each.stage else None
    ),
    "kebutuhan": lambda each: each.need,
    "kegiatan": lambda each: each.effort and each.effort.sessions,
    "kunjungan-terakhir": lambda each: each.days,
    "letak": lambda each: each.place and (each.place.approximate, each.place.said),
}


def sorting_of(query: QueryDict, need: str) -> Sorting:
    return Sorting.asked(columns(need), query, USUAL)


def ordered(points: Iterable[MapPoint], sorting: Sorting) -> list[MapPoint]:
    """As asked, what is not known last; equals by name."""
    value = ORDERS[sorting.key]
    by_name = sorted(points, key=lambda each: (each.name.casefold(), each.code))
    known = [each for each in by_name if value(each) is not None]
    rest = [each for each in by_name if value(each) is None]
    # A second sorting keeps equals as they stand, backwards as well.
    return sorted(known, key=value, reverse=sorting.backwards) + rest


def headers(sorting: Sorting, query: QueryDict) -> list[Header]:
    return sorting.headers(query)


def drawn(points: Sequence[MapPoint], need: str) -> list[Row]:
    return rows(columns(need), points, url_of)


def url_of(point: MapPoint) -> str:
    if point.pk is None:
        return reverse("villages:region-detail", args=[point.code])
    return reverse("villages:detail", args=[point.pk])


HEADERS = (
    "Kode", "Desa/kelurahan", "Wilayah", "Kantor", "Tahap", "Kebutuhan", "Kegiatan", "Peserta",
    "Kunjungan terakhir", "Hari sejak kunjungan", "Lintang", "Bujur", "Letak menurut",
)  # fmt: skip


def file_rows(points: Iterable[MapPoint]) -> Iterator[list]:
    """What is only guessed has no coordinates in a file: there it would pass for a fact."""
    for each in points:
        known = each.place if each.place and not each.place.approximate else None
        effort = each.effort
        yield [
            each.code, each.name, each.path, each.office,
            heap_words(each.stage) if each.stage else HOME.label, each.need,
            effort and effort.sessions, effort and effort.people, effort and effort.last_on,
            each.days, known and known.lat, known and known.lng, where(each),
        ]  # fmt: skip

"""What the marks mean: a few classes, each with a word, a shape and a colour of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dbi_portal.lib.days import short_date
from reports.dashboards.map.choice import STAGE
from reports.figures.mapped import MapPoint
from villages.models.stages import Stage


@dataclass(frozen=True)
class MarkClass:
    """`key` names colour and shape in map.css and map_marks.js; `many` counts its villages."""

    key: str
    label: str
    many: int = 0


RECENT, SEASON, HALF_YEAR = 30, 90, 180  # days
BY_EFFORT = (
    MarkClass("a", f"sampai {RECENT} hari lalu"),
    MarkClass("b", f"{RECENT + 1}–{SEASON} hari lalu"),
    MarkClass("c", f"{SEASON + 1}–{HALF_YEAR} hari lalu"),
    MarkClass("d", f"lebih dari {HALF_YEAR} hari lalu"),
    MarkClass("e", "belum pernah dikunjungi"),
)
BY_STAGE = (
    MarkClass("a", "aktif"),
    MarkClass("b", "ditetapkan atau dikukuhkan"),
    MarkClass("c", "diusulkan atau disetujui"),
    MarkClass("d", "calon atau penjajakan"),
    MarkClass("e", "berakhir"),
)
HOME = MarkClass("h", "desa asal pemohon, belum Desa Binaan")
STAGES = {
    Stage.ACTIVE: "a",
    Stage.APPROVED: "b",
    Stage.INAUGURATED: "b",
    Stage.PROPOSED: "c",
    Stage.AGREED: "c",
    Stage.CANDIDATE: "d",
    Stage.TALKS: "d",
}


def class_of(point: MapPoint, colour: str) -> str:
    """The key of the class a point belongs to."""
    if point.pk is None:
        return HOME.key
    if colour == STAGE:
        return STAGES.get(Stage(point.stage), "e")
    if point.days is None:
        return "e"
    bounds = ((RECENT, "a"), (SEASON, "b"), (HALF_YEAR, "c"))
    return next((key for most, key in bounds if point.days <= most), "d")


def classes_of(points: Iterable[MapPoint], colour: str) -> list[MarkClass]:
    """The legend: classes with how many villages they have; ends and homes where they occur.

    Days of a past month are counted to its end, and the legend says so.
    """
    counts: dict[str, int] = {}
    ago = "lalu"
    for point in points:
        key = class_of(point, colour)
        counts[key] = counts.get(key, 0) + 1
        if point.counted_to:
            ago = f"sebelum {short_date(point.counted_to)}"
    known = (*(BY_STAGE if colour == STAGE else BY_EFFORT), HOME)
    rare = {HOME.key} | ({"e"} if colour == STAGE else set())
    return [
        MarkClass(each.key, each.label.replace("lalu", ago), counts.get(each.key, 0))
        for each in known
        if each.key not in rare or each.key in counts
    ]

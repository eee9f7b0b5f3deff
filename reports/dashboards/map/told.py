"""What the map's script is told: points and borders as plain values."""

from __future__ import annotations

from reports.dashboards.map.asked import MapAsked
from reports.dashboards.map.choice import AREAS
from reports.dashboards.map.classes import class_of
from reports.dashboards.map.rows import stage_shown, url_of, visited
from reports.figures.mapped import MapPoint
from reports.figures.mapped_areas import borders_of, class_at


def points_told(look: MapAsked) -> dict:
    """{"need", "months", "most", "drill", "points"}; the drill's address lacks its village's code.

    Where nobody knows a village's place, it is in the table only.
    """
    drawn = [each for each in look.mapped.points if each.place]
    view, scope = look.view, look.scope
    place = {"bulan": scope.month, "kantor": scope.head.code}
    return {
        "need": look.need,
        "months": look.months,
        "most": max((each.need or 0 for each in drawn), default=0),
        "drill": view.link("reports:drill", apa="paspor", **place),
        "points": [_point(each, look.choice.colour) for each in drawn],
    }


def _point(point: MapPoint, colour: str) -> dict:
    lat, lng = point.at
    told = {
        "code": point.code, "name": point.name, "path": point.path, "lat": lat, "lng": lng,
        "key": class_of(point, colour), "need": point.need, "stage": stage_shown(point).label,
        "url": url_of(point), "said": point.place.said,
    }  # fmt: skip
    if point.place.approximate:
        told["rough"] = 1
    if point.made_up:
        told["madeUp"] = 1
    if point.effort:
        told |= {"sessions": point.effort.sessions, "visited": visited(point)}
    return told


def borders_told(look: MapAsked) -> dict:
    """{"areas": [{code, name, value, at (class, from 1), geometry}]}."""
    drawn = borders_of([area.code for area in look.areas], AREAS[look.choice.areas])
    fill = look.choice.fill
    return {
        "areas": [
            {"name": area.name, "value": area.value(fill),
             "at": class_at(area.value(fill), look.breaks), "geometry": drawn[area.code]}
            for area in look.areas
        ]
    }  # fmt: skip

"""How sessions are told apart by each dimension, in SQL over the table `held`."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.pivot.axes import PERIODS, Axis

TOUCHED = "LEFT JOIN touched ON touched.session_id = held.id"
SERVED = "LEFT JOIN served ON served.session_id = held.id"
SPOKE = "LEFT JOIN outreach_speaker spoke ON spoke.session_id = held.id"


@dataclass(frozen=True)
class Join:
    """What a dimension joins, and the text that names a session's place along it."""

    key: str
    join: str = ""


JOINS = {
    "kantor": Join("held.office_id::text"),
    "kanwil": Join("coalesce(place.kanwil::text, '')"),
    "jenis": Join("held.kind_id::text"),
    "topik": Join(
        "coalesce(topics.topic_id::text, '')",
        "LEFT JOIN outreach_sessiontopic topics ON topics.session_id = held.id",
    ),
    "tugas": Join(
        "coalesce(duties.duty_id::text, '')",
        "LEFT JOIN outreach_sessionduty duties ON duties.session_id = held.id",
    ),
    "unsur": Join(
        "coalesce(audience.group_id::text, '')",
        "LEFT JOIN outreach_audience audience ON audience.session_id = held.id",
    ),
    "tag": Join(
        "coalesce(tags.tag_id::text, '')",
        "LEFT JOIN outreach_sessiontag tags ON tags.session_id = held.id",
    ),
    "desa-binaan": Join("coalesce(served.village_id::text, '')", SERVED),
    "kabupaten": Join("coalesce(left(touched.region, 5), '')", TOUCHED),
    "instansi": Join("coalesce(spoke.institution_id::text, '')", SPOKE),
}
# What a count counts once, and where it is found.
THINGS = {
    "desa": Join("served.village_id", SERVED),
    "instansi": Join("spoke.institution_id", SPOKE),
}


def join_of(axis: Axis | None, *, day: str = "held.held_on") -> Join:
    """The dimension's place in the SQL; without one everything stands in one column."""
    if axis is None:
        return Join("''::text")
    if axis.is_time:
        return Join(f"to_char({day}, '{PERIODS[axis.key]}')")
    return JOINS[axis.key]

"""What the papers of a session say in the same words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from dbi_portal.lib.days import in_zone, with_weekday
from dbi_portal.lib.letters import Table
from outreach.models import RegionReached, Session

LONG_LIST = 8  # regions; more are told by district


def named(what: str, session: Session) -> str:
    """What a paper's file is called: "Undangan Sosialisasi … 2025-10-31"."""
    return f"{what} {session.title} {session.held_on:%Y-%m-%d}"


def letter_day(session: Session, at: datetime) -> date:
    """The day a letter before the session is signed: today, but not after the session itself."""
    return min(in_zone(at, session.office.time_zone).date(), session.held_on)


def when_and_where(session: Session) -> list[tuple[str, str]]:
    return [
        ("Hari, tanggal", with_weekday(session.held_on)),
        ("Pukul", hours(session)),
        ("Tempat", place(session)),
    ]


def hours(session: Session) -> str:
    """ "09.00–12.00 WIB", "09.00 WIB sampai selesai", empty when no hour is known."""
    if not session.starts_at:
        return ""
    zone = session.office.get_time_zone_display()
    if session.ends_at:
        return f"{session.starts_at:%H.%M}–{session.ends_at:%H.%M} {zone}"
    return f"{session.starts_at:%H.%M} {zone} sampai selesai"


def place(session: Session) -> str:
    region = session.place_region
    return f"{session.place}, {region.full_name}" if region else session.place


def kind_and_title(session: Session) -> str:
    """The title, with its kind before it unless the title names it already."""
    kind = str(session.kind)
    told = kind.casefold() in session.title.casefold()
    return session.title if told else f"{kind}: {session.title}"


def reached(session: Session) -> list[RegionReached]:
    return list(session.regions_reached.select_related("region").order_by("region__code"))


def regions_table(rows: Iterable[RegionReached], *, units: bool, caption: str = "") -> Table:
    """Regions one a line, or one line a district when there are many; `units` adds RT and RW."""
    rows = list(rows)
    lines = [_line(row, units) for row in rows] if len(rows) <= LONG_LIST else _districts(rows)
    counted = any(row.rt_count is not None or row.rw_count is not None for row in rows)
    if not (units and counted):
        return Table(["Kecamatan", "Desa/kelurahan"], [line[:2] for line in lines], caption=caption)
    return Table(["Kecamatan", "Desa/kelurahan", "RT", "RW"], lines, caption=caption)


def _line(row: RegionReached, units: bool) -> list:  # noqa: FBT001
    name = f"{row.region.name} ({row.units})" if units and row.units else row.region.name
    return [_district(row), name, row.rt_count, row.rw_count]


def _districts(rows: list[RegionReached]) -> list[list]:
    lines = []
    for district, group in groupby(rows, key=_district):
        found = list(group)
        names = ", ".join(row.region.name for row in found)
        lines.append([district, names, _sum(found, "rt_count"), _sum(found, "rw_count")])
    return lines


def _district(row: RegionReached) -> str:
    return row.region.path.split(",")[0]


def _sum(rows: list[RegionReached], field: str) -> int | None:
    known = [getattr(row, field) for row in rows if getattr(row, field) is not None]
    return sum(known) if known else None

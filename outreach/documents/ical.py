"""Sessions as an iCalendar (RFC 5545), for phones and mail programs.

What it says is what an agenda says: what, when, where, which Desa Binaan. No result, no question,
no person. The same sessions give the same bytes, so a program that asks again is told "unchanged".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from outreach.models import Session

PRODUCT = "-//Portal Desa Binaan Imigrasi//Kalender kegiatan//ID"
REFRESH = timedelta(hours=1)  # how often programs are asked to look again
UNCHANGED = datetime(2025, 1, 1, tzinfo=ZoneInfo("UTC"))  # of a session nobody wrote a line about


@dataclass(frozen=True)
class Listed:
    """A session with what its history tells: how often it was changed, and when last.

    `root` is the `client_id` of its first revision: a correction is the same appointment.
    """

    session: Session
    root: str
    changes: int = 0
    changed_at: datetime = UNCHANGED
    url: str = ""


def calendar(name: str, listed: Sequence[Listed]) -> bytes:
    """The calendar as bytes; times stand in each office's own zone, with its VTIMEZONE."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("x-wr-calname", name)
    found.add("x-published-ttl", "PT1H")
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for each in listed:
        found.add_component(_event(each))
    found.add_missing_timezones()
    return found.to_ical()


def _event(listed: Listed) -> Event:
    session, event = listed.session, Event()
    event.add("uid", f"{listed.root}@portal-dbi")
    event.add("sequence", listed.changes)
    event.add("dtstamp", listed.changed_at)
    event.add("last-modified", listed.changed_at)
    event.add("summary", session.title)
    event.add("location", _where(session))
    event.add("description", _description(session, listed.url))
    cancelled = session.status == Session.Status.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if listed.url:
        event.add("url", listed.url)
    _add_times(event, session)
    if session.status == Session.Status.PLANNED:
        event.add_component(_alarm(session))
    return event


def _add_times(event: Event, session: Session) -> None:
    """A whole day when nobody set an hour; an end only when one was set, behind the start."""
    if session.starts_at is None:
        event.add("dtstart", session.held_on)
        event.add("dtend", session.held_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    zone = ZoneInfo(session.office.time_zone)
    event.add("dtstart", datetime.combine(session.held_on, session.starts_at, zone))
    if session.ends_at and session.ends_at > session.starts_at:
        event.add("dtend", datetime.combine(session.held_on, session.ends_at, zone))


def _alarm(session: Session) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Besok: {session.title}")
    alarm.add("trigger", timedelta(days=-1))
    return alarm


def _where(session: Session) -> str:
    region = session.place_region
    return f"{session.place}, {region.full_name}" if region else session.place


def _description(session: Session, url: str) -> str:
    villages = [village.region.name for village in session.villages.all()]
    lines = [
        f"{session.kind}, {session.get_status_display().lower()}",
        f"Kantor: {session.office}",
        f"Desa Binaan: {', '.join(villages)}" if villages else "",
        "Data contoh." if session.made_up else "",
        url,
    ]
    return "\n".join(line for line in lines if line)

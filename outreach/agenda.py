"""The week of an office as a message for WhatsApp: where everybody reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from django.db.models import QuerySet

from dbi_portal.lib.days import MONTH_NAMES, day_name, long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.text import unmarked
from outreach.models import Session

MOST = 60  # sessions in one message; a phone shows no more


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(sessions: QuerySet, monday: date) -> QuerySet:
    """What takes place from `monday` to Sunday, by day and hour; cancelled ones are left out."""
    span = sessions.filter(held_on__gte=monday, held_on__lte=monday + timedelta(days=6))
    return (
        span.exclude(status=Session.Status.CANCELLED)
        .select_related("office", "kind")
        .prefetch_related("villages__region")
        .order_by("held_on", "starts_at", "pk")
    )


def week_text(name: str, sessions: Iterable[Session], monday: date) -> str:
    """The message: heading, then each day with its sessions; offices are named when several.

    No names of people and no results: a message travels farther than it was meant to.
    """
    found = list(sessions)
    lines = [f"*Agenda {unmarked(name)}*", _span(monday)]
    several = len({session.office_id for session in found}) > 1
    for day, of_day in groupby(found[:MOST], key=lambda session: session.held_on):
        lines += ["", f"*{day_name(day)}, {day.day} {MONTH_NAMES[day.month - 1]}*"]
        for session in of_day:
            lines += _session(session, several=several)
    if not found:
        lines += ["", "Belum ada kegiatan yang direncanakan pekan ini."]
    if len(found) > MOST:
        lines += ["", f"dan {angka(len(found) - MOST)} kegiatan lain."]
    return "\n".join(lines)


def _span(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    first = str(monday.day)
    if monday.month != sunday.month:
        first = f"{monday.day} {MONTH_NAMES[monday.month - 1]}"
    if monday.year != sunday.year:
        first = long_date(monday)
    return f"{first}–{long_date(sunday)}"


def _session(session: Session, *, several: bool) -> list[str]:
    office = f" ({session.office})" if several else ""
    lines = [
        f"• {hours(session)}{unmarked(session.title)}{office}",
        f"  Tempat: {unmarked(session.place)}",
    ]
    villages = [village.region.name for village in session.villages.all()]
    return [*lines, f"  Desa Binaan: {', '.join(villages)}"] if villages else lines


def hours(session: Session) -> str:
    """ "09.00–11.00 WIB, ", empty when nobody set an hour."""
    if session.starts_at is None:
        return ""
    end = f"–{session.ends_at:%H.%M}" if session.ends_at else ""
    return f"{session.starts_at:%H.%M}{end} {session.office.get_time_zone_display()}, "

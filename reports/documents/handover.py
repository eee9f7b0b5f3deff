"""Serah terima: what the next officer of a village must know, on exactly one page.

Lists are cut until they fit, and say how many lines were left out.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from dbi_portal.lib import documents
from dbi_portal.lib.days import long_date
from dbi_portal.lib.letters import plain
from officers.documents.letterhead import headed
from officers.models import Office
from reports.documents.pages import page_count
from reports.figures.handover import Handover
from reports.figures.handover.section import Section

TEMPLATE = Path(__file__).parent / "handover.typ"
# Lines a list and letters a line, from generous to what always fits.
ROOM = ((10, 260), (8, 180), (6, 150), (5, 110), (4, 90), (3, 70), (2, 50), (1, 40))
MOST_HEAD_LINES, FACT = 6, 160


def handover_pdf(told: Handover, office: Office, *, on: date, at: datetime) -> bytes:
    """One tagged A4 page; the widest lists that fit on it. Raises documents.DocumentError."""
    for lines, letters in ROOM:
        drawn = documents.pdf(TEMPLATE, paper(told, office, on=on, at=at, room=(lines, letters)))
        if page_count(drawn) == 1:
            break
    return drawn


def paper(told: Handover, office: Office, *, on: date, at: datetime, room: tuple[int, int]) -> dict:
    """What the template reads, cut to so many lines a list and letters a line."""
    return {
        "title": title(told.name, on),
        "name": cut(told.name, FACT),
        "made_at": at.isoformat(),
        "letterhead": [cut(line, 90) for line in headed(office)["letterhead"][-MOST_HEAD_LINES:]],
        "facts": [[label, cut(value, FACT)] for label, value in told.facts if value],
        "left": [_section(each, *room) for each in told.left],
        "right": [_section(each, *room) for each in told.right],
        "footer": f"{office.short_name} · keadaan per {long_date(on)}",
        "sample": told.made_up,
    }


def title(name: str, on: date) -> str:
    """ "Serah terima Mustikajaya 2025-12-01" """
    return f"Serah terima {plain(name)} {on:%Y-%m-%d}"


def _section(section: Section, lines: int, letters: int) -> dict:
    # "… dan 1 lainnya" takes the line that the one left out would have taken.
    shown = lines if len(section.rows) > lines + 1 else lines + 1
    return {
        "title": section.title,
        "rows": [[cut(when, 40), cut(what, letters)] for when, what in section.rows[:shown]],
        "more": max(0, len(section.rows) - shown),
        "empty": section.empty,
    }


def cut(text: str, letters: int) -> str:
    """In one line, at most so many letters, broken between words where there are any."""
    words = " ".join(plain(text).split())
    if len(words) <= letters:
        return words
    head = words[: letters - 1]
    return f"{head.rpartition(' ')[0] or head}…"

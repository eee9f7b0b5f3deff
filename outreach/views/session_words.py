"""A session as the texts for WhatsApp tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.text import whatsapp_url
from outreach.figures import audience_sum, reach_of
from outreach.models import Session
from outreach.words import Gathering, invitation, recap, reminder

Status = Session.Status
OVER = (Status.HELD, Status.REPORTED, Status.RETURNED, Status.APPROVED)


@dataclass(frozen=True)
class Text:
    """One text, ready to copy or to open in WhatsApp."""

    name: str
    label: str
    text: str

    @property
    def url(self) -> str:
        return whatsapp_url(self.text)

    @property
    def rows(self) -> int:
        return min(self.text.count("\n") + 2, 14)


def texts(session: Session, *, today: date) -> list[Text]:
    """Before it: invitation and reminder. After it: the recap. None of what was called off."""
    told = gathering(session)
    if session.status == Status.PLANNED and session.held_on >= today:
        return [
            Text("undangan", "Undangan", invitation(told)),
            Text("pengingat", "Pengingat", reminder(told, today=today)),
        ]
    return [Text("rekap", "Rekap singkat", recap(told))] if session.status in OVER else []


def gathering(session: Session) -> Gathering:
    """Everything the texts may tell: no narrative, no names of people."""
    region, reached = session.place_region, reach_of(session.regions_reached.all())
    speakers = session.speakers.select_related("institution").order_by("pk")
    villages = session.villages.select_related("region").order_by("region__name")
    return Gathering(
        title=session.title,
        kind=str(session.kind),
        day=session.held_on,
        place=session.place,
        office=session.office.name,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.office.get_time_zone_display(),
        region=region.name if region else "",
        organiser=session.organiser,
        topics=[str(topic) for topic in session.topics.all()],
        villages=[village.region.name for village in villages],
        institutions=list(dict.fromkeys(str(row.institution) for row in speakers)),
        people=audience_sum(session, session.audiences.all()).shown,
        regions=reached.villages,
        rt=reached.rt,
        rw=reached.rw,
        agreed=session.follow_ups.count(),
    )

"""What a session's page shows: parts, sums, and what this reader may still do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dbi_portal.lib.coordinates import written
from dbi_portal.lib.days import with_weekday
from dbi_portal.lib.pages import Fact
from officers.models import User
from outreach.actions.seen import mark_of
from outreach.documents.papers import papers_for
from outreach.figures import audience_sum, reach_of
from outreach.figures.agreed import shared_note
from outreach.models import FollowUp, Session, SessionAttachment
from outreach.views.files import MAY_READ_ATTACHMENTS
from villages.models import GuidedVillage

Status = Session.Status


@dataclass
class Agreement:
    """One thing agreed, in as many places as it was asked of."""

    first: FollowUp
    open: list[FollowUp] = field(default_factory=list)
    done: list[FollowUp] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.open) + len(self.done)

    @property
    def note(self) -> str:
        """What was noted of all alike; what was noted of some stands beside each."""
        return shared_note([*self.open, *self.done])

    def is_overdue(self, today: date) -> bool:
        return bool(self.open and self.first.due_on and self.first.due_on < today)


def described(session: Session, *, user: User, today: date) -> dict:
    """Context of outreach/session_detail.html."""
    audiences = list(session.audiences.select_related("group").order_by("group__position", "pk"))
    regions = list(session.regions_reached.select_related("region").order_by("region__code"))
    speakers = list(session.speakers.select_related("institution").order_by("pk"))
    return {
        "session": session,
        "audiences": audiences,
        "audience_sum": audience_sum(session, audiences),
        "villages": _villages(session, user),
        "regions": regions,
        "reach": reach_of(regions),
        "officers": list(session.officers.order_by("name")),
        "speakers": speakers,
        "institution_count": len({speaker.institution_id for speaker in speakers}),
        "words": _words(session),
        "agreements": agreements(session, today),
        "photos": list(session.photos.all()),
        "attachments": attachments_for(session, user),
        "papers": papers_for(user),
        "may_change": user.has_perm("outreach.change_session") and _counts(session),
        **_review(session, user),
    }


def attachments_for(session: Session, user: User) -> list[SessionAttachment]:
    """For those who may open them: an attendance list names residents."""
    if not user.has_perm(MAY_READ_ATTACHMENTS):
        return []
    return list(session.attachments.select_related("uploaded_by"))


def agreements(session: Session, today: date) -> list[tuple[Agreement, bool]]:
    """Follow-ups of the same wording together, each with whether it is overdue.

    A note on one of them, written when it was marked, leaves it where it belongs.
    """
    groups: dict[tuple, Agreement] = {}
    for row in session.follow_ups.select_related("region").order_by("due_on", "region__code", "pk"):
        key = (row.task, row.owner, row.due_on)
        agreement = groups.setdefault(key, Agreement(row))
        (agreement.done if row.done_on else agreement.open).append(row)
    return [(agreement, agreement.is_overdue(today)) for agreement in groups.values()]


def session_facts(session: Session) -> list[Fact]:
    region = session.place_region
    return [
        Fact("Jenis", session.kind),
        Fact("Hari, tanggal", with_weekday(session.held_on), note=_hours(session)),
        Fact("Tempat", session.place, note=region.full_name if region else ""),
        Fact("Posisi", _position(session)),
        Fact("Penyelenggara", session.organiser or session.office.name),
        Fact("Dibuka oleh", session.opened_by),
        Fact("Kantor", session.office.name, url=session.office.get_absolute_url()),
        Fact("Sumber", session.source),
    ]


def _position(session: Session) -> str:
    if session.latitude is None:
        return ""
    return f"lintang {written(session.latitude)}, bujur {written(session.longitude)}"


def _hours(session: Session) -> str:
    zone = session.office.get_time_zone_display()
    if session.starts_at and session.ends_at:
        return f"pukul {session.starts_at:%H.%M}–{session.ends_at:%H.%M} {zone}"
    return f"pukul {session.starts_at:%H.%M} {zone}" if session.starts_at else ""


def _villages(session: Session, user: User) -> list[tuple[GuidedVillage, bool]]:
    """Villages served, each with whether this reader may open it."""
    served = session.villages.select_related("region").order_by("region__name")
    seen = set(
        GuidedVillage.objects.visible_to(user).filter(pk__in=served).values_list("pk", flat=True)
    )
    return [(village, village.pk in seen) for village in served]


def _words(session: Session) -> list[tuple[str, list[str]]]:
    lists = {"Topik": session.topics, "Tugas PIMPASA": session.duties, "Program": session.tags}
    named = {label: [str(word) for word in words.all()] for label, words in lists.items()}
    return [(label, words) for label, words in named.items() if words]


def _review(session: Session, user: User) -> dict:
    waiting = session.status == Status.REPORTED
    may_approve = waiting and user.has_perm("outreach.approve_session")
    may_return = waiting and user.has_perm("outreach.return_session")
    return {
        "may_approve": may_approve,
        "may_return": may_return,
        "seen": mark_of(session) if may_approve or may_return else "",
    }


def _counts(session: Session) -> bool:
    """Follow-ups are ticked off on the revision that stands, not on one that is being written."""
    return session.status != Status.SUPERSEDED and (
        session.corrects_id is None or session.status == Status.APPROVED
    )

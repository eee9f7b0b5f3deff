"""A session comes in, once, and is changed until it is approved."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dbi_portal.lib.days import in_zone, long_date
from officers import audit
from officers.models import User
from outreach.actions.described import FACTS, changes, described
from outreach.actions.identity import refuse_identity
from outreach.actions.parts import SessionParts, write_parts
from outreach.actions.refusals import NotYetHeld, SessionLocked
from outreach.actions.venues import venue_of
from outreach.models import Session
from villages.models import GuidedVillage

Status = Session.Status
NO_PARTS = SessionParts()
LOCKED = {
    Status.APPROVED: (
        "Kegiatan ini sudah disetujui, jadi isinya terkunci. "
        "Buka koreksi bila ada yang harus diperbaiki."
    ),
    Status.CANCELLED: "Kegiatan ini sudah dibatalkan, jadi isinya terkunci.",
    Status.SUPERSEDED: (
        "Revisi ini sudah digantikan koreksi yang disetujui, jadi isinya terkunci. "
        "Buka revisi yang berlaku."
    ),
}


@transaction.atomic
def record_session(
    *, session: Session, parts: SessionParts = NO_PARTS, by: User | None, at: datetime
) -> Session:
    """Store a filled-in, validated session (planned, held or reported) with its parts.

    However often the same `client_id` arrives, it is stored once; the stored one is returned.
    Raises Refused: a report of a day to come, a NIK in the text, more than five photos.
    """
    _refuse_unfit(session, at)
    session.venue = venue_of(session)
    wanted = {field: getattr(session, field) for field in (*FACTS, "status", "made_up")}
    if session.status == Status.REPORTED:
        wanted |= {"reported_by": by, "reported_at": at}
    stored, is_new = Session.objects.get_or_create(
        client_id=session.client_id, defaults=wanted | {"created_by": by}
    )
    if is_new:
        write_parts(session=stored, parts=parts, by=by)
        trace("outreach.session.recorded", stored, by=by, status=stored.status)
    return stored


@transaction.atomic
def change_session(
    *, session: Session, parts: SessionParts, by: User | None, at: datetime
) -> Session:
    """Save validated changes to facts and parts; the status stays. Raises Refused when locked."""
    stored = locked(session)
    refuse_locked(stored)
    session.status = stored.status
    _refuse_unfit(session, at)
    session.venue = venue_of(session)
    before, served = described(stored), villages_of(stored)
    session.save(update_fields=FACTS)
    write_parts(session=session, parts=parts, by=by)
    told = changes(before, described(Session.objects.get(pk=session.pk)))
    if told:
        trace("outreach.session.changed", session, by=by, also=served, **told)
    return session


def trace(action: str, session: Session, *, by: User | None, also=(), **told: object) -> None:
    """The audit line of a session; the villages it serves, or did (`also`), show it too."""
    about = [*villages_of(session), *also]
    audit.record(action, by=by, target=session, about=about, **told)


def villages_of(session: Session) -> list[GuidedVillage]:
    return list(GuidedVillage.objects.filter(session_villages__session=session))


def locked(session: Session) -> Session:
    """The session as stored, its row held until the transaction ends."""
    return Session.objects.select_for_update(of=["self"]).get(pk=session.pk)


def refuse_locked(session: Session) -> None:
    if session.status in LOCKED:
        raise SessionLocked(LOCKED[session.status])


def refuse_not_yet_held(session: Session, at: datetime) -> None:
    """What has not happened cannot be reported; the day is the office's own."""
    if not has_begun(session, at):
        raise NotYetHeld(
            f"Kegiatan bertanggal {long_date(session.held_on)} belum berlangsung. "
            "Simpan sebagai rencana, kirim laporannya setelah selesai."
        )


def has_begun(session: Session, at: datetime) -> bool:
    """Whether its day has come, by the office's own clock."""
    return session.held_on <= in_zone(at, session.office.time_zone).date()


def _refuse_unfit(session: Session, at: datetime) -> None:
    refuse_identity(session.result, session.questions)
    if session.status != Status.PLANNED:
        refuse_not_yet_held(session, at)

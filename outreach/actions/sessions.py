"""A session comes in, once, and is changed until it is approved."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dbi_portal.lib.days import in_zone, long_date
from officers import audit
from officers.models import User
from outreach.actions.identity import refuse_identity
from outreach.actions.parts import SessionParts, write_parts
from outreach.actions.refusals import NotYetHeld, SessionLocked
from outreach.models import Session

NO_PARTS = SessionParts()
FACTS = (
    "office",
    "kind",
    "title",
    "held_on",
    "starts_at",
    "ends_at",
    "place",
    "place_region",
    "organiser",
    "opened_by",
    "participants",
    "women",
    "result",
    "questions",
    "source",
)
NARRATIVE = ("result", "questions")
PART_ROWS = {
    "session_villages": "village__region",
    "regions_reached": "region",
    "session_officers": "officer",
    "speakers": "institution",
    "audiences": "group",
    "session_topics": "topic",
    "session_duties": "duty",
    "session_tags": "tag",
    "follow_ups": None,
    "photos": None,
}


@transaction.atomic
def record_session(
    *, session: Session, parts: SessionParts = NO_PARTS, by: User | None, at: datetime
) -> Session:
    """Store a filled-in, validated session (status planned or reported) with its parts.

    However often the same `client_id` arrives, it is stored once; the stored one is returned.
    Raises Refused: a report of a day to come, a NIK in the text, more than five photos.
    """
    _refuse_unfit(session, at)
    wanted = {field: getattr(session, field) for field in (*FACTS, "status", "made_up")}
    stored, is_new = Session.objects.get_or_create(
        client_id=session.client_id, defaults=wanted | {"created_by": by}
    )
    if is_new:
        write_parts(session=stored, parts=parts)
        audit.record("outreach.session.recorded", by=by, target=stored, status=stored.status)
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
    before = _described(stored)
    session.save(update_fields=FACTS)
    write_parts(session=session, parts=parts)
    after = _described(Session.objects.get(pk=session.pk))
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        audit.record("outreach.session.changed", by=by, target=session, **changes)
    return session


def locked(session: Session) -> Session:
    """The session as stored, its row held until the transaction ends."""
    return Session.objects.select_for_update(of=["self"]).get(pk=session.pk)


def refuse_locked(session: Session) -> None:
    if session.status == Session.Status.APPROVED:
        raise SessionLocked(
            "Kegiatan ini sudah disetujui, jadi isinya terkunci. "
            "Minta peninjau mengembalikannya bila ada yang harus diperbaiki."
        )
    if session.status == Session.Status.CANCELLED:
        raise SessionLocked("Kegiatan ini sudah dibatalkan, jadi isinya terkunci.")


def refuse_not_yet_held(session: Session, at: datetime) -> None:
    """What has not happened cannot be reported; the day is the office's own."""
    if session.held_on > in_zone(at, session.office.time_zone).date():
        raise NotYetHeld(
            f"Kegiatan bertanggal {long_date(session.held_on)} belum berlangsung. "
            "Simpan sebagai rencana, kirim laporannya setelah selesai."
        )


def _refuse_unfit(session: Session, at: datetime) -> None:
    refuse_identity(session.result, session.questions)
    if session.status != Session.Status.PLANNED:
        refuse_not_yet_held(session, at)


def _described(session: Session) -> dict[str, object]:
    """Facts and parts as plain text, to tell what a change changed; narratives only by length."""
    facts = {name: str(getattr(session, name) or "") for name in FACTS if name not in NARRATIVE}
    lengths = {name: len(getattr(session, name)) for name in NARRATIVE}
    parts = {
        name: [str(row) for row in getattr(session, name).select_related(path).order_by("pk")]
        for name, path in PART_ROWS.items()
    }
    return facts | lengths | parts

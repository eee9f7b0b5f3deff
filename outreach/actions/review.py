"""What a reviewer, or the one who plans, decides about a session."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from officers import audit
from officers.models import User
from outreach.actions.refusals import NoteMissing, WrongStatus
from outreach.actions.sessions import locked, refuse_locked, refuse_not_yet_held
from outreach.models import Session

Status = Session.Status


@transaction.atomic
def submit_session(*, session: Session, by: User | None, at: datetime) -> Session:
    """A plan that was carried out, or a returned report put right, waits for review."""
    session = locked(session)
    _expect(session, Status.PLANNED, Status.RETURNED)
    refuse_not_yet_held(session, at)
    session.status, session.reviewed_by, session.reviewed_at = Status.REPORTED, None, None
    session.save(update_fields=["status", "reviewed_by", "reviewed_at"])
    audit.record("outreach.session.submitted", by=by, target=session)
    return session


@transaction.atomic
def approve_session(*, session: Session, by: User, at: datetime) -> Session:
    """From now on it counts, and is locked."""
    session = locked(session)
    _expect(session, Status.REPORTED)
    _review(session, Status.APPROVED, by=by, at=at)
    audit.record("outreach.session.approved", by=by, target=session)
    return session


@transaction.atomic
def return_session(*, session: Session, note: str, by: User, at: datetime) -> Session:
    """Back to the office with a note on what is missing; an approved one is unlocked by it."""
    session = locked(session)
    _expect(session, Status.REPORTED, Status.APPROVED)
    note = note.strip()
    if not note:
        raise NoteMissing("Tulis apa yang harus diperbaiki, lalu kembalikan.")
    was = session.status
    _review(session, Status.RETURNED, by=by, at=at, note=note)
    audit.record("outreach.session.returned", by=by, target=session, was=was, note=note)
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: User | None) -> Session:
    """It did not take place, or was entered by mistake. Stays on record and never counts."""
    session = locked(session)
    refuse_locked(session)
    was, session.status = session.status, Status.CANCELLED
    session.save(update_fields=["status"])
    audit.record("outreach.session.cancelled", by=by, target=session, was=was)
    return session


def _review(session: Session, status: Status, *, by: User, at: datetime, note: str = "") -> None:
    session.status, session.review_note = status, note
    session.reviewed_by, session.reviewed_at = by, at
    session.save(update_fields=["status", "review_note", "reviewed_by", "reviewed_at"])


def _expect(session: Session, *statuses: Status) -> None:
    if session.status not in statuses:
        raise WrongStatus(
            f"Kegiatan ini berstatus “{session.get_status_display()}”, mungkin baru saja diubah "
            "orang lain. Muat ulang halaman untuk melihat keadaannya."
        )

"""From plan to approval: what the office and its reviewer decide about a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from officers.models import User
from outreach.actions import remarks as notes
from outreach.actions.corrections import replace_corrected
from outreach.actions.identity import refuse_identity
from outreach.actions.refusals import NoteMissing
from outreach.actions.remarks import Remark
from outreach.actions.seen import refuse_unseen
from outreach.actions.sessions import locked, refuse_locked, refuse_not_yet_held, trace
from outreach.actions.states import become, expect, send_back
from outreach.models import Session

Status = Session.Status


@transaction.atomic
def hold_session(*, session: Session, by: User | None, at: datetime) -> Session:
    """It took place; the report comes later. Raises NotYetHeld before its day."""
    session = locked(session)
    expect(session, Status.PLANNED)
    refuse_not_yet_held(session, at)
    become(session, Status.HELD)
    trace("outreach.session.held", session, by=by)
    return session


@transaction.atomic
def submit_session(*, session: Session, by: User | None, at: datetime) -> Session:
    """A plan that was carried out, or a returned report put right, waits for review."""
    session = locked(session)
    expect(session, Status.PLANNED, Status.HELD, Status.RETURNED)
    refuse_not_yet_held(session, at)
    notes.settle(session=session, at=at)
    sent = {"reported_by": by, "reported_at": at}
    become(session, Status.REPORTED, **sent, reviewed_by=None, reviewed_at=None)
    trace("outreach.session.submitted", session, by=by)
    return session


@transaction.atomic
def approve_session(*, session: Session, seen: str = "", by: User, at: datetime) -> Session:
    """From now on it counts, and is locked. A correction takes the place of what it corrects.

    `seen` marks what the reviewer read (`seen.mark_of`). Raises ChangedUnseen when it is another.
    """
    session = locked(session)
    expect(session, Status.REPORTED)
    refuse_unseen(session, seen)
    told = {"revision": session.revision} if session.corrects_id else {}
    if session.corrects_id:
        replace_corrected(session)
    become(session, Status.APPROVED, review_note="", reviewed_by=by, reviewed_at=at)
    trace("outreach.session.approved", session, by=by, **told)
    return session


@transaction.atomic
def return_session(
    *,
    session: Session,
    note: str = "",
    remarks: Sequence[Remark] = (),
    seen: str = "",
    by: User,
    at: datetime,
) -> Session:
    """Back to the office with what is missing: `note` on the whole, `remarks` on single fields.

    Raises NoteMissing when neither says anything, NamesAPerson for a NIK in them, ChangedUnseen
    when the session is no longer what `seen` marks.
    """
    session = locked(session)
    expect(session, Status.REPORTED)
    refuse_unseen(session, seen)
    return send_back(session, [Remark(note), *remarks], by=by, at=at)


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: User | None) -> Session:
    """It did not take place, or was entered by mistake. Stays on record and never counts.

    Raises NoteMissing without a reason.
    """
    session = locked(session)
    refuse_locked(session)
    reason = " ".join(reason.split())
    if not reason:
        raise NoteMissing("Tulis mengapa kegiatan ini dibatalkan.")
    refuse_identity(reason)
    was = session.status
    become(session, Status.CANCELLED, cancel_reason=reason)
    trace("outreach.session.cancelled", session, by=by, was=was, reason=reason)
    return session

"""One state follows another: what is expected and written, what is said when it is too late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from officers.models import User
from outreach.actions import remarks as notes
from outreach.actions.identity import refuse_identity
from outreach.actions.refusals import WrongStatus
from outreach.actions.remarks import Remark
from outreach.actions.sessions import trace
from outreach.models import Session


def expect(session: Session, *statuses: str) -> None:
    """Raises WrongStatus when somebody was quicker."""
    if session.status not in statuses:
        raise WrongStatus(
            f"Kegiatan ini berstatus “{session.get_status_display()}”, mungkin baru saja diubah "
            "orang lain. Muat ulang halaman untuk melihat keadaannya."
        )


def become(session: Session, status: str, **facts: object) -> None:
    session.status = status
    for name, value in facts.items():
        setattr(session, name, value)
    session.save(update_fields=["status", *facts])


def send_back(session: Session, remarks: Sequence[Remark], *, by: User, at: datetime) -> Session:
    """To the office with what is missing; `session` is locked by the caller."""
    kept = notes.written(remarks)
    refuse_identity(*(each.note for each in kept))
    notes.write(session=session, remarks=kept, by=by, at=at)
    was, words = session.status, notes.summed_up(kept)
    status = Session.Status.RETURNED
    become(session, status, review_note=words, reviewed_by=by, reviewed_at=at)
    trace("outreach.session.returned", session, by=by, was=was, note=words)
    return session

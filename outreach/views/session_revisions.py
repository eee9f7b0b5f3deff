"""What a session's page tells of its revisions, of the reviewer's notes and of who approved it."""

from __future__ import annotations

from dataclasses import dataclass

from officers.models import User
from outreach.actions.corrections import open_correction_of, revisions_of
from outreach.actions.described import described, differences
from outreach.actions.remarks import FIELDS
from outreach.models import Session, SessionRemark
from outreach.views.chips import status_chip

Status = Session.Status


@dataclass(frozen=True)
class Noted:
    """A reviewer's note with the name of the field it is about."""

    label: str
    remark: SessionRemark


def revision_context(session: Session, user: User) -> dict:
    """Context of the page's revision panel; what this reader may not see is left out."""
    seen = Session.objects.visible_to(user)
    found = revisions_of(session)
    openable = set(seen.filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    shown = [row for row in found if row.pk in openable]
    before = session.corrects if session.corrects_id in openable else None
    return {
        "revisions": [(row, status_chip(row)) for row in shown] if len(shown) > 1 else [],
        "corrected": before,
        "differences": differences(described(before), described(session)) if before else [],
        "correction": _open_correction(session, openable),
        "newest": shown[-1] if session.status == Status.SUPERSEDED and shown else None,
        "remarks": _noted(session, user),
        "approved_own": is_approved_by_reporter(session),
    }


def is_approved_by_reporter(session: Session) -> bool:
    """The rules do not forbid it; the page says so."""
    if session.status not in (Status.APPROVED, Status.SUPERSEDED) or not session.reviewed_by_id:
        return False
    return session.reviewed_by_id == (session.reported_by_id or session.created_by_id)


def _open_correction(session: Session, openable: set[int]) -> Session | None:
    """Of a session that counts: the correction that is not approved yet."""
    if session.status != Status.APPROVED:
        return None
    known = open_correction_of(session)
    return known if known and known.pk in openable else None


def _noted(session: Session, user: User) -> list[Noted]:
    """Notes are between the office and its reviewer."""
    if not user.has_perm("outreach.add_session") and not user.has_perm("outreach.return_session"):
        return []
    rows = session.remarks.select_related("written_by")
    return [Noted(FIELDS.get(row.field, row.field), row) for row in rows]

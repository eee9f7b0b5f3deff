"""An approved session is put right by a new revision; the old one counts until that is approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from officers.models import User
from outreach.actions.described import FACTS, PARTS
from outreach.actions.identity import refuse_identity
from outreach.actions.refusals import NoteMissing, WrongStatus
from outreach.actions.remarks import Remark
from outreach.actions.sessions import locked, trace
from outreach.actions.states import become, expect, send_back
from outreach.models import FollowUp, Session

Status = Session.Status


@transaction.atomic
def open_correction(*, session: Session, reason: str, by: User | None, at: datetime) -> Session:
    """A copy of an approved session with all its parts, to be changed, sent and approved.

    Photos and attachments share their files with the original. Raises WrongStatus when it is not
    approved or a correction is open already, NoteMissing without a reason.
    """
    session = locked(session)
    expect(session, Status.APPROVED)
    _refuse_second(session)
    reason = " ".join(reason.split())
    if not reason:
        raise NoteMissing("Tulis apa yang dikoreksi dan mengapa.")
    refuse_identity(reason)
    correction = _copied(session, reason, by)
    for name in PARTS:
        _copy_parts(session, correction, name)
    trace(
        "outreach.session.correction",
        correction,
        by=by,
        reason=reason,
        revision=correction.revision,
    )
    return correction


@transaction.atomic
def ask_correction(
    *, session: Session, reason: str, remarks: Sequence[Remark] = (), by: User, at: datetime
) -> Session:
    """A reviewer finds a mistake in what is approved: the office gets the new revision to mend."""
    correction = open_correction(session=session, reason=reason, by=by, at=at)
    return send_back(correction, [Remark(reason), *remarks], by=by, at=at)


def replace_corrected(correction: Session) -> None:
    """The corrected revision steps back; what was done about its follow-ups meanwhile is kept."""
    corrected = locked(correction.corrects)
    expect(corrected, Status.APPROVED)
    for row in correction.follow_ups.select_related("carried_from"):
        before = row.carried_from
        if before and before.session_id == corrected.pk and row.done_on != before.done_on:
            row.done_on, row.note = before.done_on, _both_notes(row.note, before.note)
            row.save(update_fields=["done_on", "note"])
    become(corrected, Status.SUPERSEDED)


def _both_notes(corrected: str, meanwhile: str) -> str:
    """What was noted when it was ticked off stands behind what the correction says of it."""
    if meanwhile.startswith(corrected):
        return meanwhile
    longest = FollowUp._meta.get_field("note").max_length
    return f"{corrected}; {meanwhile}"[:longest].rstrip("; ")


def open_correction_of(session: Session) -> Session | None:
    """The correction that is being written or waits for review."""
    return session.corrections.exclude(status=Status.CANCELLED).first()


def revisions_of(session: Session) -> list[Session]:
    """Every revision of this session, the first one first; corrections given up are left out."""
    first = session
    while first.corrects_id:
        first = first.corrects
    found = [first]
    while following := open_correction_of(found[-1]):
        found.append(following)
    # A correction that was given up leads nowhere, but its own page names where it came from.
    return found if session in found else [*found, session]


def _refuse_second(session: Session) -> None:
    known = open_correction_of(session)
    if known:
        raise WrongStatus(
            f"Koreksi kegiatan ini sudah dibuka oleh {known.created_by or 'portal'}. "
            "Lanjutkan koreksi itu."
        )


def _copied(session: Session, reason: str, by: User | None) -> Session:
    facts = {name: getattr(session, name) for name in FACTS}
    return Session.objects.create(
        **facts,
        made_up=session.made_up,
        status=Status.HELD,
        corrects=session,
        revision=session.revision + 1,
        correction_reason=reason,
        created_by=by,
    )


def _copy_parts(session: Session, correction: Session, name: str) -> None:
    rows = list(getattr(session, name).order_by("pk"))
    copies = [_copy(row, correction) for row in rows]
    type(rows[0]).objects.bulk_create(copies) if rows else None


def _copy(row: Model, correction: Session) -> Model:
    """The same row under the correction. A file is named, not copied: both rows share it."""
    own = ("id", "session", "office", "carried_from")
    facts = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in own
    }
    if isinstance(row, FollowUp):
        facts["carried_from"] = row
    return type(row)(session=correction, office_id=correction.office_id, **facts)

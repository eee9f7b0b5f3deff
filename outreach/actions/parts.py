"""What hangs on a session, as one value: a change writes it whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from officers.models import Officer, User
from outreach.actions import attachments, photos
from outreach.actions.identity import refuse_identity
from outreach.actions.institutions import institution_named
from outreach.models import (
    AudienceGroup,
    Duty,
    FollowUp,
    ProgrammeTag,
    Session,
    Topic,
)
from villages.models import GuidedVillage, Region


@dataclass(frozen=True)
class Reached:
    """A village that was reached; how many RT and RW of it, None where nobody counted."""

    region: Region
    rt_count: int | None = None
    rw_count: int | None = None
    units: str = ""


@dataclass(frozen=True)
class Speaks:
    """A speaker; the institution by name, as it was written."""

    institution: str
    name: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Agreed:
    """Something agreed: `pk` of the follow-up it already is, or None for a new one."""

    task: str
    owner: str
    region: Region | None = None
    due_on: date | None = None
    note: str = ""
    made_up: bool = False
    pk: int | None = None


@dataclass(frozen=True)
class SessionParts:
    """Everything beneath a session. `audience` maps a group to its number, None when unknown."""

    villages: Sequence[GuidedVillage] = ()
    regions: Sequence[Reached] = ()
    officers: Sequence[Officer] = ()
    speakers: Sequence[Speaks] = ()
    audience: Mapping[AudienceGroup, int | None] = field(default_factory=dict)
    topics: Sequence[Topic] = ()
    duties: Sequence[Duty] = ()
    tags: Sequence[ProgrammeTag] = ()
    follow_ups: Sequence[Agreed] = ()
    new_photos: Sequence[photos.PreparedPhoto] = ()
    dropped_photos: Sequence[int] = ()
    new_attachments: Sequence[attachments.PreparedAttachment] = ()
    dropped_attachments: Sequence[int] = ()


def write_parts(*, session: Session, parts: SessionParts, by: User | None = None) -> None:
    """Make the session's parts be exactly `parts`, in the caller's transaction."""
    refuse_identity(*(f"{agreed.task} {agreed.note}" for agreed in parts.follow_ups))
    _replace(session.session_villages, _each("village", parts.villages))
    _replace(session.regions_reached, _regions(parts.regions))
    _replace(session.session_officers, _each("officer", parts.officers))
    _replace(session.speakers, _speakers(parts.speakers, made_up=session.made_up))
    _replace(
        session.audiences,
        [{"group": group, "count": count} for group, count in parts.audience.items()],
    )
    _replace(session.session_topics, _each("topic", parts.topics))
    _replace(session.session_duties, _each("duty", parts.duties))
    _replace(session.session_tags, _each("tag", parts.tags))
    _write_follow_ups(session, parts.follow_ups)
    photos.write(session=session, new=parts.new_photos, dropped=parts.dropped_photos)
    attachments.write(
        session=session, new=parts.new_attachments, dropped=parts.dropped_attachments, by=by
    )


def _each(name: str, rows: Iterable[object]) -> list[dict]:
    return [{name: row} for row in dict.fromkeys(rows)]


def _regions(rows: Iterable[Reached]) -> list[dict]:
    return [vars(row) for row in {row.region: row for row in rows}.values()]


def _speakers(rows: Iterable[Speaks], *, made_up: bool) -> list[dict]:
    return [
        {
            "institution": institution_named(row.institution, made_up=made_up),
            "name": row.name,
            "subject": row.subject,
        }
        for row in rows
    ]


def _replace(rows, new: list[dict]) -> None:
    session = rows.instance
    rows.all().delete()
    rows.model.objects.bulk_create(
        [rows.model(session=session, office_id=session.office_id, **row) for row in new]
    )


def _write_follow_ups(session: Session, agreed: Sequence[Agreed]) -> None:
    """Kept ones stay the rows they are, so that what is done stays done."""
    known = {row.pk: row for row in session.follow_ups.all()}
    kept = {item.pk for item in agreed}
    session.follow_ups.exclude(pk__in=[pk for pk in known if pk in kept]).delete()
    for item in agreed:
        row = known.get(item.pk) or FollowUp(session=session)
        row.task, row.owner, row.region = item.task, item.owner, item.region
        row.due_on, row.note = item.due_on, item.note
        row.made_up = row.made_up or item.made_up
        row.save()

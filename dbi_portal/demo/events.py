"""Writes sessions and consultations as the offices do: one records, another approves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dbi_portal.demo.accounts import person
from dbi_portal.demo.pen import morning, origin, stable_id
from officers.models import Office, Officer
from officers.roles import Role
from outreach.actions.consultations import record_consultation
from outreach.actions.institutions import institution_named
from outreach.actions.parts import Agreed, Reached, SessionParts, Speaks
from outreach.actions.review import approve_session, return_session
from outreach.actions.sessions import record_session
from outreach.models import (
    AudienceGroup,
    Consultation,
    Duty,
    ProgrammeTag,
    Session,
    SessionKind,
    Topic,
)
from villages.models import GuidedVillage

Status = Session.Status


@dataclass(frozen=True)
class Event:
    """A session in words: kinds, topics, duties, groups and tags by code, regions by Reached."""

    name: str
    kind: str
    title: str
    day: date
    place: str
    article: str | None = None
    organiser: str = ""
    opened_by: str = ""
    participants: int | None = None
    result: str = ""
    status: str = Status.APPROVED
    review_note: str = ""
    villages: Sequence[GuidedVillage] = ()
    officers: Sequence[Officer] = ()
    regions: Sequence[Reached] = ()
    speakers: Sequence[Speaks] = ()
    audience: Mapping[str, int | None] = field(default_factory=dict)
    topics: Sequence[str] = ()
    duties: Sequence[str] = ()
    tags: Sequence[str] = ()
    follow_ups: Sequence[Agreed] = ()


@dataclass(frozen=True)
class Answer:
    """A consultation in words; `refer` names the institution it was passed on to."""

    name: str
    day: date
    topic: str
    note: str
    village: GuidedVillage | None = None
    officer: Officer | None = None
    channel: str = Consultation.Channel.IN_PERSON
    refer: str = ""


def write_event(office: Office, event: Event) -> Session:
    """The session of that name at that office, approved by its verifier unless said otherwise."""
    client_id = stable_id(office.code, event.name)
    known = Session.objects.filter(client_id=client_id).first()
    if known:
        return known
    noted = morning(event.day + timedelta(days=1), office)
    waiting = event.status if event.status == Status.PLANNED else Status.REPORTED
    session = Session(
        client_id=client_id,
        office=office,
        kind=SessionKind.objects.get(code=event.kind),
        title=event.title,
        held_on=event.day,
        place=event.place,
        organiser=event.organiser,
        opened_by=event.opened_by,
        participants=event.participants,
        result=event.result,
        status=waiting,
        **origin(event.article),
    )
    operator = person(office, Role.OPERATOR)
    session = record_session(session=session, parts=_parts(event), by=operator, at=noted)
    return _review(session, event, office)


def write_answers(office: Office, answers: Sequence[Answer]) -> None:
    for answer in answers:
        client_id = stable_id(office.code, answer.name)
        if not Consultation.objects.filter(client_id=client_id).exists():
            _write_answer(client_id, office, answer)


def _parts(event: Event) -> SessionParts:
    return SessionParts(
        villages=event.villages,
        officers=event.officers,
        regions=event.regions,
        speakers=event.speakers,
        audience={AudienceGroup.objects.get(code=c): n for c, n in event.audience.items()},
        topics=list(Topic.objects.filter(code__in=event.topics)),
        duties=list(Duty.objects.filter(code__in=event.duties)),
        tags=list(ProgrammeTag.objects.filter(code__in=event.tags)),
        follow_ups=event.follow_ups,
    )


def _review(session: Session, event: Event, office: Office) -> Session:
    verifier = person(office, Role.VERIFIER)
    reviewed = morning(event.day + timedelta(days=2), office)
    if event.status == Status.APPROVED:
        return approve_session(session=session, by=verifier, at=reviewed)
    if event.status == Status.RETURNED:
        return return_session(session=session, note=event.review_note, by=verifier, at=reviewed)
    return session


def _write_answer(client_id, office: Office, answer: Answer) -> None:
    outcome = Consultation.Outcome.REFERRED if answer.refer else Consultation.Outcome.ANSWERED
    consultation = Consultation(
        client_id=client_id,
        office=office,
        village=answer.village,
        officer=answer.officer,
        held_on=answer.day,
        topic=Topic.objects.get(code=answer.topic),
        channel=answer.channel,
        outcome=outcome,
        referred_to=institution_named(answer.refer) if answer.refer else None,
        note=answer.note,
        **origin(None),
    )
    by = answer.officer.user if answer.officer else None
    record_consultation(consultation=consultation, by=by or person(office, Role.OPERATOR))

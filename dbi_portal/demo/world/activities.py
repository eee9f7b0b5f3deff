"""An office's sessions in every status, with every part, and its consultations."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

from dbi_portal.demo.pen import morning, stable_id
from dbi_portal.demo.world.registry import MADE_UP, Registry
from officers.models import Office, User
from outreach.actions.attachments import PreparedAttachment
from outreach.actions.consultations import record_consultation
from outreach.actions.parts import Agreed, Reached, SessionParts, Speaks
from outreach.actions.photos import PreparedPhoto, prepare
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

Status = Session.Status
STATUSES = (Status.APPROVED, Status.REPORTED, Status.RETURNED, Status.PLANNED)


def write_activities(office: Office, registry: Registry, *, by: User, rng: Random) -> None:
    """Four sessions of August 2025, one in each status, and two consultations."""
    for number, status in enumerate(STATUSES):
        _write_session(office, registry, number, status, by, rng)
    for number in (1, 2):
        _write_consultation(office, registry, number, by)


def _write_session(office, registry, number: int, status: str, by: User, rng: Random) -> None:
    day = date(2025, 8, 4 + 5 * number)
    session = Session(
        client_id=stable_id("world", office.code, status),
        office=office,
        kind=SessionKind.objects.order_by("position")[number],
        title=f"Kegiatan uji {status} {office.short_name}",
        held_on=day,
        place="Balai uji",
        participants=rng.randint(20, 60),
        result="Hasil uji.",
        status=Status.PLANNED if status == Status.PLANNED else Status.REPORTED,
        **MADE_UP,
    )
    noted, reviewed = (morning(day + timedelta(days=n), office) for n in (1, 2))
    session = record_session(session=session, parts=_parts(registry, rng), by=by, at=noted)
    if status == Status.APPROVED:
        approve_session(session=session, by=by, at=reviewed)
    elif status == Status.RETURNED:
        return_session(session=session, note="Lengkapi fotonya.", by=by, at=reviewed)


def _parts(registry: Registry, rng: Random) -> SessionParts:
    village = registry.villages[0]
    return SessionParts(
        villages=[village],
        regions=[Reached(village.region, rng.randint(1, 6), 1, "RW 01")],
        officers=registry.officers[:1],
        speakers=[Speaks("Instansi Uji", subject="Materi uji")],
        audience={AudienceGroup.objects.first(): rng.randint(5, 15)},
        topics=[Topic.objects.first()],
        duties=[Duty.objects.first()],
        tags=[ProgrammeTag.objects.first()],
        follow_ups=[
            Agreed("Tindak lanjut uji", "Lurah", village.region, date(2025, 9, 30), made_up=True)
        ],
        new_photos=[_photo()],
        new_attachments=[PreparedAttachment("daftar-hadir-uji.pdf", b"%PDF-1.7\n%%EOF\n")],
    )


@cache
def _photo() -> PreparedPhoto:
    picture = BytesIO()
    Image.new("RGB", (48, 32), "#3a6b8c").save(picture, "JPEG")
    picture.seek(0)
    return prepare(picture, name="uji.jpg", caption="Foto uji")


def _write_consultation(office, registry, number: int, by: User) -> None:
    consultation = Consultation(
        client_id=stable_id("world", office.code, "konsultasi", number),
        office=office,
        village=registry.villages[0],
        officer=registry.officers[0],
        held_on=date(2025, 8, 5 + number),
        topic=Topic.objects.first(),
        note="Pertanyaan uji.",
        **MADE_UP,
    )
    record_consultation(consultation=consultation, by=by)

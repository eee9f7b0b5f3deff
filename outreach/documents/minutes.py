"""Notulen: what a session was, who came, what came out of it, what was agreed."""

from __future__ import annotations

from datetime import datetime

from dbi_portal.lib.letters import (
    Blank,
    Block,
    Bullets,
    Facts,
    Heading,
    Letter,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
)
from dbi_portal.lib.numbers import angka
from officers.documents.letterhead import headed, place_line, signature
from outreach.documents.agreed import agreed_table
from outreach.documents.facts import named, reached, regions_table, when_and_where
from outreach.figures import audience_sum, reach_of
from outreach.models import FollowUp, Session, SessionPhoto

Status = Session.Status
NOT_YET = {Status.PLANNED, Status.HELD}  # its minutes are a form to fill in
MOST_PHOTOS = 6
NOTHING = "Tidak ada tindak lanjut yang disepakati."
SUM = "Jumlah menurut unsur"


def minutes(session: Session, *, at: datetime) -> Letter:
    """The minutes as far as the session is known; what is not is left to be written."""
    office = session.office
    agreed = list(session.follow_ups.select_related("region").order_by("due_on", "region__code"))
    return Letter(
        **headed(office),
        name=named("Notulen", session),
        made_at=at,
        title="NOTULEN",
        subtitle=session.title,
        number=None,
        body=[
            Facts(_facts(session)),
            *_speakers(session),
            *_audience(session),
            *_topics(session),
            *_regions(session),
            *_told("Hasil", session.result, session),
            *_told("Pertanyaan peserta", session.questions, session),
            *_agreed(agreed, session),
            *_photos(session),
        ],
        signatures=[
            signature(office, session.held_on, above="Mengetahui,"),
            Signature("Notulis,", above=place_line(office, session.held_on)),
        ],
        sample=session.made_up or any(row.made_up for row in agreed),
    )


def _facts(session: Session) -> list[tuple[str, str]]:
    officers = [str(officer) for officer in session.officers.order_by("name")]
    return [
        ("Jenis kegiatan", str(session.kind)),
        *when_and_where(session),
        ("Penyelenggara", session.organiser or session.office.name),
        ("Dibuka oleh", session.opened_by),
        ("Petugas", ", ".join(officers)),
        ("Status", _status(session)),
    ]


def _status(session: Session) -> str:
    """Nothing to say once it is approved and was never corrected."""
    if session.status != Status.APPROVED:
        return session.get_status_display()
    return f"Revisi {session.revision}" if session.revision > 1 else ""


def _speakers(session: Session) -> list[Block]:
    found = session.speakers.select_related("institution").order_by("pk")
    rows = [[str(row.institution), row.name, row.subject] for row in found]
    told = [at for at in range(3) if any(row[at] for row in rows)]  # no column of dashes
    if not rows:
        return [Heading("Narasumber"), Paragraph("Tidak ada narasumber yang tercatat.")]
    if told == [0]:
        return [Heading("Narasumber"), Bullets([row[0] for row in rows])]
    headers = ["Instansi", "Nama", "Materi"]
    table = Table([headers[at] for at in told], [[row[at] for at in told] for row in rows])
    return [Heading("Narasumber"), table]


def _audience(session: Session) -> list[Block]:
    groups = list(session.audiences.select_related("group").order_by("group__position", "pk"))
    summed = audience_sum(session, groups)
    pairs = [
        ("Peserta", f"{angka(summed.printed)} orang" if summed.printed is not None else ""),
        ("Perempuan", f"{angka(session.women)} orang" if session.women is not None else ""),
        ("Selisih", _difference(summed.discrepancy)),
    ]
    if summed.counted is None:  # groups alone are a list, not a table of dashes
        told = ", ".join(str(row.group) for row in groups) or "tidak tercatat"
        return [Heading("Peserta"), Facts([*pairs, ("Unsur", told)])]
    rows = [*([str(row.group), row.count] for row in groups), [SUM, summed.counted]]
    table = Table(["Unsur", "Orang"], rows, total=True, weights=(5, 1))
    return [Heading("Peserta"), *([Facts(pairs)] if any(p[1] for p in pairs) else []), table]


def _difference(found: int | None) -> str:
    if found is None:
        return ""
    way = "tidak terinci menurut unsur" if found > 0 else "lebih menurut unsur"
    return f"{angka(abs(found))} orang {way}"


def _topics(session: Session) -> list[Block]:
    topics = [str(topic) for topic in session.topics.all()]
    return [Heading("Topik"), Bullets(topics)] if topics else []


def _regions(session: Session) -> list[Block]:
    """Villages served and regions reached; nothing when the session was for none."""
    served = [str(village) for village in session.villages.order_by("region__name")]
    rows = reached(session)
    if not served and not rows:
        return []
    far = reach_of(rows)
    wide = f" di {angka(far.districts)} kecamatan" if far.districts > 1 else ""
    pairs = [
        ("Desa Binaan", ", ".join(served)),
        ("Menjangkau", f"{angka(far.villages)} desa/kelurahan{wide}" if rows else ""),
    ]
    return [
        Heading("Desa dan wilayah"),
        Facts(pairs),
        *([regions_table(rows, units=True)] if rows else []),
    ]


def _told(title: str, text: str, session: Session) -> list[Block]:
    """What was written down; room to write while the session has not been reported."""
    if text:
        return [Heading(title), Paragraph(text)]
    if session.status in NOT_YET:
        return [Heading(title), Blank(lines=5)]
    return []


def _agreed(rows: list[FollowUp], session: Session) -> list[Block]:
    if rows:
        return [Heading("Tindak lanjut"), agreed_table(rows)]
    return _told("Tindak lanjut", "", session) or [Heading("Tindak lanjut"), Paragraph(NOTHING)]


def _photos(session: Session) -> list[Block]:
    found = [_photo(row) for row in session.photos.all()[:MOST_PHOTOS]]
    pictures = [photo for photo in found if photo]
    return [Heading("Foto"), Photos(pictures)] if pictures else []


def _photo(row: SessionPhoto) -> Photo | None:
    """Nothing for a file that is gone: the minutes are worth having without it."""
    try:
        with row.image.open("rb") as stored:
            return Photo(stored.read(), row.caption)
    except FileNotFoundError:
        return None

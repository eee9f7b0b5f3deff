"""Surat tugas: which officers go, on what ground, to do what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dbi_portal.lib.letters import Blank, Block, Bullets, Facts, Heading, Letter, Paragraph, Table
from officers.documents.letterhead import headed, place_line, signature
from officers.models import Officer
from outreach.documents.facts import kind_and_title, letter_day, named, when_and_where
from outreach.models import Session
from villages.models import Assignment, Decree

TO_WRITE = 3  # empty rows when no officer is named yet
CLOSING = (
    "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab. Setelah "
    "kegiatan selesai, petugas melaporkan hasilnya kepada pemberi tugas."
)


def order(session: Session, *, at: datetime) -> Letter:
    """The order for the officers named on the session; its number is left to be filled in."""
    office, officers = session.office, list(session.officers.order_by("name"))
    planned = session.status == Session.Status.PLANNED
    day = letter_day(session, at)
    return Letter(
        **headed(office),
        name=named("Surat tugas", session),
        made_at=at,
        title="SURAT TUGAS",
        body=[*_ground(session, officers), *_whom(session, officers), *_what(session)],
        signatures=[signature(office, day, above=place_line(office, day if planned else None))],
        sample=session.made_up or any(officer.made_up for officer in officers),
    )


def _ground(session: Session, officers: Sequence[Officer]) -> list[Block]:
    """The papers that post these officers to the villages served, as in force that day."""
    postings = Assignment.objects.on(session.held_on).filter(
        village__in=session.villages.all(), officer__in=officers
    )
    papers = Decree.objects.filter(assignments__in=postings).distinct().order_by("signed_on", "pk")
    told = [_paper(paper) for paper in papers]
    return [Heading("Dasar"), Bullets(told, numbered=True) if told else Blank(lines=2)]


def _paper(paper: Decree) -> str:
    return (
        f"{paper.get_kind_display()} {paper.office.name} Nomor {paper.number} tentang {paper.title}"
    )


def _whom(session: Session, officers: Sequence[Officer]) -> list[Block]:
    rows = [
        [at, officer.name, officer.employee_number, _position(officer, session)]
        for at, officer in enumerate(officers, start=1)
    ] or [[at, "", "", ""] for at in range(1, TO_WRITE + 1)]
    high = 6 if officers else 8  # mm; a pen wants more room than print
    table = Table(["No.", "Nama", "NIP", "Jabatan"], rows, weights=(1, 6, 5, 6), by_hand=high)
    return [Heading("Memberi tugas kepada"), table]


def _position(officer: Officer, session: Session) -> str:
    """As what the officer served that day; he may have moved on since."""
    post = officer.posts.on(session.held_on).first()
    return (post.position if post else "") or officer.position


def _what(session: Session) -> list[Block]:
    villages = [str(village) for village in session.villages.order_by("region__name")]
    duties = [str(duty) for duty in session.duties.all()]
    return [
        Heading("Untuk"),
        Paragraph(f"Melaksanakan {kind_and_title(session)}."),
        Facts(
            [
                *when_and_where(session),
                ("Desa Binaan", ", ".join(villages)),
                ("Tugas PIMPASA", "; ".join(duties)),
            ]
        ),
        Paragraph(CLOSING),
    ]

"""Undangan: who is asked to come, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dbi_portal.lib.letters import Block, Facts, Heading, Letter, Paragraph, Table
from officers.documents.letterhead import headed, place_line, signature
from outreach.documents.facts import (
    LONG_LIST,
    kind_and_title,
    letter_day,
    named,
    reached,
    regions_table,
    when_and_where,
)
from outreach.models import RegionReached, Session

FEW = 4  # so many are addressed on the letter itself, more stand in a list behind it
CLOSING = (
    "Mengingat pentingnya kegiatan ini, kami mengharapkan kehadiran Bapak/Ibu tepat waktu.\n\n"
    "Atas perhatian dan kehadirannya kami ucapkan terima kasih."
)


def invitation(session: Session, *, at: datetime) -> Letter:
    """The letter of invitation; its number is left to be filled in."""
    office, invited = session.office, _invited(session)
    regions = reached(session)
    listed = len(invited) > FEW or len(regions) > LONG_LIST
    planned = session.status == Session.Status.PLANNED
    day = letter_day(session, at)
    return Letter(
        **headed(office),
        name=named("Undangan", session),
        made_at=at,
        date_line=place_line(office, day if planned else None),
        attachments="1 (satu) berkas" if listed else "–",
        subject=f"Undangan {kind_and_title(session)}",
        recipients=_recipients(invited, listed=listed),
        body=_body(session, [] if listed else regions),
        signatures=[signature(office, day)],
        enclosed=_list(invited, regions) if listed else [],
        sample=session.made_up,
    )


def _body(session: Session, regions: Sequence[RegionReached]) -> list[Block]:
    organiser = session.organiser or session.office.name
    return [
        Paragraph(
            f"Dengan hormat, bersama ini kami sampaikan bahwa {organiser} akan menyelenggarakan "
            f"{kind_and_title(session)}. Sehubungan dengan hal tersebut, kami mengundang "
            "Bapak/Ibu untuk hadir pada:"
        ),
        Facts(
            [
                *when_and_where(session),
                ("Acara", session.title),
                ("Peserta dari", ", ".join(row.region.name for row in regions)),
                ("Materi", "; ".join(str(topic) for topic in session.topics.all())),
            ]
        ),
        Paragraph(CLOSING),
    ]


def _invited(session: Session) -> list[tuple[str, str]]:
    """Speakers' institutions first, then the groups of the audience: (who, as what)."""
    speakers: dict[str, list[str]] = {}
    for speaker in session.speakers.select_related("institution").order_by("pk"):
        speakers.setdefault(str(speaker.institution), []).append(speaker.subject)
    groups = session.audiences.select_related("group").order_by("group__position", "pk")
    return [
        *((name, _as_speaker(subjects)) for name, subjects in speakers.items()),
        *((str(row.group), "Peserta") for row in groups),
    ]


def _as_speaker(subjects: list[str]) -> str:
    told = "; ".join(filter(None, subjects))
    return f"Narasumber: {told}" if told else "Narasumber"


def _recipients(invited: list[tuple[str, str]], *, listed: bool) -> list[str]:
    if listed:
        return ["Yth. Bapak/Ibu sebagaimana daftar terlampir", "di tempat"]
    if not invited:
        return ["Yth. …………………………………", "di tempat"]
    return [*(f"Yth. {name}" for name, _ in invited), "di tempat"]


def _list(invited: list[tuple[str, str]], regions: Sequence[RegionReached]) -> list[Block]:
    rows = [[at, name, role] for at, (name, role) in enumerate(invited, start=1)]
    parts: list[Block] = [Heading("Daftar undangan")]
    parts.append(
        Table(
            ["No.", "Yang diundang", "Sebagai"], rows, weights=(1, 7, 6),
            empty="Unsur yang diundang belum dicatat.",
        )
    )  # fmt: skip
    if regions:
        parts += [Heading("Dari desa/kelurahan"), regions_table(regions, units=False)]
    return parts

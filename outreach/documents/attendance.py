"""Daftar hadir: empty rows to sign. NIK is never asked."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from dbi_portal.lib.letters import Facts, Letter, Paragraph, Signature, Table
from officers.documents.letterhead import headed
from outreach.documents.facts import named, when_and_where
from outreach.figures import audience_sum
from outreach.models import Session

LEAST, MOST = 20, 500  # rows
SPARE = 1.1  # one in ten comes uninvited
ROW = 9  # mm, a signature
PRIVACY = (
    "Cukup nama, instansi atau alamat RT/RW, dan tanda tangan. NIK tidak diminta; nomor telepon "
    "boleh dikosongkan. Data ini hanya dipakai untuk laporan kegiatan."
)


def attendance(session: Session, *, at: datetime) -> Letter:
    """The sheet to be signed at the door, with rows for everybody who is expected."""
    groups = list(session.audiences.select_related("group").order_by("group__position", "pk"))
    expected = audience_sum(session, groups).shown
    return Letter(
        **headed(session.office),
        name=named("Daftar hadir", session),
        made_at=at,
        title="DAFTAR HADIR",
        subtitle=session.title,
        number=None,
        body=[
            Facts(
                [
                    *when_and_where(session),
                    ("Penyelenggara", session.organiser or session.office.name),
                    ("Unsur", ", ".join(str(row.group) for row in groups)),
                ]
            ),
            Paragraph(PRIVACY),
            Table(
                ["No.", "Nama", "L/P", "Instansi, jabatan, atau RT/RW", "Telepon", "Tanda tangan"],
                [[at, "", "", "", "", ""] for at in range(1, rows(expected) + 1)],
                weights=(9, 38, 10, 44, 27, 32),
                by_hand=ROW,
            ),
        ],
        signatures=[Signature("Petugas pencatat,")],
        sample=session.made_up,
    )


def rows(expected: int | None) -> int:
    """How many rows are printed for so many people; LEAST when nobody knows."""
    return min(MOST, max(LEAST, ceil((expected or 0) * SPARE)))

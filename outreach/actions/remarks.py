"""What a reviewer asks for, field by field; answered when the session is sent again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from officers.models import User
from outreach.actions.refusals import NoteMissing
from outreach.models import Session, SessionRemark

WHOLE = ""
# By the name the form has for it, in the order of the form.
FIELDS = {
    WHOLE: "Keseluruhan",
    "kind": "Jenis kegiatan",
    "title": "Judul",
    "held_on": "Tanggal",
    "starts_at": "Jam",
    "place": "Tempat",
    "place_region": "Desa/kelurahan tempat kegiatan",
    "organiser": "Penyelenggara",
    "opened_by": "Dibuka oleh",
    "officers": "Petugas",
    "speakers": "Narasumber",
    "participants": "Jumlah peserta",
    "audience": "Unsur peserta",
    "villages": "Desa Binaan yang dilayani",
    "reached": "Desa/kelurahan yang dicapai",
    "units": "RT/RW",
    "topics": "Topik",
    "duties": "Tugas PIMPASA",
    "tags": "Program",
    "result": "Hasil",
    "questions": "Pertanyaan peserta",
    "follow_ups": "Tindak lanjut",
    "photos": "Foto",
    "attachments": "Lampiran",
}


@dataclass(frozen=True)
class Remark:
    """A note on one field of FIELDS, or on the whole."""

    note: str
    field: str = WHOLE

    @property
    def label(self) -> str:
        return FIELDS.get(self.field, self.field)


def written(remarks: Iterable[Remark]) -> list[Remark]:
    """Those that say something. Raises NoteMissing when none does."""
    kept = [
        Remark(each.note.strip(), each.field if each.field in FIELDS else WHOLE)
        for each in remarks
        if each.note.strip()
    ]
    if not kept:
        raise NoteMissing("Tulis apa yang harus diperbaiki, lalu kembalikan.")
    return kept


def summed_up(remarks: Iterable[Remark]) -> str:
    """ "Lengkapi lampirannya.\\nTempat: tulis nama balainya.": the notes as one text."""
    return "\n".join(
        each.note if each.field == WHOLE else f"{each.label}: {each.note}" for each in remarks
    )


def write(*, session: Session, remarks: Iterable[Remark], by: User | None, at: datetime) -> None:
    for each in remarks:
        SessionRemark.objects.create(
            session=session, field=each.field, note=each.note, written_by=by, written_at=at
        )


def settle(*, session: Session, at: datetime) -> None:
    """Sent again: every open note counts as answered; the reviewer reads them beside the answer."""
    session.remarks.filter(settled_at=None).update(settled_at=at)

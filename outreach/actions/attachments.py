"""Attachments: told apart by content, ten a session, handed out as downloads only."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.core.files.base import ContentFile

from dbi_portal.lib import pictures
from officers.models import User
from outreach.actions.refusals import BadAttachment
from outreach.actions.stored import forget_after_commit, save_with_file
from outreach.models import Session, SessionAttachment

LIMIT = 10
MAX_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 4000  # pixels: a photographed attendance list stays readable
KINDS = "PDF, JPG, PNG, DOCX, atau XLSX"
# Which part of an Office file tells what it is.
OFFICE_FILES = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


@dataclass(frozen=True)
class PreparedAttachment:
    """What is to be stored: its name with the ending that fits the content."""

    name: str
    content: bytes


def prepare(upload: IO[bytes], *, name: str) -> PreparedAttachment:
    """Read an uploaded file. Raises BadAttachment with a sentence that names it.

    A picture is written anew, so that it does not tell where it was taken.
    """
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise BadAttachment(f"“{name}” lebih dari 10 MB. Kecilkan dulu, lalu kirim lagi.")
    if not content:
        raise BadAttachment(f"“{name}” kosong. Pilih berkas lain.")
    ending = _ending(content, upload, name)
    if ending in ("jpg", "png"):
        ending, content = "jpg", _without_position(upload, name)
    return PreparedAttachment(_named(name, ending), content)


def write(
    *, session: Session, new: Sequence[PreparedAttachment], dropped: Sequence[int], by: User | None
) -> None:
    """Drop and add attachments of a session the caller has locked. Raises BadAttachment."""
    gone = session.attachments.filter(pk__in=dropped)
    left = session.attachments.count() - gone.count()
    if left + len(new) > LIMIT:
        raise BadAttachment(too_many(left, len(new)))
    for row in gone:
        forget_after_commit(row, row.file)
    gone.delete()
    for each in new:
        _store(session, each, by)


def too_many(kept: int, new: int) -> str:
    return (
        f"Paling banyak {LIMIT} lampiran untuk satu kegiatan: sudah ada {kept}, "
        f"Anda menambah {new}. Kurangi lampirannya."
    )


def _ending(content: bytes, upload: IO[bytes], name: str) -> str:
    """By what is in the file; its name may say anything."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return _office_ending(upload, name)


def _office_ending(upload: IO[bytes], name: str) -> str:
    try:
        upload.seek(0)
        with zipfile.ZipFile(upload) as parts:
            inside = set(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        inside = set()
    if any(part.lower().endswith("vbaproject.bin") for part in inside):
        raise BadAttachment(f"“{name}” memuat makro. Simpan tanpa makro, lalu kirim lagi.")
    found = [ending for part, ending in OFFICE_FILES.items() if part in inside]
    if not found or "[Content_Types].xml" not in inside:
        raise BadAttachment(f"“{name}” bukan {KINDS}. Simpan dalam salah satu bentuk itu.")
    return found[0]


def _without_position(upload: IO[bytes], name: str) -> bytes:
    try:
        upload.seek(0)
        return pictures.reencoded(upload, name=name, longest_side=LONGEST_SIDE)
    except pictures.BadPicture as refused:
        raise BadAttachment(str(refused)) from None


def _named(name: str, ending: str) -> str:
    """The name without folders, control characters and an ending that lies."""
    stem = PurePath(name.replace("\\", "/")).stem
    plain = " ".join("".join(each for each in stem if each.isprintable()).split())
    return f"{plain[:190] or 'lampiran'}.{ending}"


def _store(session: Session, prepared: PreparedAttachment, by: User | None) -> None:
    row = SessionAttachment(
        session=session, name=prepared.name, size=len(prepared.content), uploaded_by=by
    )
    ending = PurePath(prepared.name).suffix
    row.file.save(f"{uuid.uuid4().hex}{ending}", ContentFile(prepared.content), save=False)
    save_with_file(row, row.file)

"""Hold a file somebody brought against what the portal keeps: for the IT person of an office."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db.models import Q

from dbi_portal.lib.fingerprints import PDF_BEGINS
from reports.actions.drawing import digest_of
from reports.models import ReportRevision
from reports.signature_check import signature_in


class Refused(Exception):
    """The file cannot be compared; the message says why. Ends with exit code 2."""


class Command(BaseCommand):
    help = (
        "Membandingkan PDF laporan atau JSON snapshot dengan yang disimpan portal. "
        "Kode keluar 0: sama persis; 2: tidak dikenal atau bukan berkas laporan."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="laporan.pdf atau laporan.json")
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON di stdout")

    def handle(self, *args, **options):
        try:
            found = looked_up(self._read(options["file"]))
        except Refused as refused:
            self._answer({"error": str(refused)}, str(refused), options)
            raise SystemExit(2) from refused
        self._answer(found, in_words(found), options)
        if not found["known"]:
            raise SystemExit(2)

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as failure:
            raise Refused(f"{file} tidak dapat dibaca.") from failure

    def _answer(self, told: dict, words: str, options: dict) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(words)


def looked_up(content: bytes) -> dict:
    """What the portal keeps of this very file. Raises Refused for what is neither PDF nor JSON."""
    if PDF_BEGINS in content[:1024]:
        digest, signature = hashlib.sha256(content).hexdigest(), signature_in(content)
        return _told("pdf", digest, Q(pdf_digest=digest)) | {"signature": _of(signature)}
    try:
        snapshot = json.loads(content)
    except ValueError as failure:
        raise Refused("Berkas ini bukan PDF dan bukan JSON snapshot.") from failure
    digest = digest_of(snapshot)
    return _told("json", digest, Q(digest=digest)) | {"signature": None}


def _of(signature) -> dict | None:
    return None if signature is None else vars(signature)


def _told(kind: str, digest: str, same: Q) -> dict:
    revisions = ReportRevision.objects.filter(same).select_related("report__office")
    # A draft and what was signed of it may be the same snapshot: the signed one speaks.
    revision = revisions.order_by("frozen_at", "-number").first()
    told = {"kind": kind, "digest": digest, "known": revision is not None}
    if revision is None:
        return told | dict.fromkeys(("office", "period", "revision", "code", "signed_at", "newest"))
    report = revision.report
    return told | {
        "office": report.office.code,
        "period": report.label,
        "revision": revision.number,
        "code": revision.code,
        "signed_at": revision.frozen_at.isoformat() if revision.frozen_at else None,
        "newest": report.revision_number == revision.number,
    }


def in_words(told: dict) -> str:
    """The answer for whoever reads it on a terminal."""
    lines = [f"SHA-256: {told['digest']}", _standing(told)]
    if told["signature"]:
        lines.append(_signature(told["signature"]))
    elif told["kind"] == "pdf":
        lines.append("PDF ini belum ditandatangani elektronik.")
    return "\n".join(lines)


def _standing(told: dict) -> str:
    if not told["known"]:
        return "Portal tidak menyimpan berkas yang sama persis dengan ini."
    signed = f"ditandatangani {told['signed_at']}" if told["signed_at"] else "konsep"
    newer = "" if told["newest"] else " Sudah ada revisi yang lebih baru."
    return (
        f"Sama persis dengan {told['office']}, {told['period']}, revisi {told['revision']} "
        f"({signed}), kode {told['code']}.{newer}"
    )


def _signature(said: dict) -> str:
    if not said["intact"]:
        return "Tanda tangan elektronik RUSAK: isi berkas berubah sesudah ditandatangani."
    whole = "mencakup seluruh berkas" if said["whole"] else "TIDAK mencakup seluruh berkas"
    return f"Tanda tangan elektronik utuh, {whole}: {said['subject']} ({said['fingerprint']})."

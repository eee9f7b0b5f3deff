"""What the public page says of a revision. It claims what was compared, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dbi_portal.lib.days import clock, in_zone, long_date
from dbi_portal.lib.fingerprints import Fingerprint
from dbi_portal.lib.pages import Chip, Fact
from reports.actions.drawing import ALPHABET, GROUPS
from reports.models import ReportRevision, ReportStep

LENGTH = sum(GROUPS)
WITHOUT_SIGNATURE = "belum ditandatangani elektronik"

Kind = ReportStep.Kind
# On its way, as the office above took it; a signed one nobody sent is still the office's own.
WAYS = {
    Kind.SENT: "dikirim, belum diterima",
    Kind.RECEIVED: "diterima",
    Kind.RETURNED: "dikembalikan kepada kantornya",
    Kind.REVISION_ASKED: "diminta direvisi",
    Kind.RECALLED: "ditarik kembali oleh kantornya",
    Kind.UNSIGNED: "tanda tangannya ditarik",
}
BACK = (Kind.RETURNED, Kind.REVISION_ASKED, Kind.RECALLED)


@dataclass(frozen=True)
class Notice:
    """One sentence of weight: `state` as in components/notice.html."""

    state: str
    word: str
    text: str


def as_printed(typed: str) -> str:
    """A code as it stands on paper, however it was typed; also out of the address of a QR code."""
    behind = typed.rpartition("/cek/")[2]
    signs = "".join(sign for sign in behind.upper() if sign.isascii() and sign.isalnum())
    ends = [sum(GROUPS[: at + 1]) for at in range(len(GROUPS))]
    parts = [signs[end - size : end] for end, size in zip(ends, GROUPS, strict=True)]
    return "-".join(filter(None, [*parts[:-1], parts[-1] + signs[LENGTH:]]))


def why_unknown(code: str) -> str:
    """What to look at in a code the portal does not know."""
    signs = code.replace("-", "")
    if strange := sorted(set(signs) - set(ALPHABET)):
        named = ", ".join(f"“{sign}”" for sign in strange)
        return f"Kode tidak pernah memuat {named}. Lihat lagi kertasnya, mungkin huruf yang mirip."
    if len(signs) != LENGTH:
        return f"Kode terdiri atas {LENGTH} huruf dan angka; yang Anda ketik {len(signs)}."
    return (
        "Portal ini tidak menyimpan laporan dengan kode itu. Periksa lagi ketikannya. Bila kodenya "
        "memang begitu, tanyakan kepada kantor yang tertulis di kertas."
    )


def standing(revision: ReportRevision) -> Notice:
    """Where this revision stands among those of its report."""
    number = revision.number
    if revision.frozen_at is None:
        return Notice(
            "warn",
            "Konsep, belum ditandatangani",
            "Isi konsep masih dapat berubah, jadi kertas atau berkas dengan kode ini belum "
            "berlaku sebagai laporan.",
        )
    if withdrawn := _withdrawn(revision):
        return Notice(
            "bad",
            "Tanda tangan ditarik",
            f"Tanda tangan pada revisi {number} ditarik {_when(revision, withdrawn.happened_at)}. "
            "Jangan pakai kertas ini; minta revisi terbaru kepada kantornya.",
        )
    if newer := _newer(revision):
        return newer
    if back := _came_back(revision):
        return back
    return Notice(
        "good",
        "Tersimpan di portal",
        f"Portal menyimpan laporan ini, dan revisi {number} adalah yang terbaru.",
    )


def facts(revision: ReportRevision) -> list[Fact]:
    """Which paper it is. Never a figure, never a name."""
    report = revision.report
    return [
        Fact("Kantor", report.office.name),
        Fact("Masa laporan", report.label),
        Fact("Revisi", revision.number),
        Fact("Kode", revision.code),
        Fact("Keadaan", WAYS.get(_last_kind(revision), "belum dikirim")),
        Fact("Ditandatangani", _signed(revision), note=_position(revision)),
        Fact("Tanda tangan elektronik", chip=_electronic(revision), note=_issuer(revision)),
        Fact(
            "Sidik di kertas",
            revision.digest[:12],
            note="Tercetak di setiap halaman. Cocokkan dengan kertas Anda: bila berbeda, kertas "
            "itu dicetak dari isi yang lain.",
        ),
        Fact("Sidik snapshot", revision.digest, note="SHA-256 angka laporan, selengkapnya."),
        Fact("Sidik PDF", revision.pdf_digest, note="SHA-256 berkas PDF yang disimpan portal."),
    ]


def compared(revision: ReportRevision, upload: Fingerprint | None, *, too_large: bool) -> Notice:
    """What comes of holding an uploaded file against what the portal keeps of this report."""
    if too_large:
        return Notice("bad", "Terlalu besar", "Berkas PDF paling besar 25 MB.")
    if upload is None:
        return Notice("bad", "Belum ada berkas", "Pilih dahulu berkas PDF yang akan dibandingkan.")
    if not upload.is_pdf:
        return Notice("bad", "Bukan PDF", f"“{upload.name}” bukan berkas PDF. Pilih berkas PDF.")
    same = revision.report.revisions.filter(pdf_digest=upload.digest).order_by("-number").first()
    return _same(revision, same, upload.name) if same else _different(upload.name)


def _same(revision: ReportRevision, same: ReportRevision, name: str) -> Notice:
    if same.pk != revision.pk:
        return Notice(
            "warn",
            f"Sama dengan revisi {same.number}",
            f"“{name}” sama persis dengan PDF revisi {same.number} laporan ini, bukan dengan "
            f"revisi {revision.number} yang Anda buka. {_latest(revision)}",
        )
    if revision.frozen_at is None:
        return Notice(
            "warn",
            "Sama dengan konsep",
            f"“{name}” sama persis dengan konsep yang sekarang disimpan portal. Konsep itu belum "
            "ditandatangani.",
        )
    later = _newer(revision)
    return Notice(
        "warn" if later or _withdrawn(revision) else "good",
        "Sama persis",
        f"“{name}” sama persis, sampai byte terakhir, dengan PDF revisi {revision.number} yang "
        f"disimpan portal.{f' {_latest(revision)}' if later else ''}",
    )


def _different(name: str) -> Notice:
    return Notice(
        "bad",
        "Berbeda",
        f"“{name}” berbeda dari semua PDF yang disimpan portal untuk laporan ini. Isinya dapat "
        "sudah diubah; berkas yang dipindai, dimampatkan, atau disimpan ulang juga menjadi "
        "berbeda. Minta berkas aslinya kepada kantor itu.",
    )


def _newer(revision: ReportRevision) -> Notice | None:
    if revision.report.revision_number <= revision.number:
        return None
    return Notice("warn", "Bukan yang terbaru", _latest(revision))


def _latest(revision: ReportRevision) -> str:
    """ "Sudah ada revisi 2, ditandatangani …"; one nobody signed is only being drafted."""
    report = revision.report
    signed = report.revisions.filter(frozen_at__isnull=False).order_by("-number").first()
    if signed and signed.number > revision.number:
        return (
            f"Sudah ada revisi {signed.number}, ditandatangani {_when(revision, signed.frozen_at)}."
        )
    number = report.revision_number
    return f"Revisi {number} sedang disusun." if number > revision.number else ""


def _withdrawn(revision: ReportRevision) -> ReportStep | None:
    steps = revision.report.steps.filter(revision_number=revision.number)
    return steps.filter(kind=ReportStep.Kind.UNSIGNED).last()


def _last_kind(revision: ReportRevision) -> str:
    """The last step this revision took."""
    steps = revision.report.steps.filter(revision_number=revision.number)
    return steps.values_list("kind", flat=True).last() or ""


def _came_back(revision: ReportRevision) -> Notice | None:
    kind = _last_kind(revision)
    if kind not in BACK:
        return None
    return Notice(
        "warn",
        "Tidak berlaku lagi",
        f"Revisi {revision.number} {WAYS[kind]}. Minta revisi terbaru kepada kantornya.",
    )


def _signed(revision: ReportRevision) -> str:
    return _when(revision, revision.frozen_at) if revision.frozen_at else "belum"


def _position(revision: ReportRevision) -> str:
    signer = revision.snapshot.get("signer") or {}
    return f"oleh {signer['position']}" if revision.frozen_at and signer.get("position") else ""


def _electronic(revision: ReportRevision) -> Chip:
    if not revision.signature:
        return Chip(WITHOUT_SIGNATURE, "plain", "info")
    return Chip("ada dalam PDF", "info", "check")


def _issuer(revision: ReportRevision) -> str:
    said = revision.signature
    if not said:
        return ""
    issued = "diterbitkan sendiri" if said.get("self_signed") else f"terbitan {said['issuer']}"
    return (
        f"Sertifikat {said['subject']}, {issued}. Portal tidak menilai penerbitnya; buka PDF di "
        "pembaca yang memeriksa tanda tangan."
    )


def _when(revision: ReportRevision, moment: datetime) -> str:
    zone = revision.report.office.time_zone
    local = in_zone(moment, zone)
    return f"{long_date(local.date())}, {clock(moment, zone)}"

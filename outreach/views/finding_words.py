"""How findings look and what their pages say: chips, deadlines, the words of each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dbi_portal.lib.pages import Chip
from dbi_portal.lib.templatetags.indonesian import waktu
from outreach import workflow
from outreach.models import Finding, FindingStep
from outreach.spans import left_in_words

Status = Finding.Status
SOON = timedelta(hours=6)
LOOKS = {
    Status.SUBMITTED: ("info", "clock"),
    Status.RETURNED: ("warn", "returned"),
    Status.VERIFIED: ("info", "check"),
    Status.IN_HAND: ("info", "send"),
    Status.DONE: ("good", "check-circle"),
    Status.REJECTED: ("plain", "x"),
}


def status_chip(finding: Finding) -> Chip:
    return Chip(finding.get_status_display(), *LOOKS[finding.status])


def due_chip(finding: Finding, now: datetime) -> Chip | None:
    """How long is left, or how long it is overdue; None once it is over."""
    if finding.due_at is None:
        return None
    words = left_in_words(finding.due_at, now)
    if finding.due_at < now:
        return Chip(words, "bad", "alert")
    return Chip(words, "warn" if finding.due_at - now <= SOON else "plain", "clock")


def stands_at(step: FindingStep | None, zone: str) -> str:
    """What the page of a next step rests on: "Diajukan, 31 Oktober 2025 pukul 14.00 WIB, Ayu"."""
    if step is None:
        return ""
    told = [step.get_status_display(), waktu(step.at, zone), str(step.by or "")]
    return ", ".join(each for each in told if each)


@dataclass(frozen=True)
class StepWords:
    """A step's button and page. `note` names its field, `hint` says what belongs in it."""

    button: str
    icon: str
    url_name: str
    question: str
    consequence: str
    note: str
    hint: str
    said: str
    danger: bool = False


WORDS = {
    workflow.AMEND: StepWords(
        "Perbaiki", "edit", "finding-amend", "", "", "", "",
        "Temuan dikirim lagi untuk diverifikasi.",
    ),
    workflow.CHECK: StepWords(
        "Verifikasi", "check", "finding-verify", "Temuan ini benar?",
        "Setelah diverifikasi, waktu untuk menindaklanjutinya berjalan. Pengirim diberi tahu.",
        "Catatan", "Boleh kosong. Misalnya dari siapa kebenarannya dipastikan, tanpa nama warga.",
        "Temuan terverifikasi.",
    ),
    workflow.TAKE: StepWords(
        "Tindak lanjuti", "send", "finding-take", "Apa yang dilakukan?",
        "Temuan tercatat sedang ditindaklanjuti. Tenggatnya tetap.",
        "Tindak lanjut", "Misalnya: dirujuk ke Polres dan BP3MI; pengecekan lapangan besok.",
        "Tindak lanjut tercatat.",
    ),
    workflow.CLOSE: StepWords(
        "Tandai selesai", "check-circle", "finding-close", "Apa hasilnya?",
        "Temuan ditutup. Bila perlu, dapat dibuka lagi dengan langkah baru.",
        "Hasil", "Misalnya: keberangkatan dicegah, perkara ditangani Polres.",
        "Temuan selesai.",
    ),
    workflow.RETURN: StepWords(
        "Minta perbaikan", "returned", "finding-return", "Apa yang harus dilengkapi?",
        "Temuan kembali ke pengirimnya dengan catatan Anda. Tenggatnya tetap.",
        "Catatan untuk pengirim", "Misalnya: tulis tanggal dan tempat kejadiannya.",
        "Temuan dikembalikan kepada pengirimnya.",
    ),
    workflow.REJECT: StepWords(
        "Tolak", "x", "finding-reject", "Tolak temuan ini?",
        "Temuan tetap tersimpan sebagai ditolak beserta alasannya. Pengirim diberi tahu.",
        "Alasan", "Misalnya: sudah diperiksa di lapangan, tidak terbukti.",
        "Temuan ditolak.", danger=True,
    ),
    workflow.REOPEN: StepWords(
        "Buka lagi", "returned", "finding-reopen", "Buka lagi temuan ini?",
        "Temuan kembali terbuka dan tenggatnya dihitung dari sekarang.",
        "Alasan", "Misalnya: ada keterangan baru dari perangkat desa.",
        "Temuan terbuka lagi.",
    ),
}  # fmt: skip

"""How the state of an import is said: as a chip, as a sentence, as the time that is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Chip
from officers.actions.imports import CHECK
from officers.imports.findings import Findings
from officers.imports.kinds import Kind
from officers.models import ImportRun, Job

State = ImportRun.State
LOOKS = {
    State.READING: ("info", "clock"),
    State.PREVIEW: ("info", "clock"),
    State.SAVING: ("info", "clock"),
    State.COMMITTED: ("good", "check"),
    State.UNDONE: ("plain", "returned"),
    State.REFUSED: ("bad", "stop"),
    State.CANCELLED: ("plain", "x"),
}
SOON = 5  # seconds left that are not worth counting
MINUTE = 60


def state_chip(run: ImportRun, *, wrong: bool = False, replaced: bool = False) -> Chip:
    """`wrong`: something in the file waits for a person. `replaced`: a corrected file came."""
    if replaced and run.state in (State.PREVIEW, State.REFUSED):
        return Chip("diganti berkas perbaikan", "plain", "returned")
    if wrong and run.state == State.PREVIEW:
        return Chip("perlu diperbaiki", "warn", "alert")
    return Chip(run.get_state_display().lower(), *LOOKS[State(run.state)])


def working(run: ImportRun) -> bool:
    """Whether a job is at it: reading, writing or putting back."""
    return bool(run.job and not run.job.finished_at)


def what_is_done(run: ImportRun) -> str:
    if run.state == State.COMMITTED:
        return "Impor sedang dibatalkan."
    if run.state == State.SAVING:
        return "Isi berkas sedang disimpan."
    return "Berkas sedang dibaca dan dicocokkan."


def how_far(job: Job, now: datetime) -> str:
    """ "12.000 dari 100.000 baris, kira-kira 8 detik lagi"; as much of it as is known."""
    if not job.done and job.state == Job.State.QUEUED:
        return "Menunggu giliran."
    if not job.done and job.kind == CHECK:
        return "Membuka berkas."
    if not job.done:  # one statement for all lines of a kind: nobody can count within it
        return f"{angka(job.total)} baris sedang ditulis." if job.total else "Sedang ditulis."
    if not job.total:
        return f"{angka(job.done)} baris"
    if job.done >= job.total:
        return f"{angka(job.total)} baris, tinggal merapikan"
    return f"{angka(job.done)} dari {angka(job.total)} baris{_left(job, now)}"


def _left(job: Job, now: datetime) -> str:
    if not job.started_at:
        return ""
    spent = (now - job.started_at).total_seconds()
    seconds = spent / job.done * (job.total - job.done)
    if seconds < SOON:
        return ", sebentar lagi"
    if seconds < 1.5 * MINUTE:
        return f", kira-kira {round(seconds)} detik lagi"
    return f", kira-kira {round(seconds / MINUTE)} menit lagi"


def to_be_written(findings: Findings, kind: Kind) -> str:
    """ "96 angka akan ditambahkan, 2 dikoreksi." """
    return _counted(findings, kind, "akan ditambahkan", "akan diubah")


def what_was_written(findings: Findings, kind: Kind) -> str:
    return _counted(findings, kind, "ditambahkan", "diubah")


def to_be_put_back(findings: Findings, kind: Kind) -> str:
    """What undoing takes away and gives back."""
    return _counted(findings, kind, "akan ditarik", "akan kembali seperti semula")


def _counted(findings: Findings, kind: Kind, added: str, changed: str) -> str:
    new, other = findings.count("new"), findings.count("changed")
    if new and other:
        return f"{angka(new)} {kind.noun} {added}, {angka(other)} {changed}."
    return f"{angka(new or other)} {kind.noun} {added if new else changed}."


def waits_for(findings: Findings) -> str:
    """ "Masih 1 pertanyaan dan 2 galat."; empty when nothing stands in the way."""
    open_ones = len(findings.open_questions)
    parts = [
        f"{angka(many)} {word}"
        for many, word in ((open_ones, "pertanyaan"), (findings.errors, "galat"))
        if many
    ]
    return f"Masih {listed(parts)}." if parts and not findings.may_be_committed else ""


def listed(parts: Sequence[str]) -> str:
    """ "a, b, dan c"; "a dan b"."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"

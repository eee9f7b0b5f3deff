"""Keeping what somebody uploaded, and what becomes of it. Reading it is officers/imports' work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from officers import audit, jobs
from officers.models import ImportRun, Job, Office, User

CHECK, COMMIT, UNDO = "imports.check", "imports.commit", "imports.undo"
State = ImportRun.State
OPEN = (State.READING, State.PREVIEW)


@transaction.atomic
def open_run(
    *,
    office: Office,
    within: Office | None,
    kind: str,
    content: bytes,
    filename: str,
    by: User,
    replaces: ImportRun | None = None,
    answers: Mapping[str, str] | None = None,
) -> ImportRun:
    """Keep the original as it came. `replaces`: the run whose faults this file puts right; answers
    given there by what was asked hold here too.
    """
    inherited = {
        asked: answer
        for asked, answer in (replaces.answers if replaces else {}).items()
        if "|" in asked and not asked.startswith("baris|")
    }
    run = ImportRun(
        office=office,
        within=within,
        kind=kind,
        filename=filename[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        state=State.READING,
        answers=inherited | dict(answers or {}),
        replaces=replaces,
        uploaded_by=by,
    )
    run.original.save(filename, ContentFile(content), save=False)
    # A file is no row: when the transaction fails it must not stay behind.
    stored, storage = run.original.name, run.original.storage
    try:
        run.save()
    except BaseException:
        storage.delete(stored)
        raise
    audit.record("officers.import.opened", by=by, target=run, file=run.filename, sha256=run.sha256)
    return run


@transaction.atomic
def ask_to_check(
    *, run: ImportRun, by: User, at: datetime, answers: Mapping[str, str] | None = None
) -> Job:
    """Have the file checked (again), with these answers beside the earlier ones; "" takes one back.

    Raises ValidationError when the run is past answering.
    """
    run = _locked(run)
    if run.state not in (*OPEN, State.REFUSED):
        raise ValidationError("Impor ini sudah selesai dan tidak dapat diubah lagi.")
    if _is_at_work(run):
        raise ValidationError("Berkas ini masih diperiksa. Tunggu sebentar, lalu ulangi.")
    together = run.answers | dict(answers or {})
    run.answers = {asked: answer for asked, answer in together.items() if answer}
    run.state, run.refusal = State.READING, ""
    run.job = _enqueue(CHECK, run, by, at)
    run.save(update_fields=["answers", "state", "refusal", "job"])
    return run.job


@transaction.atomic
def ask_to_commit(*, run: ImportRun, by: User, at: datetime) -> Job | None:
    """Have the run written; asked again while it is or was, nothing more happens."""
    run = _locked(run)
    if run.state == State.COMMITTED or (run.state == State.SAVING and _is_at_work(run)):
        return run.job
    may_be_written(run)
    run.state = State.SAVING
    run.job = _enqueue(COMMIT, run, by, at)
    run.save(update_fields=["state", "job"])
    return run.job


@transaction.atomic
def ask_to_undo(*, run: ImportRun, by: User, at: datetime) -> Job:
    """Have everything the run wrote put back. Raises ValidationError unless it is written."""
    run = _locked(run)
    if run.state != State.COMMITTED:
        raise ValidationError("Hanya impor yang sudah tersimpan yang dapat dibatalkan.")
    if not _is_at_work(run):
        run.job = _enqueue(UNDO, run, by, at)
        run.save(update_fields=["job"])
    return run.job


@transaction.atomic
def cancel_run(*, run: ImportRun, by: User, at: datetime) -> ImportRun:
    """Give an import up before it is written; a check that is under way stops.

    While it is being written, only the writing is stopped: nothing is stored, and the change-set
    waits as before.
    """
    run = _locked(run)
    if run.state == State.SAVING:
        return _stop_writing(run, at)
    if run.state not in (*OPEN, State.REFUSED):
        raise ValidationError("Impor ini sudah disimpan.")
    if run.job:
        jobs.cancel(job=run.job, at=at)
    audit.record("officers.import.cancelled", by=by, target=run, state=[run.state, State.CANCELLED])
    run.state = State.CANCELLED
    run.save(update_fields=["state"])
    return run


def _stop_writing(run: ImportRun, at: datetime) -> ImportRun:
    if _is_at_work(run):
        jobs.cancel(job=run.job, at=at)
        run.job.refresh_from_db()
    if not _is_at_work(run):  # else the job itself goes back when it ends
        run.state = State.PREVIEW
        run.save(update_fields=["state"])
    return run


def may_be_written(run: ImportRun) -> None:
    """Raises ValidationError unless the run waits to be written."""
    if run.state in (State.PREVIEW, State.SAVING):
        return
    if run.state == State.READING:
        raise ValidationError("Berkas ini masih diperiksa. Tunggu sebentar, lalu simpan.")
    raise ValidationError(
        f"Impor ini {run.get_state_display().lower()}. Unggah lagi berkasnya bila perlu."
    )


def finish_check(*, run: ImportRun, outcome: dict) -> None:
    """What was found; a run given up meanwhile stays given up."""
    open_still = ImportRun.objects.filter(pk=run.pk, state=State.READING)
    open_still.update(outcome=outcome, state=State.PREVIEW, refusal="")
    run.refresh_from_db()


@transaction.atomic
def refuse_run(*, run: ImportRun, reason: str) -> None:
    if ImportRun.objects.filter(pk=run.pk, state=State.READING).update(
        state=State.REFUSED, refusal=reason, outcome={}
    ):
        audit.record("officers.import.refused", by=run.uploaded_by, target=run, reason=reason)
    run.refresh_from_db()


def reopen(*, run: ImportRun) -> None:
    """Back to reading: the register moved on, or writing failed."""
    ImportRun.objects.filter(pk=run.pk, state=State.SAVING).update(state=State.READING)
    run.refresh_from_db()


def back_to_preview(*, run: ImportRun) -> None:
    """Writing was refused for a reason of its own; the change-set stands as it was."""
    ImportRun.objects.filter(pk=run.pk, state=State.SAVING).update(state=State.PREVIEW)
    run.refresh_from_db()


def finish_commit(
    *, run: ImportRun, by: User, at: datetime, counts: Mapping[str, int]
) -> ImportRun:
    """The run is written; call within the transaction that wrote it."""
    before = run.state
    run.state, run.committed_by, run.committed_at = State.COMMITTED, by, at
    run.save(update_fields=["state", "committed_by", "committed_at"])
    state = [before, State.COMMITTED]
    audit.record(
        "officers.import.committed", by=by, target=run, state=state, file=run.filename, **counts
    )
    return run


def _is_at_work(run: ImportRun) -> bool:
    return bool(run.job and not run.job.finished_at)


def _locked(run: ImportRun) -> ImportRun:
    return ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)


def _enqueue(kind: str, run: ImportRun, by: User, at: datetime) -> Job:
    return jobs.enqueue(
        kind=kind,
        office=run.office,
        payload={"run": run.pk, "by": by.pk},
        by=by,
        at=at,
        key=str(run.pk),
    )

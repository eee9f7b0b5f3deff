"""The three pieces of work an import consists of: check, commit, undo. Jobs and scripts call them.

A check keeps its lines as it goes and says at the end what it found. Writing and undoing are one
transaction each, so a worker that dies leaves all or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from time import perf_counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dbi_portal.lib import sheets
from officers import audit
from officers.actions import imports as actions
from officers.imports.checking import Check, NotUsable, Tell
from officers.imports.findings import Findings
from officers.imports.kinds import KINDS, Kind
from officers.imports.lines import Carried
from officers.imports.resource import Overtaken, SheetResource
from officers.models import ImportRun, User

LIMITS = sheets.Limits(file_size=20 * 1024**2, memory=512 * 1024**2, seconds=20)
MOST_PASSES = 3
State = ImportRun.State


def quiet(done: int, total: int) -> None:
    """Nobody is told."""


def kind_of(run: ImportRun) -> Kind:
    return KINDS[run.kind]


def resource_of(run: ImportRun, *, at: datetime) -> SheetResource:
    """The run's resource with the rights of whoever uploaded it."""
    return kind_of(run).resource(
        user=run.uploaded_by, within=run.within, at=at, on=timezone.localdate(at), run=run
    )


def check_run(*, run: ImportRun, at: datetime, tell: Tell = quiet) -> Findings:
    """Read, recognise and check the run's file with the answers given so far.

    A file that cannot be used leaves the run refused, with the sentence that says why; raises
    SheetError or NotUsable then.
    """
    started = perf_counter()
    try:
        findings = _checked(run, at, tell)
    except (sheets.SheetError, NotUsable) as refused:
        actions.refuse_run(run=run, reason=str(refused))
        raise
    found = findings.as_json() | {"seconds": round(perf_counter() - started, 2)}
    actions.finish_check(run=run, outcome=found)
    return Findings.from_json(found)


def _checked(run: ImportRun, at: datetime, tell: Tell) -> Findings:
    """Read once, and again when the end of the file throws another light on its beginning."""
    with run.original.open("rb") as file:
        content = file.read(LIMITS.file_size + 1)
    carried = Carried()
    for _ in range(MOST_PASSES):
        resource = resource_of(run, at=at)
        check = Check(run, kind_of(run), resource, run.answers, carried)
        with sheets.stream(content, run.filename, LIMITS) as book:
            resource.prepare()
            findings = check.through(book, tell)
        if not carried.news:
            break
    return resource.conclude(run, findings)


@transaction.atomic
def commit_run(
    *, run: ImportRun, by: User, at: datetime, tell: Tell = quiet, example: str = ""
) -> ImportRun:
    """Write what the run's lines say, all of it or nothing; once, however often it is asked.

    Raises ValidationError when something stands in the way: an error or a question, an office `by`
    does not see, or (Overtaken) a register that moved on since the check. `example`: the source of
    a sheet that was made up for the demo; kinds that can mark what they write as made up do.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == State.COMMITTED:
        return run
    actions.may_be_written(run)
    findings = Findings.from_json(run.outcome)
    if not findings.may_be_committed:
        raise ValidationError(blocked(findings))
    _refuse_other_offices(findings, by)
    resource = resource_of(run, at=at)
    resource.tell, resource.example = tell, example
    tell(0, findings.to_write)
    counts = resource.write(run, by=by, at=at) if findings.to_write else {}
    resource.remember(run, _answered(findings), by=by, at=at)
    return actions.finish_commit(run=run, by=by, at=at, counts=counts)


def _refuse_other_offices(findings: Findings, by: User) -> None:
    if by.sees_all_offices or set(findings.offices) <= set(by.visible_office_ids):
        return
    raise ValidationError("Impor ini memuat kantor yang tidak Anda lihat.")


def _answered(findings: Findings) -> Mapping[str, str]:
    return {each.asked: each.answer for each in findings.questions if each.answer}


@transaction.atomic
def undo_run(*, run: ImportRun, by: User, at: datetime) -> ImportRun:
    """Put back exactly what the run changed. Raises Touched when something later rests on it."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == State.UNDONE:
        return run
    if run.state != State.COMMITTED:
        raise ValidationError("Hanya impor yang sudah tersimpan yang dapat dibatalkan.")
    _refuse_other_offices(Findings.from_json(run.outcome), by)
    counts = resource_of(run, at=at).undo(run, by=by, at=at)
    run.state, run.undone_by, run.undone_at = State.UNDONE, by, at
    run.save(update_fields=["state", "undone_by", "undone_at"])
    state = [State.COMMITTED, State.UNDONE]
    audit.record("officers.import.undone", by=by, target=run, state=state, **counts)
    return run


def blocked(findings: Findings) -> str:
    """ "Masih 1 pertanyaan dan 2 galat. …", empty when nothing stands in the way."""
    counted = [
        f"{many} {word}"
        for many, word in (
            (len(findings.open_questions), "pertanyaan"),
            (findings.errors, "galat"),
        )
        if many
    ]
    if findings.may_be_committed:
        return ""
    return (
        f"Masih {' dan '.join(counted)}. Jawab atau lewati barisnya, atau unduh lembar koreksi, "
        "perbaiki, lalu unggah lagi."
    )


__all__ = ["Overtaken", "blocked", "check_run", "commit_run", "undo_run"]

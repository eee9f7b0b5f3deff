"""From a confirmed run to figures in the register."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from officers.models import ImportRun, User
from reports.actions.imports import commit_run
from reports.old_imports.changes import ChangeSet
from reports.old_imports.offices import importable


def commit(*, run: ImportRun, by: User, at: datetime) -> ImportRun:
    """Write what the run's change-set lists, all of it or nothing; once, however often it is asked.

    Raises ValidationError when something still stands in the way: an error or question in the
    sheet, an office `by` does not see, or a register that moved on since the check.
    """
    change_set = ChangeSet.from_json(run.outcome)
    if not change_set.may_be_committed:
        raise ValidationError(blocked(change_set))
    visible = importable(user=by, within=None, on=timezone.localdate(at))
    if not change_set.office_ids <= set(visible.values_list("pk", flat=True)):
        raise ValidationError("Impor ini memuat kantor yang tidak Anda lihat.")
    return commit_run(run=run, figures=list(change_set.to_write()), by=by, at=at)


def blocked(change_set: ChangeSet) -> str:
    """ "Masih 1 pertanyaan dan 2 galat. …", empty when nothing stands in the way."""
    counted = [
        f"{len(found)} {word}"
        for found, word in ((change_set.questions, "pertanyaan"), (change_set.problems, "galat"))
        if found
    ]
    if not counted:
        return ""
    return f"Masih {' dan '.join(counted)}. Perbaiki berkasnya, lalu unggah lagi."

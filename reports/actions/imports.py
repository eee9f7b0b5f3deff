"""Keeping what somebody uploaded, and writing its figures: all of them, once, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Func, Value

from dbi_portal.lib.integrity import constraint_of
from officers import audit
from officers.models import ImportRun, Office, User
from reports.actions.statistics import (
    KEY_COLUMNS,
    ONE_PER_KEY,
    SHORTEST,
    Origin,
    stamp,
    successor,
)
from reports.models import PassportStatistic

BATCH = 1000


class Overtaken(ValidationError):
    """The register changed between check and confirmation; nothing was written."""

    def __init__(self):
        super().__init__(
            "Angka di portal berubah sejak berkas ini diperiksa. Tidak ada yang disimpan. "
            "Unggah lagi berkasnya untuk memeriksa ulang.",
            code="overtaken",
        )


@dataclass(frozen=True)
class ImportedFigure:
    """A checked figure with the cell it stands in; `supersedes_id` is the one it corrects."""

    office_id: int
    period_start: date
    period_end: date
    outcome: str
    count: int
    purpose: str = ""
    home_region_id: str | None = None
    service_point: str = ""
    service: str = ""
    book_type: str = ""
    destination: str = ""
    sex: str = ""
    reason: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    supersedes_id: int | None = None

    @property
    def key(self) -> tuple:
        """What makes it this figure and no other, in the order of `KEY_COLUMNS`."""
        return tuple(getattr(self, name) for name in KEY_COLUMNS)


@transaction.atomic
def open_run(
    *, office: Office, kind: str, content: bytes, filename: str, outcome: dict, by: User
) -> ImportRun:
    """Keep the original and what checking it found. Writes no figure."""
    run = ImportRun(
        office=office,
        kind=kind,
        filename=filename[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        outcome=outcome,
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
    audit.record("reports.import.checked", by=by, target=run, file=run.filename, sha256=run.sha256)
    return run


@transaction.atomic
def commit_run(
    *, run: ImportRun, figures: Collection[ImportedFigure], by: User, at: datetime
) -> ImportRun:
    """Write a checked run's figures in one transaction. A run that is written already stays so.

    Figures that supersede another become corrections. Raises Overtaken when one of those is no
    longer current, or a new one's key has been filled meanwhile.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ImportRun.State.COMMITTED:
        return run
    if run.state == ImportRun.State.REFUSED:
        raise ValidationError("Impor ini ditolak. Perbaiki berkasnya, lalu unggah lagi.")
    corrected, begin = _close_superseded(figures, at=at)
    reason = f"impor {run.filename}"[:250]
    rows = [_row(figure, corrected, reason=reason) for figure in figures]
    for row, figure in zip(rows, figures, strict=True):
        stamp(row, by=by, at=begin, origin=Origin(run, figure.sheet, figure.row, figure.column))
    _insert_all(rows)
    run.state, run.committed_by, run.committed_at = ImportRun.State.COMMITTED, by, at
    run.save(update_fields=["state", "committed_by", "committed_at"])
    audit.record(
        "reports.import.committed",
        by=by,
        target=run,
        state=[ImportRun.State.PREVIEW, ImportRun.State.COMMITTED],
        file=run.filename,
        new=len(rows) - len(corrected),
        corrected=len(corrected),
    )
    return run


def _close_superseded(
    figures: Iterable[ImportedFigure], *, at: datetime
) -> tuple[dict[int, PassportStatistic], datetime]:
    """Close every figure that is corrected, all at one moment; returns them and that moment."""
    wanted = {figure.supersedes_id for figure in figures} - {None}
    current = PassportStatistic.objects.current().filter(pk__in=wanted)
    # In the order of their keys, so that two imports never wait for each other.
    old = {row.pk: row for row in current.select_for_update().order_by("pk")}
    if old.keys() != wanted:
        raise Overtaken
    moment = max([at, *(row.recorded.lower + SHORTEST for row in old.values())])
    span = partial(Func, function="tstzrange", output_field=DateTimeRangeField())
    PassportStatistic.objects.filter(pk__in=wanted).update(
        recorded=span(RangeStartsWith("recorded"), Value(moment))
    )
    return old, moment


def _row(
    figure: ImportedFigure, corrected: dict[int, PassportStatistic], *, reason: str
) -> PassportStatistic:
    if figure.supersedes_id:
        return successor(corrected[figure.supersedes_id], count=figure.count, reason=reason)
    return PassportStatistic(count=figure.count, **dict(zip(KEY_COLUMNS, figure.key, strict=True)))


def _insert_all(rows: Collection[PassportStatistic]) -> None:
    try:
        with transaction.atomic():
            PassportStatistic.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError as refused:
        if constraint_of(refused) == ONE_PER_KEY:
            raise Overtaken from refused
        raise

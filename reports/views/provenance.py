"""Where a figure came from, and what the portal held true before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from dbi_portal.lib.pages import Fact
from dbi_portal.lib.templatetags.indonesian import waktu
from officers.models import AuditEvent, ImportRun, User
from reports.models import PassportStatistic

WITHDRAWN = "reports.statistic.withdrawn"


@dataclass(frozen=True)
class Known:
    """One count, the one it replaced (None: the first) and the time the portal held it true.

    `until` is None while it does.
    """

    statistic: PassportStatistic
    was: int | None
    since: datetime
    until: datetime | None
    reason: str
    by: str
    is_this: bool


def known_spans(statistic: PassportStatistic) -> list[Known]:
    """Every count the portal ever held for this figure, oldest first."""
    chain = [*reversed(list(_before(statistic))), statistic, *_after(statistic)]
    former = [None, *(row.count for row in chain)]
    return [
        _known(row, was, row.pk == statistic.pk) for row, was in zip(chain, former, strict=False)
    ]


def _before(statistic: PassportStatistic) -> Iterator[PassportStatistic]:
    while statistic.supersedes_id:
        statistic = statistic.supersedes
        yield statistic


def _after(statistic: PassportStatistic) -> Iterator[PassportStatistic]:
    while hasattr(statistic, "superseded_by"):
        statistic = statistic.superseded_by
        yield statistic


def _known(row: PassportStatistic, was: int | None, is_this: bool) -> Known:  # noqa: FBT001
    return Known(
        statistic=row,
        was=was,
        since=row.recorded.lower,
        until=row.recorded.upper,
        reason=row.correction_reason,
        by=str(row.entered_by or "portal"),
        is_this=is_this,
    )


@dataclass(frozen=True)
class Withdrawal:
    """Who took a figure back, when and why."""

    at: datetime
    by: str
    reason: str


def withdrawal(statistic: PassportStatistic) -> Withdrawal | None:
    """How a figure that nothing superseded came to be held true no longer; None while it is."""
    if statistic.is_current or hasattr(statistic, "superseded_by"):
        return None
    target = f"{statistic._meta.label}:{statistic.pk}"
    line = AuditEvent.objects.filter(target=target, action=WITHDRAWN).first()
    by = User.objects.filter(username=line.actor).first() if line else None
    reason = line.changes.get("reason", "") if line else ""
    return Withdrawal(
        statistic.recorded.upper, str(by or (line and line.actor) or "portal"), reason
    )


def origin_facts(statistic: PassportStatistic, user: User) -> list[Fact]:
    """File, sheet, row, column, uploader and time; or who typed it. The file's link if one may."""
    zone = statistic.office.time_zone
    since = Fact("Tercatat sejak", waktu(statistic.recorded.lower, zone))
    source = [Fact("Sumber", statistic.source)] if statistic.source else []
    run = statistic.import_run
    if run is None:
        return [Fact("Diketik oleh", str(statistic.entered_by or "portal")), since, *source]
    visible = ImportRun.objects.visible_to(user).filter(pk=run.pk).exists()
    url = reverse("officers:import-detail", args=[run.pk]) if visible else ""
    return [
        Fact("Berkas", run.filename, url),
        Fact("Lembar", statistic.sheet),
        Fact("Baris", statistic.row),
        Fact("Kolom", statistic.column),
        Fact("Diunggah oleh", str(run.uploaded_by), note=waktu(run.uploaded_at, zone)),
        Fact("Disimpan oleh", str(statistic.entered_by or "portal")),
        since,
        *source,
    ]


def original_url(statistic: PassportStatistic, user: User) -> str:
    """The address of the uploaded file, for who may see the import it came with."""
    run = ImportRun.objects.visible_to(user).filter(pk=statistic.import_run_id or 0)
    return (
        reverse("officers:import-original", args=[statistic.import_run_id]) if run.exists() else ""
    )

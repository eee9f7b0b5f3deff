"""Writing down figures. A figure is never overwritten: a correction adds one and closes the old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from dbi_portal.lib.integrity import translated
from dbi_portal.lib.months import Month
from dbi_portal.lib.text import squash
from officers import audit
from officers.models import ImportRun, Office, User
from reports.figures.period import MonthRange
from reports.grain import Grain
from reports.models import PassportStatistic
from reports.period import Period
from villages.models import Region

SHORTEST = timedelta(microseconds=1)  # PostgreSQL's clock knows no shorter span
KEY_COLUMNS = tuple(
    PassportStatistic._meta.get_field(name).attname for name in PassportStatistic.KEY
)

ONE_PER_KEY = "one_current_figure_per_key"
ALREADY_THERE = (
    "Angka untuk periode dan rincian yang sama sudah ada. Koreksi angka itu, jangan menambah "
    "yang kedua."
)
RULES = {ONE_PER_KEY: ("period_start", ALREADY_THERE)}


class AlreadyThere(ValidationError):
    """The key has a current figure, `figure`: that one is to be corrected."""

    def __init__(self, figure: PassportStatistic):
        self.figure = figure
        super().__init__({"period_start": ALREADY_THERE})


@dataclass(frozen=True)
class Origin:
    """The cell of an imported sheet that a figure was read from."""

    run: ImportRun
    sheet: str = ""
    row: int | None = None
    column: str = ""


def record_statistic(
    *,
    office: Office,
    period: Period | MonthRange | Month,
    outcome: str,
    count: int,
    by: User | None,
    at: datetime,
    purpose: str = "",
    home_region: Region | None = None,
    service_point: str = "",
    service: str = "",
    book_type: str = "",
    destination: str = "",
    sex: str = "",
    reason: str = "",
    source: str = "",
    made_up: bool = False,
    origin: Origin | None = None,
) -> PassportStatistic:
    """Write down a figure the portal did not know yet, known from `at` on.

    Raises AlreadyThere when the key has a current figure, or another ValidationError when a value
    is none the register takes.
    """
    days = Period.of(period)
    statistic = PassportStatistic(
        office=office,
        period_start=days.start,
        period_end=days.end,
        outcome=outcome,
        count=count,
        purpose=purpose,
        home_region=home_region,
        service_point=tidy(service_point),
        service=service,
        book_type=book_type,
        destination=tidy(destination),
        sex=sex,
        reason=tidy(reason),
        source=source,
        made_up=made_up,
    )
    stamp(statistic, by=by, at=at, origin=origin)
    with transaction.atomic():
        _insert_new(statistic)
        audit.record("reports.statistic.recorded", by=by, target=statistic, count=count)
    return statistic


@transaction.atomic
def correct_statistic(
    *,
    statistic: PassportStatistic,
    count: int,
    reason: str,
    by: User | None,
    at: datetime,
    source: str = "",
    made_up: bool = False,
    origin: Origin | None = None,
) -> PassportStatistic:
    """Supersede a current figure by another count, known from `at` on; the same count does nothing.

    Raises ValidationError when the figure is no longer current or no reason is given.
    """
    old = _locked(statistic)
    if old.count == count:
        return old
    if not squash(reason):
        raise ValidationError({"correction_reason": "Sebutkan alasan koreksi."})
    new = successor(old, count=count, reason=reason, source=source, made_up=made_up)
    stamp(new, by=by, at=close(old, at=at), origin=origin)
    _insert(new)
    audit.record(
        "reports.statistic.corrected",
        by=by,
        target=new,
        about=[old],
        count=[old.count, count],
        supersedes=old.pk,
        reason=tidy(reason),
    )
    return new


@transaction.atomic
def withdraw_statistic(
    *, statistic: PassportStatistic, reason: str, by: User | None, at: datetime
) -> PassportStatistic:
    """Close a current figure without another in its place: from `at` on the portal knows none.

    Raises ValidationError when the figure is no longer current or no reason is given.
    """
    if not squash(reason):
        raise ValidationError({"correction_reason": "Sebutkan alasan penarikan."})
    old = _locked(statistic)
    close(old, at=at)
    audit.record(
        "reports.statistic.withdrawn",
        by=by,
        target=old,
        count=[old.count, None],
        reason=tidy(reason),
    )
    return old


def successor(
    old: PassportStatistic, *, count: int, reason: str, source: str = "", made_up: bool = False
) -> PassportStatistic:
    """A row of the same key with another count, unsaved and not yet stamped."""
    key = {name: getattr(old, name) for name in KEY_COLUMNS}
    return PassportStatistic(
        **key,
        count=count,
        supersedes=old,
        correction_reason=tidy(reason),
        source=source,
        made_up=made_up,
    )


def stamp(
    statistic: PassportStatistic, *, by: User | None, at: datetime, origin: Origin | None = None
) -> None:
    """Fill what the portal itself knows of a row: its grain, by whom, since when, which cell."""
    statistic.grain = str(grain_of(statistic))
    statistic.recorded = DateTimeTZRange(at, None)
    statistic.entered_by = by
    if origin:
        statistic.import_run = origin.run
        statistic.sheet, statistic.row, statistic.column = origin.sheet, origin.row, origin.column


def grain_of(statistic: PassportStatistic) -> Grain:
    """Which dimensions the row fills, and whether it speaks of one calendar month."""
    columns = {name: getattr(statistic, name) for name in KEY_COLUMNS}
    return Grain.of_row(home_region=statistic.home_region_id, **columns)


def close(statistic: PassportStatistic, *, at: datetime) -> datetime:
    """End the time the portal held this row true; returns the moment, at which the next begins.

    A correction in the very moment of the entry would leave an empty span, in which the figure was
    never known; the shortest one is kept instead, so that both rows stay visible.
    """
    since = statistic.recorded.lower
    moment = max(at, since + SHORTEST)
    statistic.recorded = DateTimeTZRange(since, moment)
    PassportStatistic.objects.filter(pk=statistic.pk).update(recorded=statistic.recorded)
    return moment


def tidy(text: str) -> str:
    """Free text without the spaces that would make two keys of one."""
    return " ".join(text.split())


KEY_COLUMNS = tuple(
    PassportStatistic._meta.get_field(name).attname for name in PassportStatistic.KEY
)


def _locked(statistic: PassportStatistic) -> PassportStatistic:
    """The row as it is now, held until the end of the transaction, so that one correction wins."""
    row = PassportStatistic.objects.select_for_update().get(pk=statistic.pk)
    if not row.is_current:
        raise ValidationError(
            "Angka ini sudah dikoreksi atau ditarik. Buka angka yang berlaku, lalu koreksi itu.",
            code="not_current",
        )
    return row


def _insert_new(statistic: PassportStatistic) -> None:
    try:
        _insert(statistic)
    except ValidationError as refused:
        if ALREADY_THERE not in refused.messages:
            raise
        key = {name: getattr(statistic, name) for name in KEY_COLUMNS}
        raise AlreadyThere(PassportStatistic.objects.current().get(**key)) from refused


def _insert(statistic: PassportStatistic) -> None:
    statistic.clean_fields(
        exclude=["office", "home_region", "entered_by", "supersedes", "import_run"]
    )
    with translated(RULES):
        statistic.save(force_insert=True)

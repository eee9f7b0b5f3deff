"""What a report that went out says and the portal knows otherwise by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.content import Correction
from reports.figures.monthly.corrections import corrections
from reports.figures.monthly.talked import Talked
from reports.figures.monthly.trail import Trail
from reports.models import ReportRevision
from reports.models.report import Span


@dataclass(frozen=True)
class Change:
    """`untold`: no later report has said it yet, so the next one will."""

    correction: Correction
    untold: bool


def corrected_since(revision: ReportRevision, *, now: datetime) -> list[Change]:
    """Figures of the months this revision tells that changed since they were known, and why.

    Of a sum, those of each office in it, from the moment it was taken. Some dozen queries at most.
    """
    said = list(_said(revision))
    changed = _compared(said, now)
    later = list(_told_later([each for each in said if each.office_id in changed], now))
    told = {(each.office_id, each.month) for each in later}
    untold = _compared(later, now)
    return [
        Change(row, (pk, Month.parse(row.month)) not in told or _among(row, untold.get(pk, ())))
        for pk, rows in changed.items()
        for row in rows
    ]


def _said(revision: ReportRevision) -> Iterator[Closed]:
    """Which offices and months it tells, each with the moment of its figures."""
    snapshot = revision.snapshot
    taken = {(each["office"], each["month"]): each for each in snapshot.get("taken", ())}
    codes = {code for code, _ in taken} | {snapshot["letterhead"]["code"]}
    ids = dict(Office.objects.filter(code__in=codes).values_list("code", "pk"))
    own = (snapshot["letterhead"]["code"], snapshot["month"])
    if own not in taken:
        yield Closed(ids[own[0]], Month.parse(own[1]), revision.known_at)
    for (code, month), each in taken.items():
        if code in ids:
            yield Closed(ids[code], Month.parse(month), datetime.fromisoformat(each["known_at"]))


def _compared(said: Collection[Closed], now: datetime) -> Mapping[int, tuple[Correction, ...]]:
    months: dict[int, list[Closed]] = defaultdict(list)
    for each in said:
        months[each.office_id].append(each)
    if not months:
        return {}
    trail = Trail(months, since=min(each.told_at for each in said))
    names = dict(Office.objects.filter(pk__in=months).values_list("pk", "short_name"))
    return corrections(months, now, trail, Talked.of(trail, said, now), names)


def _told_later(said: Collection[Closed], now: datetime) -> Iterator[Closed]:
    """The same months, as of the last report of the office that could tell what changed in them."""
    moments: dict[int, list[tuple[Month, datetime]]] = defaultdict(list)
    frozen = ReportRevision.objects.filter(
        office__in={each.office_id for each in said},
        report__span=Span.MONTH,
        report__sent_at__lte=now,
        frozen_at__isnull=False,
    )
    for office_id, first, known_at in frozen.values_list("office_id", "report__month", "known_at"):
        moments[office_id].append((Month.of(first), known_at))
    for each in said:
        since = [at for month, at in moments[each.office_id] if month > each.month]
        if since and max(since) > each.told_at:
            yield Closed(each.office_id, each.month, max(since))


def _among(row: Correction, rows: Collection[Correction]) -> bool:
    return any((each.month, each.key) == (row.month, row.key) for each in rows)

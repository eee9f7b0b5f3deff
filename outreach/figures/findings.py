"""Findings as numbers alone: what came in, what was settled, what is open and overdue.

Counted from the steps, so that a past month keeps what was true at its end, and `known_at` what
the portal knew then. No words of a finding pass through here (docs/adr/0039).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import reading
from outreach.models import Finding

Status = Finding.Status

# `spans`: how long each step held, of findings that were not closed before the first month (a day
# earlier, for offices whose month begins before ours). A month is judged at its end on the office's
# own clock, or at the moment up to which is known, whichever comes first.
COUNTED = """
    WITH ended AS (
        SELECT office.id AS office_id, month.first AS month,
               least((month.first + interval '1 month')::timestamp AT TIME ZONE office.time_zone,
                     %(judged_at)s::timestamptz) AS moment
        FROM officers_office office, unnest(%(months)s::date[]) AS month (first)
        WHERE office.id = ANY(%(offices)s::bigint[])
    ), spans AS (
        SELECT step.office_id, step.status, step.due_at, step.at,
               lead(step.at) OVER (PARTITION BY finding_id ORDER BY step.at, step.id) AS until
        FROM outreach_finding finding
        JOIN outreach_findingstep step ON step.finding_id = finding.id
        WHERE finding.office_id = ANY(%(offices)s::bigint[])
          AND (finding.closed_at IS NULL
               OR finding.closed_at >= least(%(first_day)s::date - 1, %(known_at)s::timestamptz))
          AND (%(known_at)s::timestamptz IS NULL OR step.at <= %(known_at)s)
    ), standing AS (
        SELECT ended.office_id, ended.month,
               count(*) FILTER (WHERE status = ANY(%(open)s)) AS open,
               count(*) FILTER (WHERE status = ANY(%(open)s) AND due_at < moment) AS overdue,
               count(*) FILTER (WHERE status = %(done)s AND taken = ended.month) AS closed,
               count(*) FILTER (WHERE status = %(rejected)s AND taken = ended.month) AS rejected
        FROM ended
        JOIN officers_office office ON office.id = ended.office_id
        JOIN spans ON spans.office_id = ended.office_id
             AND spans.at <= moment AND (spans.until IS NULL OR spans.until > moment),
             LATERAL (SELECT date_trunc('month', spans.at AT TIME ZONE office.time_zone)::date)
             AS day (taken)
        GROUP BY 1, 2
    ), told AS (
        SELECT office_id, month, json_object_agg(kind, number) AS kinds,
               sum(number)::int AS submitted, sum(made_up)::int AS made_up
        FROM (
            SELECT office_id, date_trunc('month', submitted_on)::date AS month, kind,
                   count(*) AS number, count(*) FILTER (WHERE made_up) AS made_up
            FROM outreach_finding
            WHERE office_id = ANY(%(offices)s::bigint[])
              AND submitted_on BETWEEN %(first_day)s AND %(last_day)s
              AND (%(known_at)s::timestamptz IS NULL OR submitted_at <= %(known_at)s)
            GROUP BY 1, 2, 3
        ) each_kind GROUP BY 1, 2
    )
    SELECT office_id, month, told.kinds, coalesce(standing.closed, 0),
           coalesce(standing.rejected, 0), coalesce(standing.open, 0),
           coalesce(standing.overdue, 0), coalesce(told.made_up, 0)
    FROM ended
    LEFT JOIN standing USING (office_id, month)
    LEFT JOIN told USING (office_id, month)
    WHERE told.submitted > 0 OR standing.open + standing.closed + standing.rejected > 0
"""
BY_REGION = """
    SELECT region_id, count(*)
    FROM outreach_finding finding
    WHERE office_id = ANY(%(offices)s::bigint[]) AND region_id IS NOT NULL
      AND submitted_on BETWEEN %(first_day)s AND %(last_day)s
      AND date_trunc('month', submitted_on)::date = ANY(%(months)s::date[])
      AND (%(known_at)s::timestamptz IS NULL OR submitted_at <= %(known_at)s)
      AND {status} <> %(rejected)s
    GROUP BY region_id
"""
STATUS_NOW = "finding.status"
STATUS_THEN = """(
    SELECT step.status FROM outreach_findingstep step
    WHERE step.finding_id = finding.id AND step.at <= %(known_at)s
    ORDER BY step.at DESC, step.id DESC LIMIT 1)"""
OVERDUE = """
    SELECT count(*), min(due_at) FROM outreach_finding
    WHERE office_id = ANY(%(offices)s::bigint[]) AND closed_at IS NULL AND due_at < %(now)s
"""


@dataclass(frozen=True)
class FindingCount:
    """Findings of one office in one month, or sums of such.

    `submitted` by kind, of those sent in that month; `closed` and `rejected` those settled in it
    and still so at its end, whenever they came in; `open` and `overdue` as they stood at its end.
    `made_up`: how many of the submitted are made-up rows.
    """

    submitted: Mapping[str, int] = field(default_factory=dict)
    closed: int = 0
    rejected: int = 0
    open: int = 0
    overdue: int = 0
    made_up: int = 0

    @property
    def total(self) -> int:
        return sum(self.submitted.values())


@dataclass(frozen=True)
class FindingCounts:
    """Counts by office id and month; an office without findings in a month has no row."""

    rows: Mapping[tuple[int, Month], FindingCount]
    months: tuple[Month, ...]

    def over(self, offices: Iterable | None = None, months: Iterable[Month] | None = None):
        """One FindingCount of these offices and months; without them, of all that were asked for.

        What came in and was settled adds up over months; open and overdue are the last month's.
        """
        ids = None if offices is None else set(_ids(offices))
        spoken = self.months if months is None else tuple(months)
        rows = [
            (month, row)
            for (office, month), row in self.rows.items()
            if month in spoken and (ids is None or office in ids)
        ]
        return _added(rows, last=max(spoken, default=None))


def finding_counts(
    offices: Iterable,
    months: Iterable[Month],
    *,
    known_at: datetime | None = None,
    now: datetime | None = None,
) -> FindingCounts:
    """By office and month, in one query. `offices`: rows or ids.

    `known_at`: from the steps taken until then. A month that is not over at `known_at` or `now`
    is judged at that moment; without either, as if it had ended with what is known.
    """
    months = tuple(sorted(months))
    if not months:
        return FindingCounts({}, ())
    given = counting(offices, months, known_at=known_at, now=now)
    return counted(_fetched(COUNTED, given), months)


def counting(
    offices: Iterable,
    months: Iterable[Month],
    *,
    known_at: datetime | None = None,
    now: datetime | None = None,
) -> dict[str, object]:
    """What COUNTED is asked with, for who puts it into a question of his own."""
    judged = [moment for moment in (known_at, now) if moment]
    asked = _asked(offices, tuple(months), known_at)
    return asked | {"judged_at": min(judged, default=None)}


def counted(rows: Iterable[Sequence], months: Iterable[Month]) -> FindingCounts:
    """What COUNTED answered; the month of a row as the date of its first day."""
    found = {
        (office_id, Month.of(first)): FindingCount(kinds or {}, *counts)
        for office_id, first, kinds, *counts in rows
    }
    return FindingCounts(found, tuple(sorted(months)))


def findings_by_region(
    offices: Iterable, months: Iterable[Month], *, known_at: datetime | None = None
) -> dict[str, int]:
    """How many were submitted in these months, by the village they speak of; rejected ones not.

    Those without a village are left out. One query.
    """
    months = tuple(months)
    if not months:
        return {}
    status = STATUS_THEN if known_at else STATUS_NOW
    asked = BY_REGION.format(status=status)
    return dict(_fetched(asked, _asked(offices, months, known_at)))


def findings_overdue(offices: Iterable, *, now: datetime) -> tuple[int, datetime | None]:
    """How many open findings are past their deadline, and the earliest such deadline."""
    [(number, earliest)] = _fetched(OVERDUE, {"offices": _ids(offices), "now": now})
    return number, earliest


def _added(rows: list[tuple[Month, FindingCount]], *, last: Month | None) -> FindingCount:
    submitted: dict[str, int] = {}
    for _, row in rows:
        for kind, number in row.submitted.items():
            submitted[kind] = submitted.get(kind, 0) + number
    standing = [row for month, row in rows if month == last]
    return FindingCount(
        submitted,
        closed=sum(row.closed for _, row in rows),
        rejected=sum(row.rejected for _, row in rows),
        open=sum(row.open for row in standing),
        overdue=sum(row.overdue for row in standing),
        made_up=sum(row.made_up for _, row in rows),
    )


def _asked(
    offices: Iterable, months: tuple[Month, ...], known_at: datetime | None
) -> dict[str, object]:
    days: list[date] = [month.first_day for month in months]
    return {
        "offices": _ids(offices),
        "months": days,
        "first_day": min(days),
        "last_day": max(month.last_day for month in months),
        "known_at": known_at,
        "open": [str(status) for status in Finding.OPEN],
        "done": str(Status.DONE),
        "rejected": str(Status.REJECTED),
    }


def _ids(offices: Iterable) -> list[int]:
    return [getattr(office, "pk", office) for office in offices]


def _fetched(sql: str, given: dict[str, object]) -> list[tuple]:
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()

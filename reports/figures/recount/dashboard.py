"""What the dashboard's own functions say of a report's offices and months, at its own moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from dbi_portal.lib.months import Month
from officers.models import Office
from outreach.figures.findings import finding_counts
from reports.figures import passports, sessions, villages
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.figures.recount.asked import Asked
from reports.figures.recount.fieldwork import FINDINGS
from reports.figures.recount.passports import Counted, Key
from reports.figures.sessions import SessionCount

Groups = dict[tuple[Month, datetime, bool], list[int]]


def groups(entries: Iterable[Asked]) -> Groups:
    """Offices (ids) that share a month and a moment: mostly one group."""
    entries = list(entries)
    codes = {each.office for each in entries}
    ids = dict(Office.objects.filter(code__in=codes).values_list("code", "pk"))
    found: Groups = defaultdict(list)
    for each in entries:
        found[each.month, each.known_at, each.latest].append(ids[each.office])
    return dict(found)


def passport_figures(asked: Groups, measures: Sequence[Key]) -> dict[Key, Counted]:
    """By measure, as the dashboard's totals count it."""
    found = dict.fromkeys(measures, Counted())
    wanted = {key: Measure(*key) for key in measures}
    for (month, moment, latest), ids in asked.items():
        year = MonthRange.year_to(month)
        books = passports.ledgers(ids, year, list(wanted.values()), known_at=moment)
        for key, measure in wanted.items():
            value = books[measure].total(ids, month).value
            to_date = books[measure].total(ids, year).value if latest else None
            found[key] = found[key].plus(value, to_date)
    return found


def fieldwork_figures(asked: Groups) -> dict[str, int | None]:
    """By the names of `recount.fieldwork`, those that a dashboard shows."""
    return _sessions(asked) | _findings(asked) | _stages(asked)


def _sessions(asked: Groups) -> dict[str, int | None]:
    """Of one month only: a dashboard tells nothing of revisions that lie in two of them."""
    if len({month for month, _, _ in asked}) > 1:
        return {}
    held = SessionCount.of(
        [
            count
            for (month, moment, _), ids in asked.items()
            for count in sessions.by_month(ids, month, known_at=moment).values()
        ]
    )
    known = held.sessions > held.uncounted or not held.sessions
    return {"kegiatan": held.sessions, "peserta": held.participants if known else None}


def _findings(asked: Groups) -> dict[str, int]:
    """As the panel of Beranda counts them; what stands, of the last month alone."""
    found = dict.fromkeys(FINDINGS, 0)
    for (month, moment, latest), ids in asked.items():
        count = finding_counts(ids, [month], known_at=moment).over()
        standing = (count.open, count.overdue) if latest else (0, 0)
        told = (count.total, count.closed, count.rejected, *standing)
        for name, number in zip(FINDINGS, told, strict=True):
            found[name] += number
    return found


def _stages(asked: Groups) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for (month, moment, latest), ids in asked.items():
        if latest:
            told = villages.stage_counts({month.last_day: ids}, known_at=moment)
            for stage, number in villages.by_stage(ids, month.last_day, counts=told):
                found[f"tahap:{stage}"] += number
    return found

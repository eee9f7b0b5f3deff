"""What a report would have said on a past day: straight from the facts as known then.

Nothing is kept. A Kanwil's or the centre's sums are made of its offices' facts, not of their
snapshots: those say what was known when they were built.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.actions.consolidating import ABOVE, beneath
from reports.actions.run import AT_ONCE
from reports.figures.duty import is_open
from reports.figures.made_up import MadeUp
from reports.figures.monthly.consolidated import consolidated
from reports.figures.monthly.content import MonthlyFigures, OfficeLine
from reports.figures.monthly.longer import Around, Stretch, longer
from reports.figures.monthly.office import monthly_figures, monthly_figures_of, signer
from reports.figures.monthly.words.keys import ISSUED_KEY
from reports.models import MonthlyReport
from reports.models.report import Span
from villages.models import GuidedVillage


def figures_then(*, report: MonthlyReport, known_at: datetime) -> MonthlyFigures:
    """The figures of the report's office and time as the portal knew them at `known_at`."""
    office, first, last = report.office, report.report_month, report.last_month
    if report.span == Span.MONTH:
        return _of_month(office, first, known_at)
    months = [month for month in first.until(last) if is_open(office, month.last_day)]
    parts = [_of_month(office, month, known_at) for month in months]
    return longer(
        stretch=Stretch(first, last, parts),
        around=Around(),
        span=report.span,
        known_at=known_at.isoformat(),
        signer=signer(office, known_at),
    )


def _of_month(office: Office, month: Month, known_at: datetime) -> MonthlyFigures:
    own = monthly_figures(office=office, month=month, known_at=known_at)
    if office.kind not in ABOVE:
        return own
    offices = beneath(office, month)
    parts = list(_parts(offices, month, known_at))
    lines = [_line(each, part) for each, part in zip(offices, parts, strict=True)]
    covered = sum(part.covered[0] if each.kind in ABOVE else 1 for each, part in zip(
        offices, parts, strict=True
    ))  # fmt: skip
    return consolidated(own=own, parts=parts, offices=lines, covered=(covered, covered))


def _parts(offices: list[Office], month: Month, known_at: datetime) -> Iterator[MonthlyFigures]:
    """The figures of each in the same order; those of offices a chunk at a time."""
    plain = [each for each in offices if each.kind not in ABOVE]
    found: dict[int, MonthlyFigures] = {}
    for start in range(0, len(plain), AT_ONCE):
        some = plain[start : start + AT_ONCE]
        found |= monthly_figures_of(offices=some, month=month, known_at=known_at)
    for each in offices:
        yield found[each.pk] if each.pk in found else _of_month(each, month, known_at)


def _line(office: Office, part: MonthlyFigures) -> OfficeLine:
    issued = part.line(ISSUED_KEY)
    stages = [village.stage for village in part.villages]
    return OfficeLine(
        code=office.code,
        name=office.short_name,
        status="",
        revision=0,
        digest="",
        known_at=part.known_at,
        issued=issued.value if issued else None,
        before=issued.before if issued else None,
        to_date=issued.to_date if issued else None,
        sessions=len(part.sessions),
        active_villages=stages.count(GuidedVillage.Stage.ACTIVE),
        made_up=issued.made_up if issued else MadeUp.NONE.value,
        made_up_to_date=issued.made_up_to_date if issued else MadeUp.NONE.value,
        note=issued.note if issued else "",
    )

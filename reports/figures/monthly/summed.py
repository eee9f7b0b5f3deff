"""Whether the reports a sum was drawn from are still the ones that speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbi_portal.lib.months import Month
from officers.models import Office
from officers.roles import OfficeKind
from reports.models import MonthlyReport, ReportRevision
from reports.models.report import Span
from reports.workflow import drafted_anew

Status = MonthlyReport.Status
EXCUSED = "berhalangan"  # how the reason of an office begins that is left out for it


def of_months(snapshot: dict) -> bool:
    """A quarter, half-year or year: a month's report was replaced, or came since."""
    first, last = Month.parse(snapshot["since"]), Month.parse(snapshot["month"])
    code = snapshot["letterhead"]["code"]
    speaking = [each for each in _reports([code], first, last) if _speaks(each.revision)]
    now = [taken for each in speaking for taken in _taken(each.revision)]
    then = [_identity(each) for each in snapshot.get("taken", ())]
    return sorted(now) != sorted(then)


def _taken(revision: ReportRevision) -> Iterator[tuple]:
    """What a longer sum takes from a month's report: itself, or what it was summed from."""
    snapshot = revision.snapshot
    if snapshot.get("taken"):
        yield from map(_identity, snapshot["taken"])
    else:
        about = (snapshot["letterhead"]["code"], snapshot["month"], snapshot["known_at"])
        yield (*about, revision.digest, revision.number)


def _identity(taken: dict) -> tuple:
    """Which snapshot it is. Older sums named neither its digest nor its number."""
    about = (taken["office"], taken["month"], taken["known_at"])
    return (*about, taken.get("digest", ""), taken.get("revision", 0))


def of_offices(snapshot: dict) -> bool:
    """A Kanwil's or the centre's month: an office's report was replaced, or came since."""
    then = {each["code"]: (each["revision"], each["digest"]) for each in snapshot["offices"]}
    lacking = _lacking(snapshot)
    if not then and not lacking:
        return False
    now = {
        each.office.code: (each.revision.number, each.revision.digest)
        for each in _of_month(snapshot, [*then, *lacking])
        if _speaks(each.revision) and not _excused(each, lacking)
    }
    return now != then


def _excused(report: MonthlyReport, lacking: dict[str, str]) -> bool:
    """Left out because it was prevented from reporting, though it has a draft."""
    why = lacking.get(report.office.code, "")
    return why.startswith(EXCUSED) and drafted_anew(report)


def _lacking(snapshot: dict) -> dict[str, str]:
    """By code, why each office directly beneath is missing; further down it is others' business."""
    missing = {each["code"]: each["why"] for each in snapshot.get("missing", ())}
    if not missing:
        return {}
    day = Month.parse(snapshot["month"]).last_day
    above = Office.objects.filter(code=snapshot["letterhead"]["code"]).first()
    direct = Office.objects.under(above, on=day).filter(code__in=missing)
    return {code: missing[code] for code in direct.values_list("code", flat=True)}


def _of_month(snapshot: dict, codes: Iterable[str]) -> list[MonthlyReport]:
    month = Month.parse(snapshot["month"])
    return _reports(codes, month, month)


def _reports(codes: Iterable[str], first: Month, last: Month) -> list[MonthlyReport]:
    rows = MonthlyReport.objects.filter(
        office__code__in=list(codes),
        span=Span.MONTH,
        month__range=(first.first_day, last.first_day),
    )
    return list(rows.select_related("office").prefetch_related("revisions"))


def _speaks(revision: ReportRevision | None) -> bool:
    """One that is held or was never drawn is in no sum."""
    return bool(revision and revision.pdf and not revision.held)


def open_drafts(snapshot: dict) -> Iterator[ReportRevision]:
    """Drafts of a Kanwil's offices, which are drafted anew with it; the centre's are not."""
    if snapshot["letterhead"].get("kind") != OfficeKind.KANWIL:
        return
    codes = [each["code"] for each in snapshot["offices"]]
    for report in _of_month(snapshot, codes):
        revision = report.revision
        if revision and report.status in (Status.DRAFT, Status.RETURNED) and not revision.frozen_at:
            yield revision

"""The report of a Kanwil or of the centre: which offices are in the sum, and which are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.actions.run import Run
from reports.figures.duty import is_open, owing
from reports.figures.made_up import MadeUp
from reports.figures.monthly import adding
from reports.figures.monthly.consolidated import consolidated
from reports.figures.monthly.content import Missing, MonthlyFigures, OfficeLine, Taken
from reports.figures.monthly.office import monthly_figures
from reports.figures.monthly.own import own_sessions
from reports.figures.monthly.words.keys import ISSUED_KEY
from reports.models import MonthlyReport, ReportDeclaration, ReportRevision
from reports.workflow import drafted_anew
from villages.models import GuidedVillage

Kind, Status = Office.Kind, MonthlyReport.Status
ABOVE = (Kind.KANWIL, Kind.CENTRE)


@dataclass
class Gathered:
    """The snapshots of the offices beneath, what names them, and who is not among them."""

    parts: list[MonthlyFigures] = field(default_factory=list)
    lines: list[OfficeLine] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    covered: int = 0
    expected: int = 0


def build_above(office: Office, month: Month, run: Run) -> MonthlyReport:
    """Its figures are the snapshots of the offices beneath it added up, so that totals tie.

    Drafts of a Kanwil's offices are drafted anew; what is further along is taken as it is. The
    centre takes its Kanwil as they are and has those drafted that have no report yet.
    """
    offices = beneath(office, month)
    _draft_beneath(offices, month, run)
    run.tell(80, f"Menjumlahkan {office.short_name}")
    figures = _summed(office, offices, month, run)
    run.tell(85, f"Menulis dokumen {office.short_name}")
    return run.keep(figures, office, month)


def _summed(office: Office, offices: Collection[Office], month: Month, run: Run) -> MonthlyFigures:
    """The sum alone: the snapshots it was made of are not held while the documents are drawn."""
    found = _gather(offices, month)
    return consolidated(
        own=monthly_figures(office=office, month=month, known_at=run.at),
        parts=found.parts,
        offices=found.lines,
        missing=found.missing,
        taken=found.taken,
        covered=(found.covered, found.expected),
    )


def beneath(office: Office, month: Month) -> list[Office]:
    """Offices that belonged to it on the month's last day, were open then and report.

    A Kanwil's Kanim and Rudenim; the centre's Kanwil and whatever else stands directly under it.
    """
    below = Office.objects.under(office, on=month.last_day).exclude(kind=Kind.CENTRE)
    if office.kind == Kind.KANWIL:
        below = below.reporting()
    return reporting(below.order_by("short_name"), month)


def reporting(offices: Collection[Office], month: Month) -> list[Office]:
    """Those that were open at the month's end; a Rudenim only where it has to or does report."""
    offices = [each for each in offices if is_open(each, month.last_day)]
    rudenim = [each for each in offices if each.kind == Kind.RUDENIM]
    if not rudenim:
        return offices
    bound = {pk for pk, _ in owing(rudenim, [month])}
    bound |= set(
        MonthlyReport.objects.in_month(month)
        .filter(Q(revisions__isnull=False) | Q(job__isnull=False), office__in=rudenim)
        .values_list("office", flat=True)
    )
    return [each for each in offices if each.kind != Kind.RUDENIM or each.pk in bound]


def _draft_beneath(offices: Collection[Office], month: Month, run: Run) -> None:
    reports = _reports(offices, month)
    kanwil = [each for each in offices if each.kind == Kind.KANWIL]
    for number, each in enumerate(kanwil):
        run.tell(80 * number // len(kanwil), f"Menjumlahkan {each.short_name}")
        if not (each.pk in reports and reports[each.pk].revision):
            build_above(each, month, run)
    run.tell(10, f"Menghitung {len(offices)} kantor")
    run.draft_what_can_be([each for each in offices if _anew(each, reports)], month)


def _anew(office: Office, reports: dict[int, MonthlyReport]) -> bool:
    """A draft nobody has checked; a checked one is what its office means to sign."""
    report = reports.get(office.pk)
    if office.kind in ABOVE:
        return False
    return report is None or (drafted_anew(report) and report.status != Status.CHECKED)


def _reports(offices: Collection[Office], month: Month) -> dict[int, MonthlyReport]:
    """With their revisions, but not what these say: that is read one by one, and let go."""
    light = Prefetch("revisions", ReportRevision.objects.defer("snapshot"))
    found = MonthlyReport.objects.in_month(month).filter(office__in=offices)
    return {report.office_id: report for report in found.prefetch_related(light)}


def _gather(offices: Collection[Office], month: Month) -> Gathered:
    found, reports = Gathered(), _reports(offices, month)
    excused = _excused(offices, month)
    for office in offices:
        report = reports.get(office.pk)
        revision = _whole(report.revision) if report else None
        why = _why_missing(report, revision, excused.get(office.pk, ""))
        if why:
            found.missing.append(Missing(office.code, office.short_name, why))
            found.expected += 1
        else:
            _take(found, office, report, revision)
    return found


def _whole(revision: ReportRevision | None) -> ReportRevision | None:
    return ReportRevision.objects.get(pk=revision.pk) if revision else None


def _take(found: Gathered, office: Office, report: MonthlyReport, revision: ReportRevision) -> None:
    part = MonthlyFigures.from_json(revision.snapshot)
    above = office.kind in ABOVE
    found.parts.append(part)
    found.lines.append(_line(office, report, revision, part))
    found.taken.extend(adding.taken_from(part, revision.digest, revision.number))
    found.covered += part.covered[0] if above else 1
    found.expected += part.covered[1] if above else 1
    found.missing.extend(_further_down(part) if above else ())


def _further_down(part: MonthlyFigures) -> Iterator[Missing]:
    for each in part.missing:
        yield Missing(each.code, f"{each.name} di {part.letterhead.short_name}", each.why)


def _why_missing(report: MonthlyReport | None, revision: ReportRevision | None, excuse: str) -> str:
    """Why an office is not in the sum; empty when it is."""
    if excuse and (report is None or drafted_anew(report)):
        return f"berhalangan: {excuse}"
    if revision is None or not revision.pdf:
        return "laporannya belum dapat disusun"
    return "laporannya ditahan karena angkanya tidak cocok" if revision.held else ""


def _excused(offices: Collection[Office], month: Month) -> dict[int, str]:
    standing = ReportDeclaration.objects.standing().in_month(month).filter(office__in=offices)
    excused = standing.filter(kind=ReportDeclaration.Kind.EXCUSED)
    return dict(excused.values_list("office", "reason"))


def _line(
    office: Office, report: MonthlyReport, revision: ReportRevision, part: MonthlyFigures
) -> OfficeLine:
    issued = part.line(ISSUED_KEY)
    stages = [village.stage for village in part.villages]
    return OfficeLine(
        code=office.code,
        name=office.short_name,
        status=report.get_status_display().lower(),
        revision=revision.number,
        digest=revision.digest,
        known_at=part.known_at,
        issued=issued.value if issued else None,
        before=issued.before if issued else None,
        to_date=issued.to_date if issued else None,
        sessions=len(own_sessions(part)),
        active_villages=stages.count(GuidedVillage.Stage.ACTIVE),
        made_up=issued.made_up if issued else MadeUp.NONE.value,
        made_up_to_date=issued.made_up_to_date if issued else MadeUp.NONE.value,
        note=issued.note if issued else "",
    )

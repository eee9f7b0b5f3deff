"""What stands beside the paper: what was checked, what it rests on, how it came on its way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from dbi_portal.lib.days import clock, in_zone, long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Chip, Fact, Step
from dbi_portal.lib.templatetags.indonesian import UNKNOWN
from officers.models import Office
from reports.figures.monthly.afterwards import Change
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.summary import ISSUED_KEY
from reports.models import MonthlyReport, ReportRemark, ReportRevision, ReportStep
from reports.sections import SECTIONS

MOST_CHANGES = 5
GOOD, LOOK = ("good", "check"), ("warn", "alert")
BACK = (ReportStep.Kind.RETURNED, ReportStep.Kind.REVISION_ASKED)
UNDONE = {
    *BACK,
    ReportStep.Kind.UNCHECKED,
    ReportStep.Kind.UNSIGNED,
    ReportStep.Kind.RECALLED,
}
AHEAD = {
    MonthlyReport.Status.DRAFT: ("Diperiksa", "Ditandatangani", "Dikirim", "Diterima"),
    MonthlyReport.Status.CHECKED: ("Ditandatangani", "Dikirim", "Diterima"),
    MonthlyReport.Status.SIGNED: ("Dikirim", "Diterima"),
    MonthlyReport.Status.SENT: ("Diterima",),
    MonthlyReport.Status.RECEIVED: (),
    MonthlyReport.Status.RETURNED: ("Diperiksa", "Ditandatangani", "Dikirim", "Diterima"),
}


@dataclass(frozen=True)
class Note:
    """One of the notes a report came back with: about which section, and what it asks for."""

    section: str
    text: str


def checked_facts(revision: ReportRevision, figures: MonthlyFigures) -> list[Fact]:
    """Complete, in agreement, corrected, different: each in a word, the first bad thing named."""
    return [
        _complete(figures),
        _agreeing(revision),
        _counted(
            "Koreksi", len(figures.corrections), "koreksi", "angka bulan yang sudah dilaporkan"
        ),
        _counted("Selisih", len(figures.differences), "selisih", "tercantum di laporan"),
    ]


def _complete(figures: MonthlyFigures) -> Fact:
    missing = [each.name for each in figures.missing]
    have, of = figures.covered
    if missing:
        words = f"{angka(have)} dari {angka(of)}" if of else f"{len(missing)} belum ada"
        return Fact("Lengkap", chip=Chip(words, *LOOK), note=f"Belum ada: {', '.join(missing)}")
    if figures.nil:
        return Fact("Lengkap", chip=Chip("nihil", *GOOD), note="dinyatakan kantor")
    line = figures.line(ISSUED_KEY)
    if not figures.offices and (line is None or line.value is None):
        return Fact("Lengkap", chip=Chip("belum", *LOOK), note="Angka paspor PMI belum ada")
    return Fact("Lengkap", chip=Chip("ya", *GOOD))


def _agreeing(revision: ReportRevision) -> Fact:
    if not revision.held:
        return Fact(
            "Cocok", chip=Chip("ya", *GOOD), note="snapshot, data, PDF, dan XLSX dibandingkan"
        )
    figures = "; ".join(each["figure"] for each in revision.held)
    return Fact(
        "Cocok", chip=Chip("tidak", "bad", "alert"), note=f"TIDAK, laporan ditahan: {figures}"
    )


def _counted(label: str, count: int, noun: str, note: str) -> Fact:
    if not count:
        return Fact(label, chip=Chip("tidak ada", *GOOD))
    return Fact(label, chip=Chip(f"{angka(count)} {noun}", *LOOK), note=note)


def afterwards(changes: Sequence[Change]) -> str:
    """ "Paspor PMI terbit 1.067 → 1.107 (Berkas susulan), disebut dalam laporan berikutnya." """
    names = {each.correction.office for each in changes}
    told = [_change(each, several=len(names) > 1) for each in changes[:MOST_CHANGES]]
    if more := len(changes) - len(told):
        told.append(f"dan {angka(more)} perubahan lain")
    return f"{'; '.join(told)}." if told else ""


def _change(change: Change, *, several: bool) -> str:
    row = change.correction
    before, after = (UNKNOWN if each is None else angka(each) for each in (row.before, row.after))
    who = f"{row.office}: " if several else ""
    why = f" ({row.reason})" if row.reason else ""
    where = "disebut dalam laporan berikutnya" if change.untold else "sudah disebut sesudahnya"
    return f"{who}{row.label} {before} → {after}{why}, {where}"


def basis_facts(report: MonthlyReport, revision: ReportRevision) -> list[Fact]:
    zone = report.office.time_zone
    facts = [
        Fact("Kantor", report.office.name),
        Fact("Angka per", moment(revision.known_at, zone)),
        Fact("Disusun", moment(revision.built_at, zone)),
        Fact("Disusun oleh", revision.built_by or "portal, sesuai jadwal"),
        Fact("Revisi", revision.number),
        Fact("Sidik", revision.digest[:12], note="nama pendek snapshot, tercetak di tiap halaman"),
    ]
    if revision.code:
        url = reverse("reports:check", args=[revision.code])
        facts.append(Fact("Kode periksa", revision.code, url=url, note="siapa pun dapat memeriksa"))
    if revision.frozen_at:
        facts.append(Fact("Dibekukan", moment(revision.frozen_at, zone)))
        signed = revision.signature.get("subject") if revision.signature else ""
        facts.append(Fact("Tanda tangan elektronik", signed or "belum ditandatangani elektronik"))
    return facts


def steps_of(report: MonthlyReport) -> list[Step]:
    """Every step that was taken, dated, and those that lie ahead."""
    zone = report.office.time_zone
    taken = list(report.steps.select_related("by"))
    first = report.revisions.order_by("number").first()
    told = [
        Step(
            _step_label(step, several=report.revision_number > 1),
            "stopped" if step.kind in UNDONE else "done",
            on=in_zone(step.happened_at, zone).date(),
            note=_by_whom(step, zone),
        )
        for step in taken
    ]
    if first:
        built = in_zone(first.built_at, zone)
        told.insert(0, Step("Disusun", "done", on=built.date(), note=clock(built, zone)))
    return [*told, *(Step(label, "next") for label in _ahead(report))]


def _ahead(report: MonthlyReport) -> tuple[str, ...]:
    ahead = AHEAD[report.status]
    ends_signed = report.office.kind == Office.Kind.CENTRE
    return tuple(
        label for label in ahead if label not in ("Dikirim", "Diterima") or not ends_signed
    )


def _step_label(step: ReportStep, *, several: bool) -> str:
    return (
        f"{step.get_kind_display()}, revisi {step.revision_number}"
        if several
        else (step.get_kind_display())
    )


def _by_whom(step: ReportStep, zone: str) -> str:
    who = f"{step.by}, {step.capacity}" if step.by and step.capacity else str(step.by or "portal")
    said = f". “{step.note}”" if step.note else ""
    return f"{clock(in_zone(step.happened_at, zone), zone)} · {who}{said}"


def notes_of(report: MonthlyReport) -> tuple[ReportStep | None, list[Note]]:
    """The last time it came back, and what was asked for, section by section.

    Shown until the next revision was received.
    """
    step = report.steps.filter(kind__in=BACK).select_related("by").last()
    if step is None or report.status == MonthlyReport.Status.RECEIVED:
        return None, []
    return step, [_note(remark) for remark in step.remarks.all()]


def _note(remark: ReportRemark) -> Note:
    return Note(SECTIONS.get(remark.section, "Seluruh laporan"), remark.note)


def origins_of(report: MonthlyReport, figures: MonthlyFigures) -> Iterator[Fact]:
    """Every figure of the month with the way to the cells it was summed from."""
    for line in figures.passports:
        if line.value is None:
            continue
        outcome, _, purpose = line.key.partition(":")
        asked = urlencode({"laporan": report.pk, "hasil": outcome, "keperluan": purpose})
        url = f"{reverse('reports:figure-origin')}?{asked}"
        yield Fact(line.label, angka(line.value), url, note=line.note)


def moment(at, zone: str) -> str:
    """ "1 September 2025, 12.00 WIB" by the office's own clock."""
    local = in_zone(at, zone)
    return f"{long_date(local.date())}, {clock(local, zone)}"

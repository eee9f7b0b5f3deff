"""The register's part: life, reasons, officers, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dbi_portal.lib.days import long_date, short_date
from reports.figures.handover.section import Section
from villages.models import Assignment, GuidedVillage, VillageStep
from villages.models.village import OVER, Stage

NAMED_BY_DECREE = (Stage.APPROVED, Stage.INAUGURATED, Stage.ACTIVE)


def facts(village: GuidedVillage, today: date) -> Iterator[tuple[str, str]]:
    region = village.region
    yield region.get_kind_display() or "Wilayah", f"{region.name}, {region.path} ({region.code})"
    yield "Kantor pembina", village.office.name
    yield "Tahap", f"{village.get_stage_display()}{_since(village)}"
    yield "Catatan", village.note
    yield "Keadaan per", long_date(today)


def _since(village: GuidedVillage) -> str:
    step = village.steps.filter(stage=village.stage).last()
    return f" sejak {long_date(step.happened_on)}" if step else ""


def life(village: GuidedVillage) -> Section:
    steps = village.steps.select_related("decree").order_by("-happened_on", "-pk")
    rows = [(short_date(step.happened_on), _step(step)) for step in steps]
    return Section.of("Riwayat dan surat", rows, empty="Belum ada tahap yang tercatat.")


def _step(step: VillageStep) -> str:
    paper = f"{step.decree.get_kind_display()} {step.decree.number}" if step.decree else ""
    by = f"oleh {step.officiated_by}" if step.officiated_by else ""
    told = [step.get_stage_display(), paper, by, step.place, step.note]
    return "; ".join(filter(None, told))


def reasons(village: GuidedVillage) -> Section:
    rows = village.village_reasons.select_related("reason").order_by("reason__position", "pk")
    told = [("", f"{row.reason}: {row.note}" if row.note else str(row.reason)) for row in rows]
    return Section.of("Mengapa dipilih", told, empty="Alasan belum diisi.")


def officers(village: GuidedVillage) -> Section:
    postings = village.assignments.select_related("officer", "decree").order_by("-starts_on", "-pk")
    rows = [(_span(posting), _posting(posting)) for posting in postings]
    return Section.of("Petugas dari masa ke masa", rows, empty="Belum pernah ada petugas.")


def _span(posting: Assignment) -> str:
    until = short_date(posting.ends_on) if posting.ends_on else "sekarang"
    return f"{short_date(posting.starts_on)} – {until}"


def _posting(posting: Assignment) -> str:
    paper = posting.decree.number if posting.decree else "tanpa surat"
    return f"{posting.officer.name} ({paper})"


def missing(village: GuidedVillage, today: date, more: Iterable[str]) -> Section:
    found = [] if village.stage in OVER else [*_gaps(village, today), *more]
    rows = [("", gap) for gap in found]
    return Section.of("Yang belum ada", rows, empty="Tidak ada yang kurang.")


def _gaps(village: GuidedVillage, today: date) -> Iterator[str]:
    if not village.village_reasons.exists():
        yield "Alasan pemilihan belum diisi."
    yield from _paper_gaps(village)
    if village.stage in NAMED_BY_DECREE and not village.assignments.on(today).exists():
        yield "Tidak ada petugas yang bertugas hari ini."
    unwritten = village.assignments.on(today).filter(decree=None).count()
    if unwritten:
        yield f"{unwritten} penugasan tanpa SK atau surat tugas."


def _paper_gaps(village: GuidedVillage) -> Iterator[str]:
    approved = village.steps.filter(stage=Stage.APPROVED).select_related("decree").last()
    if village.stage in NAMED_BY_DECREE and (approved is None or approved.decree is None):
        yield "SK penetapan belum dicatat."
    elif approved and approved.decree and not approved.decree.scan:
        yield "Hasil pindai SK penetapan belum diunggah."


def has_made_up_parts(village: GuidedVillage) -> bool:
    return (
        village.steps.filter(made_up=True).exists()
        or village.assignments.filter(officer__made_up=True).exists()
    )

"""What the register holds of an office's villages and officers, as rows of their sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Prefetch

from dbi_portal.lib.text import squash
from officers.forms.phones import clean_phone
from officers.imports.template import Row
from officers.models import Office, Officer
from villages.imports.people import bare
from villages.models import Assignment, GuidedVillage
from villages.models.village import Stage


def guided_by(offices: Sequence[Office]) -> list[GuidedVillage]:
    return list(_open_of(offices))


def _open_of(offices: Sequence[Office]):
    rows = GuidedVillage.objects.filter(office__in=offices).open()
    return rows.select_related("region__parent__parent", "office").order_by("region__code")


def where(village: GuidedVillage) -> dict:
    region = village.region
    return {
        "Kantor": village.office.code,
        "Kode desa": region.code,
        "Desa": region.name,
        "Kecamatan": region.parent.name,
        "Kabupaten/Kota": region.parent.parent.name,
    }


def village_rows(offices: Sequence[Office]) -> Iterator[Row]:
    """Every village of theirs that is a candidate or further and has not ended."""
    several = _namesakes(offices)
    serving = Assignment.objects.filter(ends_on__isnull=True).select_related("officer")
    parts = ("steps__decree", "village_reasons__reason")
    people = Prefetch("assignments", serving.order_by("officer__name"))
    for village in _open_of(offices).prefetch_related(*parts, people):
        yield (
            where(village)
            | _life(village)
            | {
                "Alasan terpilih": _reasons(village),
                "PIMPASA": "; ".join(_own_people(village, several)),
                "Keterangan": " ".join(village.note.split()),
            }
        )


def _reasons(village: GuidedVillage) -> str:
    """Nothing where one of them is no longer offered: the others alone would replace them all."""
    rows = [row.reason for row in village.village_reasons.all()]
    return "" if any(each.retired_on for each in rows) else "; ".join(map(str, rows))


def _own_people(village: GuidedVillage, several: set[tuple]) -> Iterator[str]:
    """Officers whose name says who is meant."""
    for posting in village.assignments.all():
        officer = posting.officer
        key = officer.office_id, squash(bare(officer.name))
        if officer.office_id == village.office_id and key not in several:
            yield officer.name


def _namesakes(offices: Sequence[Office]) -> set[tuple]:
    known, several = set(), set()
    for officer in Officer.objects.filter(office__in=offices):
        key = officer.office_id, squash(bare(officer.name))
        (several if key in known else known).add(key)
    return several


def _life(village: GuidedVillage) -> dict:
    steps = {step.stage: step for step in village.steps.all()}
    days = {stage: step.happened_on for stage, step in steps.items()}
    approved, ceremony = steps.get(Stage.APPROVED), steps.get(Stage.INAUGURATED)
    decree = approved.decree if approved else None
    return {
        "Status": village.get_stage_display(),
        "Menjadi calon": days.get(Stage.CANDIDATE),
        "Nomor SK": decree.number if decree else "",
        "Tanggal SK": decree.signed_on if decree else None,
        "Tanggal pengukuhan": days.get(Stage.INAUGURATED),
        "Tempat pengukuhan": ceremony.place if ceremony else "",
        "Mulai aktif": days.get(Stage.ACTIVE),
    }


def officer_rows(offices: Sequence[Office], on: date) -> Iterator[Row]:
    """A row for each village he serves, or one for himself."""
    postings = (
        Assignment.objects.during(on, date.max)
        .filter(village__in=guided_by(offices))
        .select_related("village__region__parent__parent", "village__office", "decree")
        .order_by("village__region__code")
    )
    officers = Officer.objects.filter(office__in=offices).serving().select_related("office")
    for officer in officers.prefetch_related(Prefetch("assignments", postings)).order_by("name"):
        served = [
            each
            for each in officer.assignments.all()
            if each.village.office_id == officer.office_id
        ]
        for posting in served or [None]:
            yield _himself(officer) | (_posting(posting) if posting else {})


def _himself(officer: Officer) -> dict:
    return {
        "Kantor": officer.office.code,
        "Nama": officer.name,
        "NIP": officer.employee_number,
        "Jabatan": officer.position,
        "Telepon": officer.phone if _is_plain(officer.phone) else "",
        "Surel": officer.email,
        "Menjadi PIMPASA sejak": officer.joined_on,
    }


def _is_plain(phone: str) -> bool:
    """Read back it is the same; a made-up number need not be one."""
    try:
        return clean_phone(phone) == phone
    except Exception:
        return False


def _posting(posting: Assignment) -> dict:
    decree = posting.decree
    return where(posting.village) | {
        "Nomor surat tugas": decree.number if decree else "",
        "Tanggal surat tugas": decree.signed_on if decree else None,
        "Mulai": posting.starts_on,
        "Sampai": posting.ends_on,
        "Keterangan": posting.note,
    }

"""Tables of what residents asked, what was noticed and agreed: talks, findings, follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dbi_portal.lib.numbers import angka
from reports.documents.table import REMARK, Table, mark, of_office
from reports.figures.monthly.content import MonthlyFigures

MOST_FOLLOW_UPS = 40
CAME_IN = "Masuk: "
# What became of findings, in the order of `FindingSums.states`.
FINDING_STATES = ("Selesai", "Ditolak", "Masih terbuka", "Masih terbuka: lewat tenggat")


def consultations(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        key="konsultasi",
        section="Konsultasi",
        sheet="Konsultasi",
        caption="Konsultasi warga menurut topik dan hasil",
        headers=("Topik", "Hasil", "Jumlah", REMARK),
        rows=tuple(
            (each.topic, each.outcome, each.count, mark(each.made_up))
            for each in figures.consultations
        ),
        empty="Tidak ada konsultasi yang dicatat pada masa ini.",
    )


def findings(figures: MonthlyFigures) -> Iterator[Table]:
    """Counts alone: what a finding says stays in its register, whoever reads the report."""
    found = figures.findings
    if found is None:
        return
    remark = mark(found.made_up)
    kinds = [(f"{CAME_IN}{kind}", number, remark) for kind, number in found.kinds]
    states = [
        (label, number, "")
        for label, number in zip(FINDING_STATES, found.states, strict=True)
        if kinds or any(found.states)
    ]
    yield Table(
        key="temuan",
        section="Temuan",
        sheet="Temuan",
        caption="Temuan yang masuk menurut jenis, dan keadaannya pada akhir masa ini",
        headers=("Temuan", "Jumlah", REMARK),
        rows=(*kinds, *states),
        empty="Tidak ada temuan pada masa ini.",
        source="register temuan, hanya jumlahnya",
    )


def follow_ups(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        key="tindak-lanjut",
        section="Tindak lanjut",
        sheet="Tindak lanjut",
        caption="Tindak lanjut kegiatan",
        headers=(
            "Tindak lanjut",
            "Penanggung jawab",
            "Wilayah",
            "Kantor",
            "Batas waktu",
            "Keadaan",
            "Keterangan",
        ),
        rows=tuple(
            (
                each.task,
                each.owner,
                each.region,
                each.office,
                date.fromisoformat(each.due_on) if each.due_on else None,
                each.state,
                mark(each.made_up),
            )
            for each in figures.follow_ups
        ),
        short_rows=_agreed_together(figures),
        empty="Tidak ada tindak lanjut yang terbuka.",
        left_off=of_office(figures),
        most=MOST_FOLLOW_UPS,
    )


def _agreed_together(figures: MonthlyFigures) -> tuple[tuple, ...]:
    """One line for what was asked of every village alike, saying of how many."""
    groups: dict[tuple, list] = {}
    for each in figures.follow_ups:
        same = (each.task, each.owner, each.office, each.due_on, each.state, each.made_up)
        groups.setdefault(same, []).append(each.region)
    return tuple(
        (
            task,
            owner,
            regions[0] if len(regions) == 1 else f"{angka(len(regions))} wilayah",
            office,
            date.fromisoformat(due_on) if due_on else None,
            state,
            mark(made_up),
        )
        for (task, owner, office, due_on, state, made_up), regions in groups.items()
    )

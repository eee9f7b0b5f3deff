"""Kelengkapan as a workbook: a line for each office and month, to sort and to count in Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.dashboards.completeness.register import Register
from reports.figures.reporting import ReportState

HEADERS = (
    "Bulan",
    "Kantor",
    "Kanwil",
    "Keadaan",
    "Tenggat",
    "Pertama dikirim",
    "Terlambat (hari kerja)",
    "Status laporan",
    "Alasan",
)


def rows_of(register: Register) -> Iterator[Sequence]:
    """Newest month first: the Kanwil's consolidated reports, then the offices; by name."""
    names = {pk: kanwil.short_name for pk, kanwil in register.kanwil.items()}
    for month in register.months:
        for state in register.kanwil_by_month.get(month, ()):
            yield _row(state, "laporan gabungan")
        for state in register.of(month):
            above = register.kanwil_of.get((state.office_id, month))
            yield _row(state, names.get(above, ""))


def _row(state: ReportState, kanwil: str) -> Sequence:
    late = state.late_by if state.expected else None
    return (
        state.month.first_day,
        state.name,
        kanwil,
        str(state.standing),
        state.deadline if state.expected else None,
        state.sent_on,
        late,
        state.status_word,
        state.reason,
    )

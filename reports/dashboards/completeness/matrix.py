"""The matrix: offices or Kanwil by twelve months, the newest first."""

from __future__ import annotations

from collections.abc import Iterable

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.parts import Chip
from officers.models import Office
from reports.dashboards.chips import NOT_OWED, counted, how_far, report_chip
from reports.dashboards.completeness.parts import Cell, Row, by_name, page_url, report_url
from reports.dashboards.completeness.register import Register
from reports.dashboards.words import short_name
from reports.figures.reporting import ReportState, Standing
from reports.figures.tally import tally

SHORT = {Standing.RETURNED: "kembali", Standing.EXCUSED: "halangan"}
ABSENT = Chip("", "plain", "minus")  # it did not belong here that month, or was not open


def rows(register: Register) -> list[Row]:
    if register.is_centre:
        return [_kanwil_row(register, each) for each in by_name(register.kanwil.values())]
    found = [_office_row(register, each) for each in by_name(register.offices.values())]
    if register.is_kanwil:
        own = [register.own(month, register.head.pk) for month in register.months]
        cells = [_cell(state, month) for state, month in zip(own, register.months, strict=True)]
        found.insert(0, Row("Laporan gabungan", "", tuple(cells)))
    return found


def total(register: Register) -> Row | None:
    """All offices together; none where there is one."""
    if len(register.offices) < 2:
        return None
    cells = [_counted(register.of(month), month, register.head) for month in register.months]
    return Row("Semua kantor", "", tuple(cells))


def _kanwil_row(register: Register, kanwil: Office) -> Row:
    cells = [_counted(register.of(month, kanwil.pk), month, kanwil) for month in register.months]
    return Row(short_name(kanwil.short_name), page_url(register.months[0], kanwil), tuple(cells))


def _counted(states: Iterable[ReportState], month: Month, head: Office) -> Cell:
    found = tally(states)
    if not found.expected:
        return Cell(NOT_OWED, "", f"{month.label}: tidak ada yang wajib melapor")
    chip = counted(found)
    told = f"{month.label}: {found.sentence('kantor')}"
    return Cell(chip, chip.label, told, page_url(month, head))


def _office_row(register: Register, office: Office) -> Row:
    cells = []
    for month in register.months:
        states = {state.office_id: state for state in register.of(month)}
        cells.append(_cell(states.get(office.pk), month))
    return Row(short_name(office.short_name), "", tuple(cells))


def _cell(state: ReportState | None, month: Month) -> Cell:
    if state is None:
        return Cell(ABSENT, "", f"{month.label}: tidak ada yang ditunggu di sini")
    chip = report_chip(state)
    told = ", ".join(filter(None, [f"{month.label}: {chip.label}", how_far(state)]))
    return Cell(chip, _word(state), told, report_url(state.report_id))


def _word(state: ReportState) -> str:
    """Short enough for a twelfth of the page; how late in working days."""
    match state.standing:
        case Standing.NOT_OWED:
            return ""
        case Standing.REPORTED:
            return f"terlambat {state.late_by}" if state.late else "tepat waktu"
        case Standing.WAITING if state.late:
            return f"belum, +{state.late_by}"
    return SHORT.get(state.standing, str(state.standing))

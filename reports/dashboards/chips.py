"""States of reports as chips: word, colour and icon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dbi_portal.lib.pages.parts import Chip
from officers.models import Office
from reports.figures.reporting import ReportState, Status

CHIPS = {
    Status.DRAFT: Chip("disusun", "info", "edit"),
    Status.CHECKED: Chip("diperiksa", "info", "check"),
    Status.SIGNED: Chip("ditandatangani", "good", "sign"),
    Status.SENT: Chip("dikirim", "good", "send"),
    Status.RECEIVED: Chip("diterima", "good", "check"),
    Status.RETURNED: Chip("dikembalikan", "warn", "returned"),
}
NOT_OWED = Chip("tidak wajib", "plain", "minus")


def report_chip(state: ReportState | None) -> Chip:
    """Where one office stands: its report's status, not yet, or how late."""
    if state is None or not state.expected:
        return NOT_OWED
    if state.late:
        return Chip(f"terlambat {state.late_by} hari kerja", "bad", "clock")
    return CHIPS[state.status] if state.status else Chip("belum", "plain", "clock")


def tally_chip(states: Iterable[ReportState], offices: Sequence[Office]) -> Chip:
    """How many of some offices have a report."""
    ids = {office.pk for office in offices}
    return counted(state for state in states if state.office_id in ids)


def counted(states: Iterable[ReportState]) -> Chip:
    """ "7 dari 10" of those that owe one."""
    expected = [state for state in states if state.expected]
    if not expected:
        return NOT_OWED
    done = sum(state.reported for state in expected)
    late = any(state.late for state in expected)
    look = "good" if done == len(expected) else "bad" if late else "plain"
    icon = {"good": "check", "bad": "clock"}.get(look, "doc")
    return Chip(f"{done} dari {len(expected)}", look, icon)


def headline(states: Iterable[ReportState]) -> Chip | None:
    """ "7 dari 10 kantor punya laporan" for the head of the page; None when nobody owes one."""
    states = list(states)
    if not any(state.expected for state in states):
        return None
    chip = counted(states)
    look = "good" if chip.state == "good" else "info"
    return Chip(f"{chip.label} kantor punya laporan", look, "doc")

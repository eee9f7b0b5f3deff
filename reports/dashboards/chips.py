"""States of reports as chips: word, colour and icon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages.parts import Chip
from officers.models import Office
from reports.figures.reporting import ReportState, Standing, Status
from reports.figures.tally import Tally, tally

NOT_OWED = Chip("tidak wajib", "plain", "minus")
EXCUSED = Chip("berhalangan", "gold", "info")
RETURNED = Chip("dikembalikan", "warn", "returned")
IN_TIME = Chip("tepat waktu", "good", "check")
HOW_FAR = {
    Status.DRAFT: "konsep sudah disusun",
    Status.CHECKED: "sudah diperiksa, belum ditandatangani",
    Status.SIGNED: "sudah ditandatangani, belum dikirim",
}


def report_chip(state: ReportState | None) -> Chip:
    """Where one office stands: in time, late, not yet, nil, prevented, sent back."""
    match state.standing if state else Standing.NOT_OWED:
        case Standing.NOT_OWED:
            return NOT_OWED
        case Standing.EXCUSED:
            return EXCUSED
        case Standing.RETURNED:
            return RETURNED
        case Standing.NIL:
            return Chip(f"nihil{_late(state, ', ')}", "warn" if state.late else "good", "minus")
        case Standing.REPORTED if state.late:
            return Chip(f"dikirim {_late(state)}", "warn", "clock")
        case Standing.REPORTED:
            return IN_TIME
    late = _late(state, ", ")
    return Chip(f"belum{late}", "bad" if late else "plain", "alert" if late else "clock")


def short_chip(state: ReportState | None) -> tuple[Chip, str]:
    """The chip of a narrow column, and how late beneath it: "belum", "terlambat 3 hari kerja"."""
    chip = report_chip(state)
    late = _late(state) if state else ""
    return replace(chip, label=chip.label.removesuffix(late).rstrip(", ")), late


def own_headline(state: ReportState) -> Chip:
    """ "laporan diterima, dikirim terlambat 3 hari kerja": of one office, how far its report is.

    What has arrived says so first: late it may have been, owed it is no more.
    """
    chip = report_chip(state)
    arrived = state.reported and state.status == Status.RECEIVED
    told = "diterima, " if arrived else ""
    return Chip(f"laporan {told}{chip.label}", chip.state, chip.icon)


def _late(state: ReportState, before: str = "") -> str:
    return f"{before}terlambat {state.late_by} hari kerja" if state.late else ""


def how_far(state: ReportState) -> str:
    """What stands beside the chip: when it was sent, how far a draft came, why there is none."""
    match state.standing:
        case Standing.REPORTED:
            sent = f"dikirim {long_date(state.sent_on)}" if state.sent_on else "dikirim"
            return f"{sent}, diterima" if state.status == Status.RECEIVED else sent
        case Standing.RETURNED:
            back = f"kembali {long_date(state.returned_on)}" if state.returned_on else ""
            first = f"pertama dikirim {long_date(state.sent_on)}" if state.sent_on else ""
            late = _late(state)
            return ", ".join(filter(None, [back, first, late]))
        case Standing.NIL | Standing.EXCUSED:
            return ": ".join(filter(None, [_declared(state), state.reason]))
        case Standing.WAITING:
            return HOW_FAR.get(state.status, "belum ada konsep")
    draft = f"; {HOW_FAR[state.status]}, tetap boleh dikirim" if state.status in HOW_FAR else ""
    return f"tidak ada Desa Binaan yang dibina bulan itu{draft}"


def _declared(state: ReportState) -> str:
    """ "dinyatakan 3 September 2025 oleh Rina Contoh" """
    said = state.declared
    if said is None:
        return ""
    return f"dinyatakan {long_date(said.on)}{f' oleh {said.by}' if said.by else ''}"


def tally_chip(states: Iterable[ReportState], offices: Sequence[Office]) -> Chip:
    """How many of some offices have reported."""
    ids = {office.pk for office in offices}
    return counted(tally(state for state in states if state.office_id in ids))


def counted(found: Tally) -> Chip:
    """ "7 dari 10" of those that owe one; a month that was nil or prevented is settled too."""
    if not found.expected:
        return NOT_OWED
    look = "good" if found.settled == found.expected else "bad" if found.overdue else "plain"
    icon = {"good": "check", "bad": "alert"}.get(look, "clock")
    return Chip(f"{found.reported} dari {found.expected}", look, icon)


def headline(states: Iterable[ReportState]) -> Chip | None:
    """ "7 dari 9 kantor sudah melapor"; None when nobody owes a report."""
    found = tally(states)
    if not found.expected:
        return None
    look = "good" if found.settled == found.expected else "info"
    return Chip(f"{counted(found).label} kantor sudah melapor", look, "doc")

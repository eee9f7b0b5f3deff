"""A message for WhatsApp to whoever has not reported yet. Names no person and no figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dbi_portal.lib.days import with_weekday
from dbi_portal.lib.months import Month
from dbi_portal.lib.text import unmarked
from reports.figures.reporting import ReportState, Standing, Status

NEXT = {
    Status.DRAFT: "Konsepnya sudah disusun portal: mohon diperiksa, ditandatangani, dan dikirim.",
    Status.CHECKED: "Laporannya sudah diperiksa: mohon ditandatangani dan dikirim.",
    Status.SIGNED: "Laporannya sudah ditandatangani: mohon dikirim.",
}
FIRST = "Mohon disusun di Portal DBI, lalu diperiksa, ditandatangani, dan dikirim."
OTHERWISE = "Bila tidak ada yang dilaporkan, nyatakan nihil; bila berhalangan, tulis alasannya."


def nudge(state: ReportState, *, sender: str, today: date, url: str = "") -> str:
    """What one office is asked for, with its deadline; `url` leads to the report, if known."""
    lines = [
        f"*Laporan Desa Binaan {state.month.label}*",
        f"Yth. {unmarked(state.name)},",
        f"{_what(state)} {_deadline(state, today)}",
        _next(state),
    ]
    return "\n".join([*lines, *([url] if url else []), f"Terima kasih. {unmarked(sender)}"])


def roundup(states: Sequence[ReportState], month: Month, *, sender: str, today: date) -> str:
    """The same for a group: every office that still owes the month's report, with its deadline."""
    owed = [state for state in states if state.owed]
    if not owed:
        return ""
    lines = [f"• {unmarked(state.name)}: {_short(state)}" for state in owed]
    until = {state.deadline for state in owed}
    when = f"Tenggat {with_weekday(min(until))}." if len(until) == 1 else ""
    head = [f"*Laporan Desa Binaan {month.label}*", f"Yang masih kami tunggu: {when}".strip()]
    return "\n".join([*head, *lines, OTHERWISE, f"Terima kasih. {unmarked(sender)}"])


def _what(state: ReportState) -> str:
    if state.standing == Standing.RETURNED:
        return f"laporan {state.month.label} dikembalikan dan belum kami terima lagi."
    return f"laporan {state.month.label} belum kami terima."


def _deadline(state: ReportState, today: date) -> str:
    if state.overdue and state.standing == Standing.WAITING:
        return f"Tenggat {with_weekday(state.deadline)}, lewat {state.overdue_by} hari kerja."
    if state.deadline == today:
        return f"Tenggat hari ini, {with_weekday(state.deadline)}."
    return f"Tenggat {with_weekday(state.deadline)}."


def _next(state: ReportState) -> str:
    if state.standing == Standing.RETURNED:
        return "Mohon diperbaiki menurut catatannya, lalu dikirim lagi."
    return f"{NEXT.get(state.status, FIRST)} {OTHERWISE}"


def _short(state: ReportState) -> str:
    if state.standing == Standing.RETURNED:
        return "dikembalikan, belum dikirim lagi"
    return f"belum, lewat {state.overdue_by} hari kerja" if state.overdue else "belum"

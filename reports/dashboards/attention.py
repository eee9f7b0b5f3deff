""" "Perlu perhatian": what is wrong by today, each line one click from where it is put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.parts import Todo
from officers.models import User
from outreach.models import Finding, Session
from reports.dashboards.facts import Facts
from reports.dashboards.links import Links
from reports.dashboards.words import count, listed, short_name, within
from reports.figures.measure import PMI_ISSUED
from reports.figures.period import MonthRange
from reports.figures.reporting import ReportState, Standing
from reports.figures.waiting import Batch, Waiting

MOST_LINES = 3  # of one kind; the rest is counted


OVERDUE = "bad"  # the state of lines whose deadline has passed


@dataclass(frozen=True)
class Due:
    """A line and the day it was or is due, or since when it has waited without a deadline."""

    on: date
    line: Todo

    @property
    def rank(self) -> tuple[bool, date]:
        return self.line.state != OVERDUE, self.on


def attention(facts: Facts, links: Links, *, user: User, today: date) -> tuple[Todo, ...]:
    """Every line: past its deadline first, the rest after it; the oldest day first in both."""
    work = facts.waiting
    found = [
        *_reports(facts, links),
        *_behind(facts, links),
        *_proposals(work, links, user, today),
        *_sessions(work, links, user, today),
        *_without_officer(work, links, user, today),
        *_ending(work, links),
        *_follow_ups(work, links),
        *_findings(work, links, user),
        *_discrepancies(facts, links, today),
    ]
    return tuple(due.line for due in sorted(found, key=lambda due: due.rank))


def _reports(facts: Facts, links: Links) -> Iterator[Due]:
    """Late and returned reports one by one; those still in time in one line."""
    late = sorted((s for s in facts.reports if s.overdue), key=lambda s: (s.deadline, s.name))
    for state in late[:MOST_LINES]:
        yield Due(state.deadline, _late(facts, links, state))
    if more := late[MOST_LINES:]:
        text = f"juga terlambat melapor: {listed([short_name(s.name) for s in more])}."
        who = count(len(more), "kantor lain")
        line = _todo(text, links.completeness(), "Lihat", who, "clock", OVERDUE)
        yield Due(more[0].deadline, line)
    waiting = [state for state in facts.reports if state.owed and not state.overdue]
    for state in (s for s in waiting if s.standing == Standing.RETURNED):
        text = f"harus memperbaiki laporan {facts.month.label} yang dikembalikan."
        label, url = links.report(state.report_id, state.office_id)
        yield Due(state.deadline, _todo(text, url, label, state.name, "returned", "warn"))
    if open_ones := [state for state in waiting if state.standing == Standing.WAITING]:
        yield Due(open_ones[0].deadline, _still_in_time(facts, links, open_ones))


def _behind(facts: Facts, links: Links) -> Iterator[Due]:
    """Other months that are overdue today, whichever month is looked at: one line for all."""
    behind = facts.owed.behind
    if not behind:
        return
    months = sorted({state.month for state in behind})
    names = sorted({state.name for state in behind})
    who = names[0] if len(names) == 1 else count(len(names), "kantor")
    span = MonthRange(months[0], months[-1])
    when = span.label if len(months) == len(span) else f"{len(months)} bulan dalam {span.label}"
    text = f"belum mengirim laporan bulan lain: {when}."
    url = links.completeness(months[-1])
    first = min(state.deadline for state in behind)
    yield Due(first, _todo(text, url, "Lihat kelengkapan", who, "clock", OVERDUE))


def _still_in_time(facts: Facts, links: Links, states: list[ReportState]) -> Todo:
    """Of one office where its report is; of several, where all stand side by side."""
    deadline = long_date(min(state.deadline for state in states))
    text = f"belum mengirim laporan {facts.month.label}. Tenggat {deadline}."
    label, url = "Lihat", links.completeness()
    if len(states) == 1:
        label, url = links.report(states[0].report_id, states[0].office_id)
    return _todo(text, url, label, listed([state.name for state in states]), "clock", "info")


def _late(facts: Facts, links: Links, state: ReportState) -> Todo:
    what = f"belum mengirim laporan {facts.month.label}. Tenggat {long_date(state.deadline)}"
    if state.standing == Standing.RETURNED:
        back = f" {long_date(state.returned_on)}" if state.returned_on else ""
        what = (
            f"belum mengirim lagi laporan {facts.month.label} yang dikembalikan{back}. "
            f"Tenggat {long_date(state.deadline)}"
        )
    text = f"{what}, lewat {state.overdue_by} hari kerja."
    label, url = links.report(state.report_id, state.office_id)
    return _todo(text, url, label, state.name, "clock", OVERDUE)


def _proposals(found: Waiting, links: Links, user: User, today: date) -> Iterator[Due]:
    """Who may answer or send back is led to it; the proposing office sees that it waits."""
    if batch := found.proposals:
        url = links.proposal(batch.pk) if batch.number == 1 else links.proposals_waiting()
        label = "Jawab" if user.has_perm("villages.return_proposal") else "Lihat"
        text = f"menunggu jawaban Kanwil, {_since(batch)}."
        number = count(batch.number, "usul Desa Binaan")
        yield Due(min(batch.first, today), _todo(text, url, label, number, "send", "warn"))


def _sessions(found: Waiting, links: Links, user: User, today: date) -> Iterator[Due]:
    if batch := found.to_review:
        may = user.has_perm("outreach.approve_session")
        text = f"menunggu tinjauan, {_since(batch)}."
        url = _where(batch, links, Session.Status.REPORTED)
        label, number = "Tinjau" if may else "Lihat", count(batch.number, "kegiatan")
        line = _todo(text, url, label, number, "talk", "warn")
        yield Due(min(batch.first, today), line)
    if batch := found.returned:
        text = f"dikembalikan dan belum diperbaiki, {_since(batch)}."
        url = _where(batch, links, Session.Status.RETURNED)
        line = _todo(text, url, "Lihat", count(batch.number, "kegiatan"), "returned", "warn")
        yield Due(min(batch.first, today), line)


def _where(batch: Batch, links: Links, status: str) -> str:
    """The one session itself, or the list of several."""
    return links.session(batch.pk) if batch.number == 1 else links.sessions(status=status)


def _since(batch: Batch) -> str:
    return f"{'tanggal' if batch.number == 1 else 'yang terlama'} {long_date(batch.first)}"


def _without_officer(found: Waiting, links: Links, user: User, today: date) -> Iterator[Due]:
    villages = found.without_officer
    if not villages:
        return
    text = f"sedang tanpa petugas: {listed([name for _, name in villages])}."
    url, label = links.gaps(), "Lihat"
    if user.has_perm("villages.add_assignment"):
        url, label = links.assign(villages[0][0] if len(villages) == 1 else ""), "Tugaskan"
    yield Due(today, _todo(text, url, label, count(len(villages), "desa"), "user", "warn"))


def _ending(found: Waiting, links: Links) -> Iterator[Due]:
    if postings := found.postings_ending:
        first, who = postings[0][0], [f"{officer} di {name}" for _, officer, name, _ in postings]
        text = f"{_ends(found)}: {listed(who)}. Yang pertama {long_date(first)}."
        number, url = count(len(postings), "penugasan"), links.gaps()
        if len(postings) == 1:
            url = links.assignment(postings[0][-1])
        yield Due(first, _todo(text, url, "Lihat", number, "calendar", "warn"))
    if decrees := found.decrees_ending:
        first, numbers = decrees[0][0], listed([number for _, number, _ in decrees], most=1)
        text = f"{_ends(found, 'habis masa berlakunya')}: {numbers}, {long_date(first)}."
        number, url = count(len(decrees), "SK"), links.gaps()
        if len(decrees) == 1:
            url = links.decree(decrees[0][-1])
        yield Due(first, _todo(text, url, "Lihat", number, "stamp", "warn"))


def _ends(found: Waiting, verb: str = "berakhir") -> str:
    """Within how many days, unless the offices chose differently."""
    return f"{verb} dalam {found.warned_days} hari" if found.warned_days else f"segera {verb}"


def _follow_ups(found: Waiting, links: Links) -> Iterator[Due]:
    if batch := found.follow_ups_overdue:
        text = f"lewat batas waktu, {_since(batch)}."
        number, url, label = count(batch.number, "tindak lanjut"), "", "Lihat"
        if batch.number == 1:
            url, label = links.session(batch.pk), "Buka"
        url = url or links.follow_ups_overdue()
        yield Due(batch.first, _todo(text, url, label, number, "clock", OVERDUE))


def _findings(found: Waiting, links: Links, user: User) -> Iterator[Due]:
    """How many, never which: for who reads findings, and what waits for who verifies them."""
    if batch := found.findings_overdue:
        text = f"lewat tenggat, sejak {long_date(batch.first)}."
        url, number = links.findings(state="lewat-tenggat"), count(batch.number, "temuan")
        yield Due(batch.first, _todo(text, url, "Lihat", number, "clock", OVERDUE))
    if (batch := found.findings_unread) and user.has_perm("outreach.verify_finding"):
        text = f"menunggu verifikasi, {_since(batch)}."
        url = links.findings(state=Finding.Status.SUBMITTED)
        number = count(batch.number, "temuan")
        yield Due(batch.first, _todo(text, url, "Verifikasi", number, "talk", "warn"))


def _discrepancies(facts: Facts, links: Links, today: date) -> Iterator[Due]:
    found = facts.discrepancies
    for each in found[:MOST_LINES]:
        office = facts.scope.offices[each.office_id]
        missing = f", {len(each.missing)} bulan belum ada" if each.missing else ""
        text = (
            f"{_what(facts)} {each.months.label} tertulis {angka(each.printed)}, {each.parts} "
            f"{angka(each.computed)}: selisih {angka(each.difference)}{missing}."
        )
        url = links.discrepancy(each, facts.main)
        line = _todo(text, url, "Lihat", office.short_name, "sheet", "info")
        yield Due(today, line)
    if more := len(found[MOST_LINES:]):
        text = "antara angka tertulis dan rinciannya."
        who = count(more, "selisih lain")
        url = links.year(facts.to_date, facts.main)
        yield Due(today, _todo(text, url, "Lihat", who, "sheet", "info"))


def _what(facts: Facts) -> str:
    return "paspor PMI" if facts.main == PMI_ISSUED else within(facts.main)


def _todo(text: str, url: str, label: str, strong: str, icon: str, state: str) -> Todo:
    return Todo(text=text, url=url, label=label, strong=strong, icon=icon, state=state)

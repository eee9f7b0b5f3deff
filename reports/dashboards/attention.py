""" "Perlu perhatian": what is wrong by today, each line one click from where it is put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, QuerySet

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.parts import Todo
from officers.models import User
from outreach.models import FollowUp, Session
from reports.dashboards.facts import Facts
from reports.dashboards.links import Links
from reports.dashboards.words import count, listed, short_name
from reports.figures.reporting import ReportState, Status
from reports.figures.villages import OPERATING
from villages.models import Assignment, Decree, GuidedVillage

SOON = timedelta(days=30)
MOST_LINES = 3  # of one kind; the rest is counted


@dataclass(frozen=True)
class Due:
    """A line and the day it was or is due, by which lines are ordered."""

    on: date
    line: Todo


def attention(facts: Facts, links: Links, *, user: User, today: date) -> tuple[Todo, ...]:
    """Every line, the longest overdue first; empty when all is well."""
    found = [
        *_reports(facts, links),
        *_sessions(facts, links, user, today),
        *_without_officer(facts, links, user, today),
        *_ending(facts, links, user, today),
        *_follow_ups(facts, links, user, today),
        *_discrepancies(facts, links, today),
    ]
    return tuple(due.line for due in sorted(found, key=lambda due: due.on))


def _here(rows: QuerySet, facts: Facts, user: User) -> QuerySet:
    """What this reader sees of the offices this dashboard is about, as they belong today."""
    seen = rows.visible_to(user)
    if facts.scope.head.pk == user.office_id:
        return seen
    return seen.filter(office__in=facts.scope.members[facts.month])


def _reports(facts: Facts, links: Links) -> Iterator[Due]:
    """Late and returned reports one by one; those still in time in one line."""
    late = sorted((s for s in facts.reports if s.late), key=lambda s: (s.deadline, s.name))
    for state in late[:MOST_LINES]:
        yield Due(state.deadline, _late(facts, links, state))
    if more := late[MOST_LINES:]:
        text = f"juga terlambat melapor: {listed([short_name(s.name) for s in more])}."
        who = count(len(more), "kantor lain")
        line = _todo(text, links.reports(), "Lihat", who, "clock", "bad")
        yield Due(more[0].deadline, line)
    waiting = [state for state in facts.reports if state.owed and not state.late]
    for state in (s for s in waiting if s.status == Status.RETURNED):
        text = f"harus memperbaiki laporan {facts.month.label} yang dikembalikan."
        label, url = links.report(state.report_id, state.office_id)
        yield Due(state.deadline, _todo(text, url, label, state.name, "returned", "warn"))
    if open_ones := [state for state in waiting if not state.status]:
        deadline = open_ones[0].deadline
        text = f"belum punya laporan {facts.month.label}. Tenggat {long_date(deadline)}."
        who = listed([state.name for state in open_ones])
        yield Due(deadline, _todo(text, links.reports(), "Lihat", who, "clock", "info"))


def _late(facts: Facts, links: Links, state: ReportState) -> Todo:
    what = (
        f"belum mengirim lagi laporan {facts.month.label} yang dikembalikan"
        if state.status == Status.RETURNED
        else f"belum punya laporan {facts.month.label}"
    )
    text = f"{what}. Tenggat {long_date(state.deadline)}, lewat {state.late_by} hari kerja."
    label, url = links.report(state.report_id, state.office_id)
    return _todo(text, url, label, state.name, "clock", "bad")


def _sessions(facts: Facts, links: Links, user: User, today: date) -> Iterator[Due]:
    waiting = (Session.Status.REPORTED, Session.Status.RETURNED)
    rows = _here(Session.objects.filter(status__in=waiting), facts, user)
    found = rows.order_by().values("status").annotate(number=Count("pk"), first=Min("held_on"))
    for row in found:
        number = count(row["number"], "kegiatan")
        since = f"yang terlama {long_date(row['first'])}"
        if row["number"] == 1:
            since = f"tanggal {long_date(row['first'])}"
        url = links.sessions(status=row["status"])
        if row["status"] == Session.Status.REPORTED:
            may = user.has_perm("outreach.approve_session")
            text = f"menunggu tinjauan, {since}."
            line = _todo(text, url, "Tinjau" if may else "Lihat", number, "talk", "warn")
        else:
            text = f"dikembalikan dan belum diperbaiki, {since}."
            line = _todo(text, url, "Lihat", number, "returned", "warn")
        yield Due(min(row["first"], today), line)


def _without_officer(facts: Facts, links: Links, user: User, today: date) -> Iterator[Due]:
    served = Assignment.objects.on(today).values("village_id")
    rows = _here(GuidedVillage.objects.filter(stage__in=OPERATING), facts, user)
    found = list(rows.exclude(pk__in=served).values_list("pk", "region__name"))
    if not found:
        return
    text = f"sedang tanpa petugas: {listed([name for _, name in found])}."
    url, label = links.working_villages(), "Lihat"
    if user.has_perm("villages.add_assignment"):
        url, label = links.assign(found[0][0] if len(found) == 1 else ""), "Tugaskan"
    yield Due(today, _todo(text, url, label, count(len(found), "desa"), "user", "warn"))


def _ending(facts: Facts, links: Links, user: User, today: date) -> Iterator[Due]:
    days = (today, today + SOON)
    postings = _here(Assignment.objects.filter(ends_on__range=days), facts, user)
    columns = ("ends_on", "officer__name", "village__region__name")
    found = list(postings.order_by("ends_on").values_list(*columns))
    if found:
        who = listed([f"{officer} di {village}" for _, officer, village in found])
        text = f"berakhir dalam 30 hari: {who}. Yang pertama {long_date(found[0][0])}."
        line = _todo(
            text, links.assignments(), "Lihat", count(len(found), "penugasan"), "calendar", "warn"
        )
        yield Due(found[0][0], line)
    decrees = _here(Decree.objects.filter(ends_on__range=days), facts, user).order_by("ends_on")
    found = list(decrees.values_list("ends_on", "number"))
    if found:
        numbers = listed([number for _, number in found], most=1)
        text = f"habis masa berlakunya dalam 30 hari: {numbers}, {long_date(found[0][0])}."
        line = _todo(text, links.decrees(), "Lihat", count(len(found), "SK"), "stamp", "warn")
        yield Due(found[0][0], line)


def _follow_ups(facts: Facts, links: Links, user: User, today: date) -> Iterator[Due]:
    rows = _here(FollowUp.objects.overdue(on=today), facts, user)
    found = rows.aggregate(number=Count("pk"), first=Min("due_on"))
    if found["number"]:
        text = f"lewat batas waktu, yang terlama {long_date(found['first'])}."
        number = count(found["number"], "tindak lanjut")
        line = _todo(text, links.follow_ups(), "Lihat", number, "clock", "warn")
        yield Due(found["first"], line)


def _discrepancies(facts: Facts, links: Links, today: date) -> Iterator[Due]:
    found = facts.discrepancies
    for each in found[:MOST_LINES]:
        office = facts.scope.offices[each.office_id]
        missing = f", {len(each.missing)} bulan belum ada" if each.missing else ""
        text = (
            f"paspor PMI {each.months.label} tertulis {angka(each.printed)}, {each.parts} "
            f"{angka(each.computed)}: selisih {angka(each.difference)}{missing}."
        )
        line = _todo(text, links.discrepancy(each), "Lihat", office.short_name, "sheet", "info")
        yield Due(today, line)
    if more := len(found[MOST_LINES:]):
        text = "antara angka tertulis dan rinciannya."
        who = count(more, "selisih lain")
        yield Due(today, _todo(text, links.year(facts.to_date), "Lihat", who, "sheet", "info"))


def _todo(text: str, url: str, label: str, strong: str, icon: str, state: str) -> Todo:
    return Todo(text=text, url=url, label=label, strong=strong, icon=icon, state=state)

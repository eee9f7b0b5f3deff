"""Outcomes, stages, today's work and changes on Beranda beside plain SQL, for every role."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.tests.by_sql import (
    AUGUST,
    JULY,
    LAST_YEAR,
    SHOWN,
    figure,
    more_facts,
    moved,
    texts,
)
from dbi_portal.tests.readers import Reader, signed_in, stands_for_its_kind
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from dbi_portal.tests.test_dashboards_by_sql import PERM, asked, beneath, dashboard, shown
from reports.models.statistic import Outcome
from reports.tests.dashboards import panel
from villages.models.stages import Stage, heap_words

UNISSUED = [each for each in Outcome if each != Outcome.ISSUED]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world, more_facts) as (_, world, _):
        yield world


@pytest.fixture(scope="module")
def readers(world, django_db_blocker) -> list[Reader]:
    chosen = [told for told in world["users"] if told["active"] and stands_for_its_kind(told)]
    found = [signed_in(told, world["offices"]) for told in chosen]
    return [reader for reader in found if reader.may(PERM) and reader.told["office"]]


@pytest.fixture(scope="module")
def opened(readers, world) -> list[tuple]:
    """(reader, an office he sees, the codes it adds up, its dashboard) of every reader."""
    return [
        (reader, code, beneath(code, world), dashboard(reader, kantor=code, **SHOWN))
        for reader in readers
        for code in sorted(reader.sees)
    ]


@pytest.fixture
def views(opened, db) -> list[tuple]:
    return opened


def counted(codes, outcome: str, month: Month, *, purpose: str = "") -> int | None:
    """The rows of that month that name no village and no country; None where there is none."""
    [(total,)] = asked(
        """SELECT sum(count) FROM reports_passportstatistic s
           JOIN officers_office o ON o.id = s.office_id
           WHERE upper_inf(recorded) AND o.code = ANY(%s) AND outcome = %s
             AND (%s = '' OR purpose = %s) AND home_region_id IS NULL AND destination = ''
             AND period_start = %s AND period_end = %s""",
        list(codes), outcome, purpose, purpose, month.first_day, month.last_day,
    )  # fmt: skip
    return total


@pytest.mark.parametrize(
    ("label", "outcome", "purpose"),
    [("Paspor PMI terbit", Outcome.ISSUED, "pmi"), ("Penolakan paspor", Outcome.REFUSED, "")],
)
def test_issued_and_refused_change_as_the_rows_do(views, label, outcome, purpose):
    for reader, code, codes, page in views:
        found = figure(page, label)
        now, july, last = (
            counted(codes, outcome, month, purpose=purpose) for month in (AUGUST, JULY, LAST_YEAR)
        )
        assert found.value == angka(now), f"{reader} {code}"
        wanted = [moved(now, july, "Juli 2025"), moved(now, last, "Agustus 2024")]
        assert texts(found.changes) == wanted, f"{reader} {code}"


def test_every_other_outcome_is_its_rows_added_up_with_its_change(views):
    for reader, _, codes, page in views:
        rows = panel(page, "outcomes").rows
        wanted = [
            (each.label, now, moved(now, counted(codes, each, JULY), "Juli 2025"))
            for each in UNISSUED
            if (now := counted(codes, each, AUGUST)) is not None
        ]
        assert [(row.label, row.value, row.change.text) for row in rows] == wanted, str(reader)
        assert len(wanted) >= 3


def test_eight_months_are_held_against_those_of_last_year_for_every_reader(views):
    for reader, code, codes, page in views:
        found = figure(page, "Paspor PMI terbit")
        months = [
            [counted(codes, Outcome.ISSUED, Month(year, n), purpose="pmi") for n in range(1, 9)]
            for year in (2025, 2024)
        ]
        assert months[1][:7] == [None] * 7  # the made-up world begins with August 2024
        now, before = (sum(filter(None, each)) for each in months)
        gaps = "Januari 2024, Februari 2024, Maret 2024, dan 4 lainnya"
        gaps = f"belum ada angka {gaps}" if len(codes) == 1 else f"belum lengkap: {gaps}"
        words = moved(now, before, "Januari–Agustus 2024")
        assert texts(found.over_changes) == [f"{words} ({gaps})"], f"{reader} {code}"


def stages(codes, day: date) -> dict[str, int]:
    return dict(
        asked(
            """SELECT stage, count(*) FROM (
                   SELECT DISTINCT ON (g.id) g.id, step.stage FROM villages_guidedvillage g
                   JOIN villages_tenure t ON t.village_id = g.id AND t.starts_on <= %s
                     AND (t.ends_on IS NULL OR t.ends_on >= %s)
                   JOIN officers_office o ON o.id = t.office_id
                   JOIN villages_villagestep step ON step.village_id = g.id
                     AND step.voided_at IS NULL AND step.happened_on <= %s
                   WHERE o.code = ANY(%s)
                   ORDER BY g.id, step.happened_on DESC, step.id DESC) latest
               GROUP BY stage""",
            day, day, day, list(codes),
        )
    )  # fmt: skip


def test_villages_by_stage_are_those_whose_latest_step_it_was(views):
    for reader, code, codes, page in views:
        told = stages(codes, AUGUST.last_day)
        wanted = [(heap_words(stage), told[stage]) for stage in Stage if told.get(stage)]
        assert [(row.label, row.value) for row in panel(page, "stages").rows] == wanted
        active = figure(page, "Desa Binaan aktif")
        now, july, last = (
            stages(codes, month.last_day).get(Stage.ACTIVE, 0)
            for month in (AUGUST, JULY, LAST_YEAR)
        )
        assert active.value == angka(now)
        assert texts(active.changes) == [
            moved(now, july, "Juli 2025"),
            moved(now, last, "Agustus 2024"),
        ], f"{reader} {code}"


def late(codes) -> list[str]:
    """Kanim with a village at work in August whose report was never sent, and who said nothing."""
    return [
        name
        for (name,) in asked(
            """SELECT o.short_name FROM officers_office o
               WHERE o.kind = 'kanim' AND o.code = ANY(%s)
                 AND EXISTS (
                    SELECT FROM villages_villagestep step
                    JOIN villages_guidedvillage g ON g.id = step.village_id
                    WHERE g.office_id = o.id AND step.stage IN ('dikukuhkan', 'aktif')
                      AND step.voided_at IS NULL AND step.happened_on <= '2025-08-31'
                      AND NOT EXISTS (
                        SELECT FROM villages_villagestep ended WHERE ended.village_id = g.id
                          AND ended.stage = 'tidak-aktif' AND ended.happened_on <= '2025-08-01'))
                 AND NOT EXISTS (
                    SELECT FROM reports_reportdeclaration said
                    WHERE said.office_id = o.id AND said.month = '2025-08-01')
                 AND NOT EXISTS (
                    SELECT FROM reports_monthlyreport report
                    WHERE report.office_id = o.id AND report.month = '2025-08-01'
                      AND report.span = 'bulan' AND report.status IN ('sent', 'received'))
               ORDER BY 1""",
            list(codes),
        )
    ]


def test_perlu_perhatian_names_every_late_report_and_no_other(views):
    for reader, code, codes, page in views:
        wanted = late(codes)
        lines = [
            each
            for each in page.dashboard.todo
            if re.match(r"belum mengirim (lagi )?laporan Agustus 2025", each.text)
        ]
        rest = [each for each in page.dashboard.todo if "juga terlambat" in each.text]
        assert {each.state for each in (*lines, *rest)} <= {"bad"}
        assert sorted(each.strong for each in lines) == wanted[: len(lines)], f"{reader} {code}"
        more = len(wanted) - len(lines)
        assert [each.strong for each in rest] == ([f"{more} kantor lain"] if more else [])
        assert len(lines) == min(len(wanted), 3)


OPEN_WORK = {
    "menunggu tinjauan": "SELECT count(*) FROM outreach_session s JOIN officers_office o "
    "ON o.id = s.office_id WHERE s.status = 'dilaporkan' AND o.code = ANY(%s)",
    "dikembalikan dan belum diperbaiki": "SELECT count(*) FROM outreach_session s "
    "JOIN officers_office o ON o.id = s.office_id WHERE s.status = 'dikembalikan' "
    "AND o.code = ANY(%s)",
    "lewat batas waktu": "SELECT count(*) FROM outreach_followup f JOIN officers_office o "
    "ON o.id = f.office_id WHERE f.done_on IS NULL AND f.due_on = '2025-09-30' "
    "AND o.code = ANY(%s)",
}


@pytest.mark.parametrize("words", OPEN_WORK)
def test_perlu_perhatian_counts_the_work_that_is_open(views, words):
    for reader, code, codes, page in views:
        [line] = [each for each in page.dashboard.todo if each.text.startswith(words)]
        [(number,)] = asked(OPEN_WORK[words], list(codes))
        assert line.strong.split()[0] == angka(number), f"{reader} {code}"
        assert number >= len(codes)


def test_the_figures_at_the_top_are_four_whoever_reads(views):
    for reader, code, _, page in views:
        labels = ["Paspor PMI terbit", "Penolakan paspor", "Kegiatan disetujui"]
        found = shown(page)
        assert list(found) == [*labels, "Desa Binaan aktif"], f"{reader} {code}"


FINDINGS = """
    SELECT count(*) FILTER (WHERE submitted_on BETWEEN m.first AND m.last),
           count(*) FILTER (WHERE f.status = 'selesai' AND day.ended BETWEEN m.first AND m.last),
           count(*) FILTER (WHERE f.status = 'ditolak' AND day.ended BETWEEN m.first AND m.last),
           count(*) FILTER (WHERE submitted_on <= m.last AND day.ended IS NULL),
           count(*) FILTER (WHERE submitted_on <= m.last AND day.ended IS NULL
                            AND (due_at AT TIME ZONE o.time_zone)::date <= m.last)
    FROM (VALUES (%s::date, %s::date)) AS m (first, last), outreach_finding f
    JOIN officers_office o ON o.id = f.office_id,
    LATERAL (SELECT (closed_at AT TIME ZONE o.time_zone)::date) AS day (ended)
    WHERE o.code = ANY(%s)
"""


def test_findings_are_counted_for_who_may_see_them_as_the_rows_stand(views):
    for reader, code, codes, page in views:
        panels = [each.it for each in (*page.dashboard.pairs, *page.dashboard.rest)
                  if each.name == "findings"]  # fmt: skip
        lines = [each for each in page.dashboard.todo if "temuan" in each.strong]
        if not reader.may("outreach.view_finding"):
            assert panels == lines == [], str(reader)
            continue
        [now] = asked(FINDINGS, AUGUST.first_day, AUGUST.last_day, list(codes))
        [july] = asked(FINDINGS, JULY.first_day, JULY.last_day, list(codes))
        changes = [moved(*pair, "Juli 2025") for pair in zip(now, july, strict=True)]
        assert [row.value for row in panels[0].rows] == list(now), f"{reader} {code}"
        assert [row.change.text for row in panels[0].rows] == changes, f"{reader} {code}"
        assert now[0] >= 2 * len(codes)
        # None of the open ones was touched since August 2025: they are all overdue.
        assert [each.strong for each in lines] == [f"{now[3]} temuan"], f"{reader} {code}"

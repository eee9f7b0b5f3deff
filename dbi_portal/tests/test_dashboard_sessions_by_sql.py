"""Sessions and coverage on Beranda beside plain SQL, for every role; and their changes."""

from __future__ import annotations

import pytest

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
from dbi_portal.tests.test_dashboards_by_sql import PERM, asked, beneath, dashboard
from reports.tests.dashboards import panel

YEAR = ("2025-01-01", "2025-08-31")
SESSIONS = """
    outreach_session s JOIN officers_office o ON o.id = s.office_id
    WHERE s.status = 'disetujui' AND o.code = ANY(%s) AND s.held_on BETWEEN %s AND %s
"""


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


def held(codes, first, last) -> tuple:
    """Sessions, people, sessions without a count of people, sessions without a Desa Binaan."""
    [row] = asked(
        f"""SELECT count(*), coalesce(sum(people), 0), count(*) - count(people),
                   count(*) FILTER (WHERE NOT served)
            FROM (SELECT coalesce(s.participants, (SELECT sum(a.count) FROM outreach_audience a
                                                   WHERE a.session_id = s.id)) AS people,
                         EXISTS (SELECT FROM outreach_sessionvillage v
                                 WHERE v.session_id = s.id) AS served
                  FROM {SESSIONS}) told""",  # noqa: S608
        list(codes), first, last,
    )  # fmt: skip
    return row


def test_sessions_change_as_the_approved_ones_do(views):
    for reader, code, codes, page in views:
        found = figure(page, "Kegiatan disetujui")
        (now, people, silent, _), (july, *_), (last, *_) = (
            held(codes, month.first_day, month.last_day) for month in (AUGUST, JULY, LAST_YEAR)
        )
        assert found.value == angka(now), f"{reader} {code}"
        assert (
            found.note == f"{angka(people)} peserta, {angka(silent)} kegiatan tanpa jumlah peserta"
        )
        assert texts(found.changes) == [
            moved(now, july, "Juli 2025", none_yet=True),
            moved(now, last, "Agustus 2024", none_yet=True),
        ]
        year, before = held(codes, *YEAR)[0], held(codes, "2024-01-01", "2024-08-31")[0]
        assert texts(found.over_changes) == [moved(year, before, "Januari–Agustus 2024")]


def test_kinds_people_villages_rt_and_institutions_are_those_of_the_sessions(views):
    for reader, code, codes, page in views:
        told = panel(page, "sessions").held
        given = list(codes), *YEAR
        kinds = asked(
            f"""WITH told AS (SELECT s.kind_id FROM {SESSIONS})
                SELECT k.name, count(*) FROM told JOIN outreach_sessionkind k
                  ON k.id = told.kind_id GROUP BY k.name""",  # noqa: S608
            *given,
        )
        assert sorted(told.kinds) == sorted(kinds), f"{reader} {code}"
        count = told.count
        assert (count.sessions, count.participants, count.uncounted, told.without_village) == held(
            codes, *YEAR
        )
        [(villages, institutions)] = asked(
            f"""WITH told AS (SELECT s.id FROM {SESSIONS})
                SELECT (SELECT count(DISTINCT village_id) FROM outreach_sessionvillage
                        WHERE session_id IN (SELECT id FROM told)),
                       (SELECT count(DISTINCT institution_id) FROM outreach_speaker
                        WHERE session_id IN (SELECT id FROM told))""",  # noqa: S608
            *given,
        )
        [(rt, rw)] = asked(
            f"""SELECT sum(r.rt_count), sum(r.rw_count) FROM outreach_regionreached r
                WHERE r.session_id IN (SELECT s.id FROM {SESSIONS})""",  # noqa: S608
            *given,
        )
        assert (told.villages, told.institutions, told.rt, told.rw) == (
            villages, institutions, rt, rw,
        )  # fmt: skip
        assert told.regions == len(reached(codes, *YEAR))


def reached(codes, first, last) -> set[str]:
    """Villages that approved sessions name, and those of the Desa Binaan they served."""
    told = asked(
        f"""SELECT r.region_id FROM outreach_regionreached r
            WHERE r.session_id IN (SELECT s.id FROM {SESSIONS})""",  # noqa: S608
        list(codes), first, last,
    )  # fmt: skip
    served = asked(
        f"""SELECT g.region_id FROM outreach_sessionvillage v
            JOIN villages_guidedvillage g ON g.id = v.village_id
            WHERE v.session_id IN (SELECT s.id FROM {SESSIONS})""",  # noqa: S608
        list(codes), first, last,
    )  # fmt: skip
    return {code for (code,) in (*told, *served)}


def test_coverage_is_the_villages_of_the_work_area_with_and_without_a_session(views):
    for reader, code, codes, page in views:
        area = {
            village
            for (village,) in asked(
                """SELECT DISTINCT r.code FROM villages_region r
                   JOIN villages_jurisdiction j
                     ON r.code = j.region_id OR r.code LIKE j.region_id || '.%%'
                   JOIN officers_office o ON o.id = j.office_id
                   WHERE r.level = 'desa' AND r.retired_on IS NULL AND o.code = ANY(%s)""",
                list(codes),
            )
        }
        found = panel(page, "coverage").reach
        there = reached(codes, *YEAR) & area
        assert (found.villages, found.reached) == (len(area), len(there)), f"{reader} {code}"
        assert found.missing == len(area - there) > 0

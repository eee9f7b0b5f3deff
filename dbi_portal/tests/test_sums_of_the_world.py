"""Figures that dashboards read from kept sums, against plain SQL over the facts, for every role."""

from datetime import date

import pytest
from django.db import connection

from dbi_portal.lib.months import Month
from dbi_portal.tests.seeded import filled, regions_of_the_stories, small_world
from officers.models import User
from reports.figures import passports, sessions
from reports.figures.measure import NOT_ISSUED, PMI_ISSUED
from reports.figures.period import MonthRange
from reports.figures.recount.kept_sums import check_sums
from reports.figures.sliced import slice_by_home, slice_by_purpose
from reports.figures.slices import Slice

pytestmark = pytest.mark.django_db
MEASURES = (PMI_ISSUED, *NOT_ISSUED)
# Of each office the breakdown with fewest dimensions, of two the one by village.
COUNTED = """
    SELECT sum(value) FROM (
        SELECT DISTINCT ON (office_id) value FROM (
            SELECT office_id, grain, sum(count) AS value FROM reports_passportstatistic
            WHERE upper(recorded) IS NULL AND office_id = ANY(%(offices)s)
              AND period_start = %(first)s AND period_end = %(last)s
              AND outcome = %(outcome)s AND (%(purpose)s = '' OR purpose = %(purpose)s)
            GROUP BY office_id, grain) AS grains
        ORDER BY office_id, length(grain) - length(replace(grain, ',', '')),
                 grain NOT LIKE '%%home%%', grain) AS chosen
"""
AT_HOME = """
    SELECT home_region_id, sum(count) FROM reports_passportstatistic
    WHERE upper(recorded) IS NULL AND office_id = ANY(%(offices)s)
      AND period_start = %(first)s AND period_end = %(last)s AND grain = 'month:home,purpose'
      AND outcome = 'terbit' AND purpose = 'pmi' GROUP BY 1
"""
HELD = """
    SELECT count(*), coalesce(sum(coalesce(participants, (
               SELECT sum(count) FROM outreach_audience WHERE session_id = session.id))), 0),
           (SELECT count(DISTINCT village_id) FROM outreach_sessionvillage part
            JOIN outreach_session held ON held.id = part.session_id
            WHERE held.status = 'disetujui' AND held.office_id = ANY(%(offices)s)
              AND held.held_on BETWEEN %(first)s AND %(last)s)
    FROM outreach_session session
    WHERE status = 'disetujui' AND office_id = ANY(%(offices)s)
      AND held_on BETWEEN %(first)s AND %(last)s
"""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, regions_of_the_stories, small_world) as results:
        yield results


@pytest.fixture
def readers(world):
    """One of each role of each kind of office, and the offices (ids) he sees."""
    found = {}
    for user in User.objects.filter(is_active=True).select_related("office").order_by("pk"):
        if user.has_perm("reports.view_dashboard"):
            found.setdefault((user.role, user.office.kind), user)
    assert len(found) > 5
    return {name: sorted(_seen(user)) for name, user in found.items()}


def _seen(user):
    offices = type(user.office).objects.visible_to(user)
    return offices.values_list("pk", flat=True)


def asked(sql, ids, month, **more):
    given = {"offices": ids, "first": month.first_day, "last": month.last_day} | more
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def months():
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(period_start) FROM reports_passportstatistic")
        [(last,)] = cursor.fetchall()
    assert last > date(2024, 1, 1)
    return list(MonthRange.ending(Month.of(last), months=6))


def test_totals_are_what_the_facts_add_up_to(readers):
    seen = 0
    for ids in readers.values():
        books = passports.ledgers(ids, MonthRange(months()[0], months()[-1]), MEASURES)
        for month in months():
            for measure in MEASURES:
                about = {"outcome": measure.outcome, "purpose": measure.purpose}
                [(counted,)] = asked(COUNTED, ids, month, **about)
                assert books[measure].total(ids, month).value == counted
                seen += counted is not None
    assert seen > 20


def test_villages_and_purposes_are_what_the_facts_add_up_to(readers):
    month, seen = months()[-2], 0  # the last one was not broken down
    for ids in readers.values():
        of = Slice(tuple(ids), MonthRange.of(month))
        homes = dict(asked(AT_HOME, ids, month))
        assert {row.region_id: row.value for row in slice_by_home(of).rows} == homes
        seen += len(homes)
        by_purpose = {row.key: row.value for row in slice_by_purpose(of).rows}
        book = passports.ledgers(ids, of.months, [PMI_ISSUED])[PMI_ISSUED]
        assert by_purpose.get("pmi") == book.total(ids, month).value
    assert seen > 5


def test_sessions_are_what_was_approved(readers):
    seen = 0
    for ids in readers.values():
        for month in months():
            [(number, people, villages)] = asked(HELD, ids, month)
            found = sessions.held(ids, month)
            told = (found.count.sessions, found.count.participants, found.villages)
            assert told == (number, people, villages)
            seen += number
    assert seen > 5


def test_every_kept_sum_of_the_world_is_right(world):
    tables = list(check_sums())
    assert [each.different for each in tables] == [()] * 7
    assert sum(each.sums for each in tables) > 100

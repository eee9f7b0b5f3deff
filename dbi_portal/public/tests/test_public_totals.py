"""The public page's totals against plain SQL over the made-up world."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dbi_portal.public import figures
from dbi_portal.tests.seeded import NOW, filled, load_defaults, small_world
from officers.tests.factories import KanwilFactory, OfficeFactory
from reports.figures.suppression import LEAST

TODAY = NOW.date()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


def test_totals_are_those_of_the_facts_or_not_shown(world, db):
    """By plain SQL over the world: which Kanwil, how many sessions, people and passports."""
    totals = figures.totals(TODAY)
    wanted = dict(
        sql(
            """SELECT coalesce(above.short_name, own.short_name), count(*) FROM outreach_session s
               JOIN officers_office own ON own.id = s.office_id
               LEFT JOIN officers_officesupervision link ON link.office_id = s.office_id
                 AND own.kind IN ('kanim', 'rudenim')
               LEFT JOIN officers_office above ON above.id = link.supervisor_id
               WHERE s.status = 'disetujui' AND extract(year FROM held_on) = %s
                 AND held_on < '2026-01-01'
               GROUP BY 1""",
            int(totals.year),
        )
    )
    assert totals.year == "2025"
    assert wanted
    told = {f"Kanwil {line.name}": line.sessions.value for line in totals.kanwils}
    told |= {line.name: line.sessions.value for line in totals.kanwils}
    for name, count in wanted.items():
        assert told[name] in (count, None)
        assert told[name] != count or count == 0 or count >= LEAST
    ((villages,),) = sql("SELECT count(*) FROM villages_guidedvillage WHERE stage = 'aktif'")
    assert totals.villages == villages == sum(count for _, count in totals.provinces)
    assert totals.nation.sessions.value in (sum(wanted.values()), None)


def test_the_nations_passports_are_the_sum_of_the_offices(world, db):
    ((total,),) = sql(
        """SELECT sum(fact.count) FROM reports_passportstatistic fact
           JOIN (SELECT office_id, period_start, min(length(grain)) AS short
                 FROM reports_passportstatistic
                 WHERE upper(recorded) IS NULL AND outcome = 'terbit' AND purpose = 'pmi'
                   AND grain LIKE 'month:%%' GROUP BY 1, 2) coarse
             ON (fact.office_id, fact.period_start, length(fact.grain))
              = (coarse.office_id, coarse.period_start, coarse.short)
           JOIN officers_office office ON office.id = fact.office_id
           WHERE upper(fact.recorded) IS NULL AND fact.outcome = 'terbit' AND fact.purpose = 'pmi'
             AND office.kind IN ('kanim', 'rudenim')
             AND extract(year FROM fact.period_start) = 2025"""
    )
    assert total
    assert figures.totals(TODAY).nation.passports.value == total


def test_made_up_figures_say_so(world, db):
    totals = figures.totals(TODAY)
    assert totals.made_up


def test_the_door_takes_few_questions_however_many_offices(world, db):
    with CaptureQueriesContext(connection) as few:
        Client().get("/")
    kanwil = KanwilFactory()
    OfficeFactory.create_batch(10, under=kanwil)
    with CaptureQueriesContext(connection) as many:
        Client().get("/")
    assert len(many) == len(few) <= 20


def test_what_is_not_known_is_not_called_hidden(world, db):
    lines = {line.name: line for line in figures.totals(TODAY).kanwils}
    for line in lines.values():
        for count in (line.sessions, line.people, line.passports):
            assert count.value is None or not count.hidden
    assert any(line.sessions.hidden for line in lines.values())
    assert any(line.people.value and not line.people.hidden for line in lines.values())

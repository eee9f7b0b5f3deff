"""Beranda asks the database a fixed number of questions, for one office and for many."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from outreach.tests.factories import SessionFactory
from reports.figures.measure import PMI_ISSUED
from reports.figures.period import MonthRange
from reports.figures.sliced import slice_ledger
from reports.figures.slices import Slice
from reports.tests.dashboards import AUGUST, opened
from reports.tests.figures_world import LONG_AGO, passports, region, village

pytestmark = pytest.mark.django_db
MOST = 25
FACTS = ("reports_passportstatistic", "outreach_audience", "outreach_regionreached")


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


def working_office(kanwil, number):
    """An office with a month's figures, homes, a Desa Binaan and a session."""
    office = OfficeFactory(under=kanwil)
    code = f"32.75.{number:02}.1001"
    passports(office, AUGUST, 100 + number, home_region=region("Desa", code))
    passports(office, AUGUST, 4, outcome="penolakan", purpose="")
    passports(office, AUGUST, 30, destination="Malaysia")
    village(office, code=code, aktif=LONG_AGO)
    SessionFactory(office=office, approved=True, held_on=date(2025, 8, 5), participants=20)
    return office


def reader(role, kanwil, office):
    where = {"operator": office, "supervisor": kanwil}.get(role) or CentreFactory()
    roles = {"operator": Role.OPERATOR, "supervisor": Role.SUPERVISOR, "monev": Role.MONEV}
    return UserFactory(office=where, role=roles[role])


def questions(client, **query):
    with CaptureQueriesContext(connection) as found:
        opened(client, query.pop("month", AUGUST), **query)
    return [each["sql"] for each in found.captured_queries]


@pytest.mark.parametrize("role", ["operator", "supervisor", "monev"])
def test_a_first_view_asks_at_most_twenty_five_questions(client, kanwil, role):
    offices = [working_office(kanwil, number) for number in (1, 2)]
    client.force_login(reader(role, kanwil, offices[0]))
    few = questions(client, month=None)
    assert len(few) <= MOST
    for number in range(3, 9):
        working_office(kanwil, number)
    assert len(questions(client, month=None)) <= len(few)


def test_a_list_kept_for_many_offices_still_fits(client, kanwil, monkeypatch):
    monkeypatch.setattr("reports.figures.office_states.MANY", 2)
    offices = [working_office(kanwil, number) for number in (1, 2)]
    client.force_login(reader("monev", kanwil, offices[0]))
    assert len(questions(client, month=None)) <= MOST


@pytest.mark.parametrize("role", ["operator", "supervisor", "monev"])
@pytest.mark.parametrize("query", [{}, {"tujuan": "Malaysia"}, {"rentang": "12"}])
def test_beranda_reads_sums_and_no_facts(client, kanwil, role, query):
    client.force_login(reader(role, kanwil, working_office(kanwil, 1)))
    asked = questions(client, **query)
    assert len(asked) <= MOST
    told = [sql for sql in asked if any(name in sql for name in FACTS)]
    assert told == []


def test_the_kept_sums_of_one_office_are_found_by_index(kanwil):
    """No whole table is read for one office's months, however many offices there are."""
    office = working_office(kanwil, 1)
    of = Slice((office.pk,), MonthRange.of(AUGUST))
    with CaptureQueriesContext(connection) as found:
        assert slice_ledger(of).total(of.offices, AUGUST).value == 101
    assert of.measure == PMI_ISSUED
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {found.captured_queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "figure_sum_once" in plan or "figure_sum_by_last_day" in plan

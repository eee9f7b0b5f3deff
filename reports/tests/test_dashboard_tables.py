"""Which writes make a dashboard old: every one to a table it read, and no other.

Outside a transaction, as the portal runs. That a page is not old is seen by making it anew without
a cache; which tables its questions need, PostgreSQL's own planner says.
"""

import json
from datetime import UTC, date, datetime

import psycopg2
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dbi_portal.lib import kept
from officers import audit, policy
from officers.models import Office, OfficeSupervision, Setting
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    NoticeFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
)
from outreach.models import Session
from outreach.tests.factories import SessionFactory
from reports.actions.statistics import correct_statistic
from reports.models import MonthlyReport, PassportStatistic
from reports.tests.dashboards import AUGUST
from reports.tests.figures_world import LONG_AGO, passports, region, report, village
from villages.models import GuidedVillage
from villages.tests.factories import AssignmentFactory, DecreeFactory, JurisdictionFactory

pytestmark = pytest.mark.django_db(transaction=True)
HARAPAN = "32.75.03.1006"
PASSWORD = "rahasia-sekali"
NOW = datetime(2025, 9, 2, tzinfo=UTC)
PAGES = (
    "home",
    "reports:drill",
    "reports:pivot",
    "reports:map-points",
    "reports:next-villages",
    "reports:data-quality",
    "reports:indicator-list",
    "outreach:coverage",
    "villages:gaps",
)
# Read before the page begins: whose page it is, by role, office and rights, stands in the name.
OF_THE_ACCOUNT = {"django_session", "officers_user", "officers_officehead"}
OF_THE_KEEPING = {"pg_database", "portal_change"}


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def offices(kanwil):
    """Two with figures, a Desa Binaan and sessions."""
    found = [OfficeFactory(under=kanwil, short_name=f"Kanim {name}") for name in ("Satu", "Dua")]
    for number, office in enumerate(found, start=1):
        JurisdictionFactory(office=office)
        home = region("Harapan", HARAPAN) if number == 1 else region("Kroya", "33.01.01.2001")
        passports(office, AUGUST, 100 * number, home_region=home)
        passports(office, AUGUST, 4, outcome="penolakan", purpose="")
        village(office, code=home.code, aktif=LONG_AGO)
        SessionFactory(office=office, approved=True, held_on=date(2025, 8, 5), participants=20)
        report(office, AUGUST)
    SessionFactory(office=found[0], held_on=date(2025, 8, 9))
    return found


@pytest.fixture
def supervisor(kanwil, offices):
    return reader(kanwil, Role.SUPERVISOR)


def reader(office, role):
    client = Client()
    client.force_login(UserFactory(office=office, role=role))
    return client


def shown(client, name="home"):
    response = client.get(reverse(name), {"bulan": str(AUGUST)})
    assert response.status_code == 200
    return response.text.partition("<main")[2] or response.text


def questions(client, name="home"):
    with CaptureQueriesContext(connection) as asked:
        shown(client, name)
    return [each["sql"] for each in asked]


def made_anew(client):
    cache.clear()
    return shown(client)


@pytest.fixture
def entries(monkeypatch):
    """What was kept, each with how many questions had been asked by then."""
    found, put = [], kept._put

    def noticed(key, entry):
        found.append((entry, len(connection.queries_log)))
        put(key, entry)

    monkeypatch.setattr(kept, "_put", noticed)
    return found


def tables_of(question):
    """The tables PostgreSQL itself would look into, also for parts it may never come to."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + question.replace("%", "%%"), ())
        [(plan,)] = cursor.fetchall()
    return set(relations(plan if isinstance(plan, list) else json.loads(plan)))


def relations(plan):
    if isinstance(plan, dict):
        yield from [plan["Relation Name"]] if "Relation Name" in plan else []
        plan = list(plan.values())
    if isinstance(plan, list):
        for each in plan:
            yield from relations(each)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MONEV, Role.OPERATOR])
def test_every_table_a_page_asks_is_known_to_what_keeps_it(role, kanwil, offices, entries):
    where = {Role.SUPERVISOR: kanwil, Role.OPERATOR: offices[0]}.get(role) or CentreFactory()
    client = reader(where, role)
    for name in PAGES:
        entries.clear()
        before = len(connection.queries_log)
        asked = questions(client, name)
        assert entries, name
        whole, until = entries[-1]
        needed = set().union(*(tables_of(each) for each in asked[: until - before]))
        assert needed - whole.stamp.tables <= OF_THE_ACCOUNT | OF_THE_KEEPING, name
        assert needed & {"officers_office", "villages_region"}


def test_a_write_to_each_table_it_read_makes_beranda_old(supervisor, entries):
    questions(supervisor)
    few = len(questions(supervisor))
    tables = entries[-1][0].stamp.tables
    assert len(tables) > 20
    for table in sorted(tables - {"officers_user"}):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE false")  # noqa: S608
        assert len(questions(supervisor)) > few, table
        assert len(questions(supervisor)) == few, table


def a_session_is_approved(offices):
    Session.objects.filter(office=offices[0]).update(status="disetujui")


def a_figure_is_corrected(offices):
    row = PassportStatistic.objects.get(office=offices[0], outcome="terbit")
    correct_statistic(statistic=row, count=250, reason="Salah tulis", by=None, at=NOW)


def a_figure_comes(offices):
    passports(offices[1], AUGUST, 9, outcome="penundaan")


def an_office_moves(offices):
    OfficeSupervision.objects.filter(office=offices[0]).delete()


def an_office_is_renamed(offices):
    Office.objects.filter(pk=offices[0].pk).update(short_name="Kanim Baru")


def the_kanwil_is_renamed(offices):
    Office.objects.filter(kind="kanwil").update(short_name="Kanwil Baru")


def a_report_is_sent(offices):
    MonthlyReport.objects.filter(office=offices[0]).update(status="diterima")


def a_village_is_written_off(offices):
    GuidedVillage.objects.filter(office=offices[0]).delete()


def a_village_is_renamed_in_psql(offices):
    told = connection.settings_dict
    elsewhere = psycopg2.connect(
        dbname=told["NAME"], user=told["USER"], host=told["HOST"] or told["OPTIONS"].get("host"),
        port=told["PORT"] or None, password=told["PASSWORD"] or None,
    )  # fmt: skip
    with elsewhere, elsewhere.cursor() as cursor:
        cursor.execute(
            "UPDATE villages_region SET name = 'Harapan Jaya' WHERE code = %s", [HARAPAN]
        )
    elsewhere.close()


def an_officer_is_sent(offices):
    found = GuidedVillage.objects.get(office=offices[1])
    officer = OfficerFactory(office=offices[1])
    AssignmentFactory(village=found, officer=officer, office=offices[1])


def a_decree_comes(offices):
    DecreeFactory(office=offices[0])


def a_setting_is_chosen(offices):
    key = next(key for key in policy.SPECS if "report" in key or "due" in key)
    value = policy.SPECS[key].default
    Setting.objects.create(office=offices[0], key=key, value=value)


WRITES = (
    a_session_is_approved,
    a_figure_is_corrected,
    a_figure_comes,
    an_office_is_renamed,
    the_kanwil_is_renamed,
    a_village_is_renamed_in_psql,
    an_officer_is_sent,
    a_village_is_written_off,
    a_report_is_sent,
    a_decree_comes,
    a_setting_is_chosen,
    an_office_moves,
)
SEEN = (*WRITES[:6], an_office_moves)  # these change what the page of August says


def test_beranda_after_each_write_says_what_it_says_without_a_cache(offices, supervisor):
    for write in WRITES:
        before = shown(supervisor)
        write(offices)
        after = shown(supervisor)
        assert shown(supervisor) == after
        assert (after != before) or write not in SEEN, write
        assert after == made_anew(supervisor), write


def test_many_writes_together_are_all_seen(offices, supervisor):
    """Between two writes nothing is made without what was kept."""
    for write in WRITES:
        shown(supervisor)
        write(offices)
    assert shown(supervisor) == made_anew(supervisor)


def somebody_is_told(offices):
    NoticeFactory(user=offices[0].users.first())


def something_is_noted_down(offices):
    audit.record("officers.setting.chosen", by=None, target=offices[0], about=[offices[0]])


def somebody_signs_in(offices):
    user = offices[0].users.order_by("pk").last()
    assert Client().login(username=user.username, password=PASSWORD)


def test_what_no_figure_rests_on_leaves_beranda_standing(offices, supervisor):
    user = UserFactory(office=offices[0], role=Role.OPERATOR)
    user.set_password(PASSWORD)
    user.save()
    questions(supervisor)
    few = len(questions(supervisor))
    for write in (somebody_signs_in, somebody_is_told, something_is_noted_down):
        write(offices)
        assert len(questions(supervisor)) == few, write


def test_a_saved_session_makes_nothing_anew_that_was_counted_from_passports(offices, supervisor):
    shown(supervisor)
    a_session_is_approved(offices)
    asked = questions(supervisor)
    counted = [each for each in asked if "portal_change" not in each]
    assert any("outreach_sessionsum" in each for each in counted)
    assert not any("reports_homesum" in each for each in counted)
    assert not any("kept.grain" in each for each in counted)
    assert len(asked) < 25


def test_an_import_leaves_what_the_work_area_was_asked_for(offices, supervisor):
    shown(supervisor)
    a_figure_comes(offices)
    asked = [each for each in questions(supervisor) if "portal_change" not in each]
    assert any("reports_figuresum" in each for each in asked)
    assert not any("WITH area AS" in each for each in asked)

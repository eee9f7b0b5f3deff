"""Dashboards from a second PostgreSQL that follows the first: two real servers on this machine."""

import json
import os
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import psycopg2
import pytest
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from dbi_portal.lib import standby
from dbi_portal.lib.kept import kept
from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import REPLICA, reading, reading_from_replica
from dbi_portal.local import addresses, processes
from dbi_portal.local.postgres import ADMIN, Postgres
from dbi_portal.local.standby import Standby
from dbi_portal.replica import DASHBOARDS
from officers.models import Office, User
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.tests.figures_world import passports

pytestmark = pytest.mark.django_db(transaction=True)
AUGUST = Month(2025, 8)
AN_HOUR = 3600.0


@pytest.fixture(scope="module")
def second_server(django_db_setup):
    corner = Path(os.environ["PORTAL_TEST_CORNER"])
    copy = Standby(Postgres(corner, throwaway=True), corner / "replica")
    try:
        copy.start()
        yield copy
    finally:
        copy.remove()


@pytest.fixture
def replica(second_server, transactional_db, settings):
    """The portal knows its replica, and a little lag does not trouble it."""
    if not second_server.copy.answers():
        second_server.start_again()
    options = {"host": str(addresses.postgres_socket_dir(second_server.copy.var_dir))}
    own = connections.databases["default"]
    connections.databases[REPLICA] = own | {"OPTIONS": own["OPTIONS"] | options}
    connection = connections[REPLICA]
    connection.ensure_connection = lambda: let_in(connection)
    settings.REPLICA_LAG_SECONDS = AN_HOUR
    standby.rested()
    yield second_server
    with suppress(psycopg2.OperationalError):
        tell(second_server, "SELECT pg_wal_replay_resume()")
    connections[REPLICA].close()
    del connections[REPLICA], connections.databases[REPLICA]


def let_in(connection):
    """Django keeps tests from databases it did not make, and a copy is none of those."""
    if connection.connection is None:
        with connection.wrap_database_errors:
            connection.connect()


@pytest.fixture
def kanwil():
    kanwil = KanwilFactory()
    passports(OfficeFactory(under=kanwil), AUGUST, 1204)
    return kanwil


def tell(server, words):
    dsn = addresses.database_dsn(server.copy.var_dir, role=ADMIN, database=ADMIN)
    with closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
        cursor.execute(words)
        return cursor.fetchone()[0]


def arrived(server):
    """Until the replica has all there is by now."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        [(journal,)] = cursor.fetchall()
    asked = f"SELECT pg_last_wal_replay_lsn() >= '{journal}'::pg_lsn"
    assert processes.wait_until(lambda: tell(server, asked), seconds=30)


def held_back(server):
    """From now on nothing more reaches the readers of the replica."""
    arrived(server)
    tell(server, "SELECT pg_wal_replay_pause()::text")
    paused = "SELECT pg_get_wal_replay_pause_state() = 'paused'"
    assert processes.wait_until(lambda: tell(server, paused), seconds=30)


def another_office_reports(kanwil):
    passports(OfficeFactory(under=kanwil), AUGUST, 702)


def reader(kanwil):
    client = Client()
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    return client


def shown(client):
    """The total of the month on the reader's dashboard: 1.204, with the other office 1.906."""
    response = client.get(reverse("home"), {"bulan": str(AUGUST)})
    assert response.status_code == 200
    page = response.content.decode()
    assert "1.204" in page  # of the office that was there before
    return "1.906" if "1.906" in page else "1.204"


def test_a_dashboard_is_read_from_the_replica(replica, kanwil):
    client = reader(kanwil)
    arrived(replica)
    with (
        CaptureQueriesContext(connections[REPLICA]) as there,
        CaptureQueriesContext(connections["default"]) as here,
    ):
        assert shown(client) == "1.204"
    assert len(there) > 4
    asked = " ".join(query["sql"] for query in here)
    assert "reports_" not in asked
    assert "outreach_" not in asked


def test_a_replica_a_little_behind_is_still_asked(replica, kanwil):
    client = reader(kanwil)
    held_back(replica)
    another_office_reports(kanwil)
    assert shown(client) == "1.204"


def test_one_too_far_behind_is_not_asked(replica, kanwil, settings):
    client = reader(kanwil)
    held_back(replica)
    another_office_reports(kanwil)
    settings.REPLICA_LAG_SECONDS = 0.0
    assert shown(client) == "1.906"


def test_one_that_has_everything_is_never_behind(replica, kanwil, settings):
    """However long ago the last change was."""
    settings.REPLICA_LAG_SECONDS = 0.0
    arrived(replica)
    assert processes.wait_until(standby.is_fit, seconds=30)


def test_whoever_changed_something_sees_it_at_once(replica, kanwil):
    one, other = reader(kanwil), reader(kanwil)
    held_back(replica)
    another_office_reports(kanwil)
    one.post(reverse("officers:notices-read"))
    assert shown(one) == "1.906"
    assert shown(other) == "1.204"  # within the lag that is allowed


def test_what_somebody_changed_is_read_there_once_it_arrived(replica, kanwil):
    client = reader(kanwil)
    client.post(reverse("officers:notices-read"))
    another_office_reports(kanwil)
    held_back(replica)
    passports(OfficeFactory(under=kanwil), AUGUST, 1)  # the replica does not know it
    assert shown(client) == "1.906"


def test_pages_come_from_the_primary_while_the_replica_is_down_and_from_it_again(
    replica, kanwil, monkeypatch
):
    monkeypatch.setattr(standby, "REST_SECONDS", AN_HOUR)
    client = reader(kanwil)
    arrived(replica)
    replica.stop()
    another_office_reports(kanwil)
    assert shown(client) == "1.906"
    replica.start_again()
    arrived(replica)
    with CaptureQueriesContext(connections[REPLICA]) as asked:
        assert shown(client) == "1.906"  # left alone for a while
        assert len(asked) == 0
        standby.rested()
        assert shown(client) == "1.906"
    assert len(asked) > 0


def test_a_replica_killed_in_the_middle_of_a_page_costs_no_page(replica, kanwil):
    client = reader(kanwil)
    arrived(replica)

    def killed(execute, sql, params, many, context):
        if "reports_" in sql:
            replica.stop()
        return execute(sql, params, many, context)

    try:
        with connections[REPLICA].execute_wrapper(killed):
            assert shown(client) == "1.204"
        assert not replica.copy.answers()
    finally:
        replica.start_again()


def test_a_changed_row_goes_to_the_primary_wherever_it_was_read(replica, kanwil):
    arrived(replica)
    with reading_from_replica() as asked:
        office = Office.objects.get(pk=kanwil.pk)
        assert (asked, office._state.db) == (True, REPLICA)
        office.city = "Bandung"
        office.save()
    assert Office.objects.using("default").get(pk=kanwil.pk).city == "Bandung"


def test_inside_a_transaction_the_primary_is_asked(replica, kanwil):
    arrived(replica)
    with reading_from_replica(), transaction.atomic():
        UserFactory(office=kanwil, role=Role.SUPERVISOR, username="baru-saja")
        assert User.objects.filter(username="baru-saja").exists()
        assert reading() is connections["default"]
    with transaction.atomic(), reading_from_replica() as asked:
        assert not asked


def test_a_register_stays_with_the_primary(replica, kanwil):
    client = reader(kanwil)
    arrived(replica)
    with CaptureQueriesContext(connections[REPLICA]) as asked:
        client.get(reverse("reports:statistic-list"))
    assert len(asked) == 0


def test_what_was_kept_while_others_are_at_work_is_old_when_it_arrives(replica, kanwil):
    """There a snapshot does not name the transactions under way, so it alone would not do."""

    def cities():
        return kept(("uji", kanwil.pk), lambda: sorted(each.city for each in Office.objects.all()))

    Office.objects.update(city="")
    dsn = addresses.database_dsn(
        replica.primary.var_dir, database=connections["default"].settings_dict["NAME"]
    )
    with closing(psycopg2.connect(dsn)) as slow, closing(psycopg2.connect(dsn)) as quick:
        for each in (slow, quick):
            each.cursor().execute("SELECT pg_current_xact_id()")
        told = "UPDATE officers_office SET city = 'Garut' WHERE id = %s"
        quick.cursor().execute(told, [kanwil.pk])
        passports(OfficeFactory(under=kanwil, city=""), AUGUST, 5)  # later, and there first
        arrived(replica)
        with reading_from_replica():
            assert set(cities()) == {""}
            quick.commit()
            arrived(replica)
            assert set(cities()) == {"", "Garut"}


def test_a_page_of_the_replica_is_kept_while_its_tables_stand(replica, kanwil):
    client = reader(kanwil)
    arrived(replica)
    with CaptureQueriesContext(connections[REPLICA]) as first:
        assert shown(client) == "1.204"
    with CaptureQueriesContext(connections[REPLICA]) as again:
        assert shown(client) == "1.204"
    assert len(again) < len(first) / 2
    another_office_reports(kanwil)
    arrived(replica)
    assert shown(client) == "1.906"


def test_each_page_that_is_read_there_exists():
    """A page that changed its name would quietly stay with the primary."""
    assert set(addresses_of(get_resolver())) >= DASHBOARDS


def addresses_of(resolver, space=""):
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses_of(each, inner)
        else:
            yield f"{space}{each.name}"


def test_without_a_replica_there_is_one_server(kanwil):
    with reading_from_replica() as asked:
        assert not asked
        assert reading() is connections["default"]


def test_its_address_is_a_setting():
    told = "from django.conf import settings; import json; d = settings.DATABASES['replica']; "
    told += "print(json.dumps([d['HOST'], d['NAME'], d['OPTIONS'], d['TEST'], d['CONN_MAX_AGE']]))"
    environment = os.environ | {
        "REPLICA_URL": "postgres://portal@10.0.0.2/portal",
        "DJANGO_SETTINGS_MODULE": "dbi_portal.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", told], env=environment, capture_output=True, check=True
    )
    host, name, options, test, age = json.loads(done.stdout)
    assert (host, name, test, age) == ("10.0.0.2", "portal", {"MIRROR": "default"}, 60)
    assert options == {"connect_timeout": 2}

"""Whatever is killed while reports are built: each report is there once, and nobody lifts a hand.

On servers of their own, with a real worker and a real beat. The kill comes at the worst moment:
papers are drawn and stored, the row that names them is not written yet. No month here ends a
quarter, so nothing longer is asked for.
"""

import pytest
from django.db import connection

from dbi_portal.local import addresses
from reports.tests.surviving import Portal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def portal(django_db_setup, tmp_path_factory):
    """Its tables are those of this run's database."""
    from conftest import CORNER

    own = Portal(tmp_path_factory.mktemp("tahan") / "var")
    try:
        name = connection.settings_dict["NAME"]
        own.open(like=addresses.database_dsn(CORNER, database=name))
        yield own
    finally:
        own.close()


def test_reports_survive_the_death_of_worker_broker_and_database(portal):
    # A worker dies. The next one takes up what it left.
    with portal.obstacle():
        portal.ask("ask for", month="2025-01")
        portal.await_writing()
        portal.kill_worker()
    portal.await_reports("2025-01")

    # The broker dies with its queues: one report half written, one waiting, one asked for with
    # nobody to ring.
    with portal.obstacle():
        portal.ask("ask for", month="2025-02")
        portal.await_writing()
        portal.ask("ask for", month="2025-04")
        portal.kill_valkey()
        portal.ask("ask for", month="2025-05")
        portal.restart_servers()
    portal.await_reports("2025-02", "2025-04", "2025-05")

    # The database dies under a worker, and comes back.
    with portal.obstacle():
        portal.ask("ask for", month="2025-07")
        portal.await_writing()
        portal.kill_postgres()
    portal.restart_servers()
    portal.await_reports("2025-07")

    kept = portal.ask("kept")
    months = ["2025-01", "2025-02", "2025-04", "2025-05", "2025-07"]
    assert [month for month, *_ in kept["reports"]] == months
    assert all(rest == [1, [], True] for _, *rest in kept["reports"]), kept["reports"]
    assert set(kept["jobs"]) == {"done"}
    assert kept["lost"] == []
    # What the dead had drawn and never named is thrown away, and only that.
    assert portal.ask("sweep") == len(kept["left over"])
    assert portal.ask("kept") == kept | {"left over": []}

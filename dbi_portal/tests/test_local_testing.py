"""A test run keeps to itself: its database, its queue, its files."""

import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from dbi_portal.celery import app
from dbi_portal.local import processes


@pytest.mark.django_db
def test_the_tests_database_is_postgresql_18_and_not_the_portals():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('server_version_num')::int")
        name, version = cursor.fetchone()
    assert name.startswith("test_portal_")
    assert version >= 180000


@pytest.mark.django_db
def test_the_portals_role_is_no_superuser_so_row_rules_hold_for_it():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_each_process_of_a_run_has_its_own_queue():
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    assert settings.CELERY_BROKER_URL.endswith(f"?virtual_host={2 * worker}")
    assert app.conf.broker_url == settings.CELERY_BROKER_URL


def test_clearing_the_cache_leaves_the_queue_alone():
    app.send_task("nobody.listens")
    try:
        cache.set("figure", 8837)
        cache.clear()
        assert cache.get("figure") is None
        assert app.control.purge() == 1
    finally:
        app.control.purge()


def test_a_real_worker_serves_this_tests_queue_and_database(celery_worker_process):
    app.send_task("officers.tasks.ring_forgotten_jobs")
    assert processes.wait_until(
        lambda: (
            "ring_forgotten_jobs" in celery_worker_process.read_text()
            and "succeeded" in celery_worker_process.read_text()
        ),
        seconds=30,
    )

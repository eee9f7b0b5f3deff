import logging
import socket
import time
from contextlib import suppress
from queue import Empty

import pytest
from celery import Celery
from django.db import transaction

from dbi_portal.celery import app as portal
from dbi_portal.lib.doorbell import PATIENCE, ring

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bells():
    """What hangs in the queue: (task, kwargs), oldest first."""
    portal.control.purge()

    def heard():
        messages = []
        with portal.connection_for_read() as connection, suppress(Empty):
            queue = connection.SimpleQueue("celery", no_ack=True)
            while True:
                messages.append(queue.get_nowait())
        return [(message.headers["task"], message.payload[1]) for message in messages]

    yield heard
    portal.control.purge()


@pytest.fixture
def broker_at():
    """Make another address the broker of this process."""

    def point(address):
        Celery("elsewhere", broker=f"redis://{address}/0").set_current()

    yield point
    portal.set_current()


def test_the_bell_rings_when_the_work_is_committed_and_not_before(bells):
    with transaction.atomic():
        ring("reports.build", job_id=7)
        assert bells() == []
    assert bells() == [("reports.build", {"job_id": 7})]


def test_work_that_was_rolled_back_rings_no_bell(bells):
    with transaction.atomic():
        ring("reports.build", job_id=7)
        transaction.set_rollback(True)
    assert bells() == []


def test_a_broker_that_is_down_is_logged_and_the_page_goes_on(broker_at, caplog):
    broker_at("127.0.0.1:1")
    started = time.monotonic()
    with caplog.at_level(logging.WARNING):
        ring("reports.build", job_id=7)
    assert time.monotonic() - started < PATIENCE
    assert "reports.build waits for the sweeper" in caplog.text


def test_a_broker_that_never_answers_holds_no_page_for_long(broker_at, caplog):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        broker_at(f"127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        ring("reports.build", job_id=7)
        assert time.monotonic() - started < 2 * PATIENCE
    assert "waits for the sweeper" in caplog.text


def test_where_tasks_run_at_once_the_bell_runs_the_task():
    ran = []
    eager = Celery("eager")
    eager.conf.task_always_eager = True

    @eager.task(name="reports.build")
    def build(job_id):
        ran.append(job_id)

    eager.set_current()
    try:
        ring("reports.build", job_id=7)
    finally:
        portal.set_current()
    assert ran == [7]

"""A worker that dies while it writes leaves nothing behind, and another one finishes its job."""

import os
import signal
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dbi_portal.lib.months import Month
from dbi_portal.local.processes import wait_until
from officers import jobs
from officers.actions.imports import ask_to_commit
from officers.models import Job
from officers.tests.factories import OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.importing import PLAIN, current, look
from reports.tests.sheets import csv_file

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO reports_passportstatistic%'
      AND datname = current_database()
"""


@pytest.fixture(autouse=True)
def media(settings):
    """The worker looks where its own settings say."""
    return settings.MEDIA_ROOT


def is_writing():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


class Obstacle:
    """Somebody who enters the same figure and does not finish: the import waits in the middle."""

    def __init__(self, **figure):
        self.figure, self.there, self.over = figure, threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._stand)

    def _stand(self):
        try:
            with transaction.atomic():
                StatisticFactory(**self.figure)
                self.there.set()
                self.over.wait(120)
                transaction.set_rollback(True)
        finally:
            connection.close()

    def __enter__(self):
        self.thread.start()
        assert self.there.wait(30)
        return self

    def __exit__(self, *failure):
        self.over.set()
        self.thread.join(30)


def test_kill_9_in_the_middle_of_writing_leaves_nothing_and_the_job_is_finished(
    start_celery_worker,
):
    office = OfficeFactory()
    clerk = UserFactory(office=office)
    StatisticFactory(office=office, month=Month(2025, 1), count=1)
    rows = [[f"2025-0{month}", "PMI", "Terbit", month * 10] for month in range(1, 9)]
    run = look(csv_file(PLAIN, *rows), clerk, at=timezone.now()).run
    worker = start_celery_worker()
    with Obstacle(office=office, month=Month(2025, 8), count=5):
        job = ask_to_commit(run=run, by=clerk, at=timezone.now())
        assert wait_until(is_writing, seconds=60), worker.log.read_text()
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(20)
    assert wait_until(lambda: not is_writing(), seconds=30)
    assert (current(), PassportStatistic.objects.count()) == ({"2025-01": 1}, 1)
    run.refresh_from_db()
    assert run.state == "saving"

    start_celery_worker()
    later = timezone.now() + jobs.LEASE
    Job.objects.filter(pk=job.pk).update(ring_again_at=timezone.now() - timedelta(seconds=1))
    assert jobs.ring_forgotten(at=later) == 1

    def is_written():
        run.refresh_from_db()
        return run.state == "committed"

    assert wait_until(is_written, seconds=60)
    assert current() == {f"2025-0{month}": month * 10 for month in range(1, 9)}
    assert PassportStatistic.objects.count() == 9

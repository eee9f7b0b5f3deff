"""A job is a row: nothing is lost with a worker, nothing is done twice at once."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from officers import jobs
from officers.models import Job
from officers.pulse import Pulse
from officers.tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 9, 1, 5, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def done():
    return []


@pytest.fixture(autouse=True)
def counting(done, monkeypatch):
    def count(job, progress):
        progress(50, "setengah jalan")
        if job.payload.get("fail"):
            raise jobs.JobFailed("Kantor ini belum punya data.")
        if job.payload.get("crash"):
            raise ZeroDivisionError
        done.append(job.pk)
        return {"url": "/laporan/1/"}

    monkeypatch.setitem(jobs._handlers, "test.count", count)


def enqueue(**payload):
    key = payload.pop("key", "")
    by = UserFactory()
    return jobs.enqueue(
        kind="test.count", office=by.office, payload=payload, by=by, at=NOW, key=key
    )


def test_a_job_is_done_once_however_often_the_bell_rings(done):
    job = enqueue()
    jobs.run(job_id=job.pk, at=NOW)
    jobs.run(job_id=job.pk, at=NOW)
    job.refresh_from_db()
    assert done == [job.pk]
    assert (job.state, job.progress, job.result) == ("done", 100, {"url": "/laporan/1/"})


def test_asking_twice_for_the_same_work_gives_the_same_job(done):
    assert enqueue(key="bekasi 2025-08") == enqueue(key="bekasi 2025-08")
    assert enqueue() != enqueue()


def test_finished_work_may_be_asked_for_again():
    first = enqueue(key="bekasi 2025-08")
    jobs.run(job_id=first.pk, at=NOW)
    assert enqueue(key="bekasi 2025-08") != first


def test_what_cannot_be_done_says_why():
    job = enqueue(fail=True)
    jobs.run(job_id=job.pk, at=NOW)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Kantor ini belum punya data.")


def test_a_crash_is_tried_again_and_then_given_up_with_a_sentence():
    job = enqueue(crash=True)
    for attempt in range(jobs.MOST_ATTEMPTS):
        jobs.run(job_id=job.pk, at=NOW + timedelta(hours=attempt))
    job.refresh_from_db()
    assert job.state == "failed"
    assert f"nomor pekerjaan {job.pk}" in job.error


def test_a_database_that_goes_away_costs_no_attempt_and_the_sweeper_rings_again(done, counting):
    job, away = enqueue(), [OperationalError("the server closed the connection")]
    work = jobs._handlers["test.count"]
    jobs._handlers["test.count"] = lambda *told: (_ for _ in ()).throw(away.pop())
    jobs.run(job_id=job.pk, at=NOW)
    job.refresh_from_db()
    assert (job.state, job.finished_at) == ("running", None)
    assert jobs.ring_forgotten(at=NOW + jobs.LEASE) == 1
    jobs._handlers["test.count"] = work
    jobs.run(job_id=job.pk, at=NOW + jobs.LEASE)
    assert done == [job.pk]


def test_a_job_whose_workers_die_again_and_again_is_given_up_in_the_end(done):
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(state="running", attempts=jobs.MOST_DEATHS - 1)
    jobs.run(job_id=job.pk, at=NOW)
    assert done == [job.pk]
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(state="running", attempts=jobs.MOST_DEATHS)
    jobs.run(job_id=job.pk, at=NOW)
    job.refresh_from_db()
    assert (done[1:], job.state) == ([], "failed")


def test_a_job_that_ends_while_the_same_is_asked_for_is_asked_for_anew(monkeypatch):
    job = enqueue(key="bekasi 2025-08")
    ends_now = Job.objects.filter(pk=job.pk)
    unfinished = Job.objects.unfinished

    def late():
        ends_now.update(state="done", finished_at=NOW)
        return unfinished()

    monkeypatch.setattr(Job.objects, "unfinished", late)
    assert enqueue(key="bekasi 2025-08") != job


def test_a_job_somebody_works_at_is_left_to_him_and_taken_up_once_he_is_gone(done):
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1)
    with Pulse(job.pk, lease=jobs.LEASE) as worker:
        assert worker.is_mine
        jobs.run(job_id=job.pk, at=NOW + timedelta(days=1))
        assert done == []
    jobs.run(job_id=job.pk, at=NOW)
    assert done == [job.pk]


def test_the_sweeper_rings_for_jobs_nobody_took():
    job = enqueue()
    assert jobs.ring_forgotten(at=NOW) == 0
    assert jobs.ring_forgotten(at=NOW + jobs.PATIENCE) == 1
    jobs.run(job_id=job.pk, at=NOW)
    assert jobs.ring_forgotten(at=NOW + timedelta(days=1)) == 0


def test_a_job_of_another_office_is_not_found(client):
    job = enqueue()
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(f"/petugas/pekerjaan/{job.pk}/").status_code == 404
    client.force_login(job.requested_by)
    assert "Menunggu giliran" in client.get(f"/petugas/pekerjaan/{job.pk}/").content.decode()
